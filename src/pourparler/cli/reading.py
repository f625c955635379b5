"""``pourparler read``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pourparler.cli.showing import Meter, columns, print_json
from pourparler.core.inert import one_line


def read(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Articles, notes, e-mails; a folder or .zip of them."),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Published: anyone may see it.")] = False,
    shared: Annotated[str | None, typer.Option(help="Party ids that may see it, with commas between.")] = None,
    off_record: Annotated[bool, typer.Option("--off-record", help="Usable, never quoted.")] = False,
    date: Annotated[str | None, typer.Option(help="The day of the document, YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Look for claims anew in all that is stored.")] = False,
    as_new: Annotated[
        bool, typer.Option("--as-new", help="A file in sources/ that changed since it was read is a newer version.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Take reporting in: text, web page, PDF, Word, mail, feed, statements. Without FILE: what lies in sources/."""
    from dataclasses import asdict

    from pourparler.cli.asking import a_day
    from pourparler.workspace.folder import existing
    from pourparler.workspace.reading import read_unread, take_in

    workspace = existing(folder)
    mark: dict[str, object] = {}
    if public:
        mark["visibility"] = "public"
    if shared is not None:
        mark["visibility"] = {"shared": [who.strip() for who in shared.split(",") if who.strip()]}
    if off_record:
        mark["off_record"] = True
    if date is not None:
        mark["date"] = a_day(date, "--date")
    if publisher is not None:
        mark["publisher"] = publisher
    if files:
        for left_out in take_in(workspace, files, mark).left_out:
            typer.echo(f"left out: {one_line(left_out)}", err=True)
    meter = Meter()
    taken = read_unread(workspace, again=again, as_new=as_new, progress=meter)
    meter.close()
    if as_json:
        print_json([asdict(one) for one in taken])
    elif taken:
        typer.echo(
            columns([(one.source, one.file, one.claims, one.words) for one in taken], ("source", "file", "claims", ""))
        )
    else:
        typer.echo("Nothing lies in sources/.")
