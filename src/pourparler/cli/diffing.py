"""``pourparler diff``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import print_json
from pourparler.core.inert import one_line


def diff(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    revision: Annotated[
        str,
        typer.Argument(
            metavar="REV",
            help="A kept brief to compare with: last (newest with other inputs), a day, or a name.",
        ),
    ] = "last",
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show what moved since a kept brief: positions with two quotations each, sources, claims, meetings, the case."""
    from pourparler.brief.compose.changes import change_groups, summary
    from pourparler.brief.compose.desk import Desk
    from pourparler.workspace.diffing import diff as compare
    from pourparler.workspace.folder import existing

    changes, case, evidence = compare(existing(folder), revision)
    if as_json:
        print_json(changes.to_dict())
        return
    if not changes:
        typer.echo(one_line(summary(changes).text))
        return
    typer.echo(f"Since {one_line(changes.since)}:")
    for heading, sentences in change_groups(Desk(case, evidence, {}), changes):
        typer.echo(f"\n{heading}")
        for sentence in sentences:
            claims = ", ".join(mark.id for mark in sentence.marks if mark.kind == "claim")
            typer.echo(f"  {one_line(sentence.text)}{f' [{claims}]' if claims else ''}")
