"""``pourparler say``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import columns, print_json
from pourparler.core.inert import one_line


def say(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A draft, in quotation marks.")],
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", help="Party or person of the case who would say it; our own side when left out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Check a sentence before it is spoken: what it touches, what it gives away, what it contradicts. Own side only."""
    from pourparler.workspace.folder import existing
    from pourparler.workspace.saying import say as check

    result = check(existing(folder), sentence, speaker)
    if as_json:
        print_json({"visibility": "own", **result.to_dict()})
        return
    typer.echo(f"OWN SIDE ONLY. {one_line(result.title)}")
    for line in result.text[1:]:
        typer.echo(f"  {one_line(line.text)}")
    for table in result.tables:
        if table.rows:
            typer.echo(f"\n{table.title}\n{columns(table.rows, table.columns)}")
            if table.note:
                typer.echo(f"  {one_line(table.note)}")
    if result.missing:
        typer.echo("\nMissing")
        for question in result.missing:
            typer.echo(f"  {one_line(question.text)}")
    typer.echo(f"\n{one_line(result.text[0].text)}")
