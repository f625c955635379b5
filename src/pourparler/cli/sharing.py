"""``pourparler share``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pourparler.cli.briefing import wanted_formats
from pourparler.cli.showing import Meter, print_json
from pourparler.core.inert import one_line

if TYPE_CHECKING:
    from pourparler.workspace.withholding import Preview


def share(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A new folder, or a new file ending in .zip, outside DIR.")
    ] = None,
    receiver: Annotated[
        str | None, typer.Option("--for", metavar="PARTY", help="For this party: also what is shared with it.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL", help="public (the default without --for), or shared: also what is for any receiver."
        ),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what goes and what stays, and write nothing.")
    ] = False,
    formats: Annotated[str, typer.Option("--format", help="html, pdf, docx, with commas between.")] = "html,pdf,docx",
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Write the brief for others, as if nothing narrower had ever been typed."""
    from pourparler.core.errors import PourparlerError, Problem
    from pourparler.workspace.base import loaded_case
    from pourparler.workspace.folder import existing
    from pourparler.workspace.handing_over import check_place, write_copy
    from pourparler.workspace.sharing import reader_named, view_of
    from pourparler.workspace.withholding import preview as compared

    wanted = wanted_formats(formats)
    if out is None and not preview:
        todo = "add --out PATH, or --preview to see what would go"
        raise PourparlerError(Problem("W174", "--out", "no place for the copy", "a new folder or .zip file", todo))
    held = existing(folder)
    if out is not None:
        check_place(held, out)
    ours = loaded_case(held)
    reader = reader_named(held, ours, receiver, level)
    meter = Meter()
    view = view_of(held, ours, reader, keep=not preview, progress=meter)
    told = compared(held, ours, view)
    files = () if preview or out is None else write_copy(held, view, out, formats=wanted, progress=meter)
    meter.close()
    if as_json:
        print_json({"preview": told.to_dict(), "files": [str(path) for path in files]})
    elif preview:
        _show(told)
    else:
        for line in _summary(told):
            typer.echo(line)
        for path in files:
            typer.echo(f"  {path}")


def _who(reader: str) -> str:
    return {"public": "anybody", "shared": "any receiver"}.get(reader, reader)


def _summary(told: Preview) -> Iterable[str]:
    yield (
        f"The copy for {_who(told.reader)}: {len(told.sources)} sources, {told.claims} claims, {told.entries} entries "
        f"and {told.judgements} judgements of the case."
    )
    yield (
        f"Not in it: {len(told.kept_sources)} sources, {told.kept_judgements} judgements, {told.remarks} remarks, "
        f"{told.decisions} decisions on claims (--preview lists them)."
    )


def _show(told: Preview) -> None:
    typer.echo(f"{_who(told.reader).capitalize()} would see:")
    _list("sources", told.sources)
    typer.echo(f"  claims: {told.claims}, read anew by the rules, without who reviewed them")
    typer.echo(f"  the case: {told.entries} entries, {told.judgements} judgements")
    header = "title, question, classification, whom it is for"
    typer.echo(f"  its header ({header}): {'yes' if told.header else 'no'}")
    typer.echo(f"{_who(told.reader).capitalize()} would not see:")
    _list("sources", (f"{file} ({why})" for file, why in told.kept_sources))
    _list("entries of the case, with all inside them", (f"{path} ({why})" for path, why in told.kept_entries))
    typer.echo(f"  judgements: {told.kept_judgements}; remarks: {told.remarks}; decisions on claims: {told.decisions}")
    _list("entries that name something out of sight", told.fallen)
    _list("references to claims out of sight", (f"{path}: {claim}" for path, claim in told.uncited))


def _list(heading: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    typer.echo(f"  {heading}: {len(shown) or 'none'}")
    for line in shown:
        typer.echo(f"    {one_line(line)}")
