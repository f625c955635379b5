"""``pourparler sources DIR``: list, mark, rests, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pourparler.cli.showing import columns, print_json
from pourparler.core.inert import one_line

HELP = "The sources of a workspace: list, mark, what rests on one, remove."


class FolderGroup(TyperGroup):
    """A group that takes the workspace first: ``claims DIR add ...``; with nothing after DIR it lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word ``list`` after DIR when no action is named."""
        if (
            args
            and not args[0].startswith("-")
            and (len(args) == 1 or (args[1].startswith("-") and args[1] not in ("-h", "--help")))
        ):
            args = [args[0], "list", *args[1:]]
        return super().parse_args(ctx, args)


app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]


@app.callback()
def _folder(ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")]) -> None:
    ctx.obj = folder


@app.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the sources with date, language, standing and number of claims."""
    from pourparler.workspace.base import evidence_of
    from pourparler.workspace.folder import existing
    from pourparler.workspace.sourcing import listing

    rows = listing(evidence_of(existing(ctx.obj)))
    if as_json:
        print_json(rows)
        return
    told = [(r["id"], r["date"], r["language"], r["visibility"], r["claims"], _state(r)) for r in rows]
    typer.echo(
        columns(told, ("source", "date", "language", "visibility", "claims", ""))
        if rows
        else "No source has been read."
    )


def _state(row: dict[str, Any]) -> str:
    parts = [row["standing"]] if row["standing"] != "current" else []
    if row["off_record"]:
        parts.append("off the record")
    if row["copy_of"]:
        parts.append(f"a copy of {row['copy_of']}: one witness")
    if row["note"]:
        parts.append(row["note"])
    return "; ".join(parts)


@app.command()
def mark(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id or file name.")],
    retracted: Annotated[
        bool | None, typer.Option("--retracted/--not-retracted", help="Withdrawn by its publisher.")
    ] = None,
    superseded_by: Annotated[str | None, typer.Option(metavar="SOURCE", help="Replaced by this one.")] = None,
    off_record: Annotated[bool | None, typer.Option("--off-record/--on-record", help="Usable, never quoted.")] = None,
    visibility: Annotated[
        str | None, typer.Option(help="own, shared, public, or party ids with commas between.")
    ] = None,
    reviews: Annotated[
        str | None, typer.Option(help="Who may see what we decided about its claims: as for --visibility.")
    ] = None,
    date: Annotated[str | None, typer.Option(help="The day of the document, YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say something of a source, and see what rests on it."""
    from pourparler.cli.asking import a_day
    from pourparler.workspace.folder import existing
    from pourparler.workspace.sourcing import mark as mark_source

    given = {
        "retracted": retracted,
        "superseded_by": superseded_by,
        "off_record": off_record,
        "visibility": _audience(visibility),
        "reviews": _audience(reviews),
        "date": a_day(date, "--date") if date else None,
        "publisher": publisher,
        "title": title,
    }
    _show(
        mark_source(existing(ctx.obj), source, **{key: value for key, value in given.items() if value is not None}),
        as_json,
    )


def _audience(typed: str | None) -> object:
    if typed is None or typed in ("own", "shared", "public"):
        return typed
    return {"shared": [who.strip() for who in typed.split(",")]}


@app.command()
def rests(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id or file name.")],
    as_json: AsJson = False,
) -> None:
    """Show what rests on a source: its claims, entries of the case, kept briefs."""
    from pourparler.workspace.folder import existing
    from pourparler.workspace.sourcing import rests_on

    _show(rests_on(existing(ctx.obj), source), as_json)


@app.command()
def remove(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id or file name.")],
    force: Annotated[bool, typer.Option("--force", help="Even if the case cites it; the case then says so.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove a source; refused while the case cites it, unless forced."""
    from pourparler.workspace.folder import existing
    from pourparler.workspace.sourcing import remove as remove_source

    _show(remove_source(existing(ctx.obj), source, force=force), as_json)


def _show(rest: Any, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "source": rest.source.id,
                "standing": rest.source.standing.value,
                "claims": [one.claim.id for one in rest.claims],
                "entries": [{"claim": claim, "path": path} for claim, path in rest.entries],
                "briefs": list(rest.briefs),
            }
        )
        return
    source = rest.source
    typer.echo(f"{source.id}: {one_line(source.title or source.file)} ({source.standing.value})")
    counted = f"{len(rest.claims)} claims, {len(rest.entries)} entries of the case, {len(rest.briefs)} kept briefs"
    typer.echo(f"{counted} rest on it.")
    for claim, path in rest.entries:
        typer.echo(f"  {path}  {claim}")
    for name in rest.briefs:
        typer.echo(f"  briefs/{name}")
