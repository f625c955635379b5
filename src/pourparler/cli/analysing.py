"""``pourparler analyse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import columns, libraries_aside, print_json
from pourparler.core.inert import one_line

_ROWS = 25
"""More rows of one table than this are left to --json."""


def analyse(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    question: Annotated[
        str | None,
        typer.Argument(metavar="[QUESTION]", help="positions, packages, disclosure ...; all when left out."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=1, help="How often the uncertain values are drawn.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Where the draws start: same seed, same answer.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Answer one question or all: what is on file, what would change it, what is missing."""
    from pourparler.workspace.analysing import analyse as answer
    from pourparler.workspace.folder import existing

    with libraries_aside():
        results = answer(existing(folder), question, seed=seed, draws=draws)
    if as_json:
        print_json({name: result.to_dict() for name, result in results.items()})
        return
    for result in results.values():
        typer.echo(result.title)
        for sentence in result.text:
            typer.echo(f"  {one_line(sentence.text)}")
        for table in result.tables:
            if table.rows:
                shown = [_short(row) for row in table.rows[:_ROWS]]
                typer.echo(f"\n{table.title}\n{columns(shown, table.columns)}")
                if len(table.rows) > _ROWS:
                    typer.echo(f"  {len(table.rows) - _ROWS} more rows; --json has them all")
                if table.note:
                    typer.echo(f"  {one_line(table.note)}")
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
