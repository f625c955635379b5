"""``pourparler brief``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import Meter, print_json


def brief(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    formats: Annotated[str, typer.Option("--format", help="html, pdf, docx, with commas between.")] = "html,pdf,docx",
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Read what is unread, check, analyse and write the brief: the main job. Works with no case.yaml."""
    from pourparler.core.errors import PourparlerError, Problem
    from pourparler.workspace.briefing import FORMATS, write_brief
    from pourparler.workspace.folder import existing

    wanted = tuple(dict.fromkeys(part.strip() for part in formats.split(",") if part.strip()))
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise PourparlerError(Problem("W163", "--format", repr(formats), ", ".join(FORMATS), "name one or more"))
    meter = Meter()
    done = write_brief(existing(folder), formats=wanted, progress=meter)
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
