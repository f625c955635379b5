"""``pourparler new``, ``frame``, ``check`` and ``schema``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import print_json

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")]
AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A name that is free.")],
    template: Annotated[
        str | None, typer.Option(help="Start a case too: blank, peace, labour, trade or coalition.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the case.")] = "",
) -> None:
    """Make a workspace."""
    from pourparler.workspace.starting import start

    made = start(folder, template, title)
    typer.echo(f"Made {made.root}. Put articles into {made.sources} and run: pourparler brief {made.root}")


def frame(
    folder: Folder,
    apply: Annotated[bool, typer.Option("--apply", help="Write the additions into case.yaml.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draft a case from the evidence, or propose additions to the one there is. Numbers stay unjudged."""
    from dataclasses import asdict

    from pourparler.workspace.folder import existing
    from pourparler.workspace.framing import frame as draft_or_propose

    workspace = existing(folder)
    done = draft_or_propose(workspace, apply=apply)
    if as_json:
        print_json(asdict(done))
    elif done.new:
        typer.echo(
            f"Drafted {workspace.case}. It holds no number: answer its questions, then run: pourparler check {folder}"
        )
    elif not done.diff:
        typer.echo("The evidence adds nothing to the case.")
    else:
        typer.echo(done.diff, nl=not done.diff.endswith("\n"))
        typer.echo(
            "Written into the case." if done.applied else "Nothing was changed. To write this into the case: --apply",
            err=True,
        )


def check(folder: Folder, as_json: AsJson = False) -> None:
    """Check the case, its links to the evidence, and every quotation against its source."""
    from dataclasses import asdict

    from pourparler.core.errors import PourparlerError
    from pourparler.workspace.checking import check as check_workspace
    from pourparler.workspace.folder import existing

    found = check_workspace(existing(folder))
    if as_json:
        print_json(asdict(found))
        if found.errors:
            raise typer.Exit(2)
        return
    for notice in found.notices:
        typer.echo(f"note: {notice}")
    for question in found.questions:
        typer.echo(f"question: {question.path + ': ' if question.path else ''}{question.text}")
    if found.errors:
        raise PourparlerError(*found.errors)
    said = f"{found.quotations} spans stand in their sources as quoted"
    typer.echo(f"{said}; {len(found.notices)} notes, {len(found.questions)} questions, no error.")


def schema(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Write case.schema.json there; else print it.")
    ] = None,
) -> None:
    """The JSON Schema of the case file, for editors."""
    from pourparler.workspace.folder import existing
    from pourparler.workspace.starting import write_schema

    if folder is None:
        from pourparler.case.schema import case_schema

        print_json(case_schema())
        return
    typer.echo(f"Wrote {write_schema(existing(folder).root)}")
