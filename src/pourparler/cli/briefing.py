"""``pourparler brief``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import Meter, print_json


def brief(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    formats: Annotated[str, typer.Option("--format", help="html, pdf, docx, with commas between.")] = "html,pdf,docx",
    template: Annotated[
        Path | None, typer.Option(help="Your own Word file, for the look; template.docx in DIR when left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Read what is unread, check, analyse, write the brief and its card: the main job. Works with no case.yaml."""
    from pourparler.workspace.briefing import write_brief
    from pourparler.workspace.folder import existing

    wanted = wanted_formats(formats)
    meter = Meter()
    done = write_brief(existing(folder), formats=wanted, progress=meter, template=template)
    meter.close()
    if as_json:
        print_json(
            {
                "folder": str(done.folder),
                "files": [str(path) for path in done.files],
                "read": [one.file for one in done.taken if one.words != "read already"],
                "quotations": done.checked.quotations,
                "notices": [str(one) for one in done.checked.notices],
            }
        )
        return
    fresh = [one for one in done.taken if one.words != "read already"]
    for one in fresh:
        typer.echo(f"read {one.file}: {one.claims} claims ({one.words})")
    checked = done.checked
    typer.echo(
        f"checked {checked.quotations} spans against their sources; {len(checked.notices)} notes "
        f"and {len(checked.questions)} questions (pourparler check {folder})"
    )
    typer.echo("The brief:")
    for path in done.files:
        typer.echo(f"  {path}")


def wanted_formats(typed: str) -> tuple[str, ...]:
    """Return the formats typed after ``--format``.

    Raises
    ------
    PourparlerError
        W163 when one is unknown, or none is named.
    """
    from pourparler.core.errors import PourparlerError, Problem
    from pourparler.workspace.briefing import FORMATS

    wanted = tuple(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))
    if not wanted or any(part not in FORMATS for part in wanted):
        raise PourparlerError(Problem("W163", "--format", repr(typed), ", ".join(FORMATS), "name one or more"))
    return wanted
