"""``pourparler import`` and ``pourparler export``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pourparler.cli.asking import a_day
from pourparler.cli.casework import AsJson, Folder
from pourparler.cli.showing import print_json
from pourparler.core.inert import inert, one_line

if TYPE_CHECKING:
    from enum import StrEnum

    from pourparler.workspace.exchanging import Exported, Imported

ChoiceT = TypeVar("ChoiceT", bound="StrEnum")


def export(
    folder: Folder,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="genius, geniusweb, negmas or workbook.")],
    out: Annotated[
        Path, typer.Option(metavar="PATH", help="New, outside DIR: a folder or .zip; an .xlsx for a workbook.")
    ],
    level: Annotated[
        str | None,
        typer.Option(metavar="LEVEL", help="public, shared, or own: everything, for us alone. Or use --for."),
    ] = None,
    receiver: Annotated[
        str | None, typer.Option("--for", metavar="PARTY", help="For this party: also what is shared with it.")
    ] = None,
    take: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="What stands for a range in a scenario: low, likely, high or mean."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the case for another program, as its reader may see it, and list what that format cannot hold."""
    from pourparler.case.exchange.recognise import Format
    from pourparler.case.exchange.simplified import Take
    from pourparler.workspace.base import loaded_case
    from pourparler.workspace.exchanging import export_case, reader_asked
    from pourparler.workspace.folder import existing

    form = _choice(Format, to, "--to")
    number = None if take is None else _choice(Take, take, "--take")
    held = existing(folder)
    reader = reader_asked(held, loaded_case(held), receiver, level)
    done = export_case(held, form, out, reader=reader, take=number)
    if as_json:
        from dataclasses import asdict

        print_json(asdict(done))
    else:
        _tell_export(done)


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace; made when it is not there.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files, a folder of them, or a .zip.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="FORMAT", help="genius, geniusweb, negmas or workbook; else told from the content."
        ),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show the changes, and write nothing.")] = False,
    by: Annotated[str | None, typer.Option(help="Who answers for the numbers (or set POURPARLER_BY).")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="As of when; the as_of of the case if left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take in a scenario of another program, or the cells that were changed in an exported workbook."""
    from pourparler.case.exchange.judged import Basis
    from pourparler.case.exchange.recognise import Format
    from pourparler.workspace.exchanging import import_case

    asked = None if form is None else _choice(Format, form, "--as")
    day = None if on is None else a_day(on, "--on")
    basis = Basis(by or os.environ.get("POURPARLER_BY") or None, day)
    done = import_case(folder, files, asked=asked, basis=basis, preview=preview)
    if as_json:
        from dataclasses import asdict

        print_json(asdict(done))
    else:
        _tell_import(done, folder, preview=preview)


def _choice(choices: type[ChoiceT], typed: str, option: str) -> ChoiceT:
    from pourparler.core.errors import PourparlerError, Problem

    try:
        return choices(typed)
    except ValueError:
        allowed = ", ".join(one.value for one in choices)
        raise PourparlerError(Problem("W193", option, repr(typed), allowed, "choose one")) from None


def _tell_export(done: Exported) -> None:
    who = {"own": "us alone: it holds own values", "public": "anybody", "shared": "any receiver"}
    typer.echo(f"For {who.get(done.reader, done.reader)}.")
    typer.echo(f"Values of: {', '.join(done.parties) or 'nobody; only issues and options'}.")
    if done.take:
        typer.echo(f"For {done.ranges} ranges one number was taken: {done.take}.")
    typer.echo(f"left out: {len(done.left_out) or 'nothing'}")
    for line in done.left_out:
        typer.echo(f"  left out: {one_line(line)}")
    for path in done.files:
        typer.echo(path)


def _tell_import(done: Imported, folder: Path, *, preview: bool) -> None:
    for line in done.cells:
        typer.echo(one_line(line))
    for note in done.notes:
        typer.echo(f"note: {one_line(note)}", err=True)
    if not done.diff:
        typer.echo("Nothing in it differs from the case.")
        return
    if preview or not done.new:
        typer.echo(inert(done.diff), nl=False)
    if done.applied:
        typer.echo(f"Written into {folder / 'case.yaml'}. Now run: pourparler check {folder}", err=not done.new)
    else:
        typer.echo("Nothing was changed. To write this: the same without --preview", err=True)
