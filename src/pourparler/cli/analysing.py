"""``pourparler analyse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import columns, print_json
from pourparler.core.inert import one_line


def analyse(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    question: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help="positions or approval; all when left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Answer one question or all: what is on file, what would change it, what is missing."""
    from pourparler.workspace.analysing import analyse as answer
    from pourparler.workspace.folder import existing

    results = answer(existing(folder), question)
    if as_json:
        print_json({name: result.to_dict() for name, result in results.items()})
        return
    for result in results.values():
        typer.echo(result.title)
        for sentence in result.text:
            typer.echo(f"  {one_line(sentence.text)}")
        for table in result.tables:
            if table.rows:
                typer.echo(f"\n{table.title}\n{columns([_short(row) for row in table.rows], table.columns)}")
        for heading, lines in (
            ("What would change this", [one.text for one in result.challenge]),
            ("Missing", [one.text for one in result.missing]),
        ):
            if lines:
                typer.echo(f"\n{heading}")
                for line in lines:
                    typer.echo(f"  {one_line(line)}")


def _short(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(cell if not isinstance(cell, str) or len(cell) <= 60 else cell[:59] + "…" for cell in row)
