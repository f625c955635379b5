"""The commands in the order in which a team uses them, and what becomes of an error."""

from __future__ import annotations

import errno
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from pourparler.cli import (
    analysing,
    briefing,
    casework,
    claiming,
    diffing,
    exchanging,
    reading,
    saying,
    sharing,
    sourcing,
)
from pourparler.core.errors import PourparlerError, Problem

OURS, USERS, INTERRUPTED = 1, 2, 130
"""Exit status: a fault of ours, a mistake the user can mend, Ctrl-C."""

STOPPED = "Stopped. What was finished is kept; run the same command again to go on."

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What a system says when a disk takes no more."""

VERBS = (
    "new",
    "read",
    "sources",
    "claims",
    "frame",
    "check",
    "analyse",
    "brief",
    "share",
    "diff",
    "say",
    "import",
    "export",
    "schema",
)
"""In the order of the work."""


class Verbs(TyperGroup):
    """Lists the verbs in the order of the work."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs as a team meets them."""
        return [*VERBS, *(name for name in super().list_commands(ctx) if name not in VERBS)]

    def invoke(self, ctx: Any) -> Any:
        """Run a verb; on Ctrl-C say what became of the work, where the library would end without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            typer.echo(STOPPED, err=True)
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    cls=Verbs,
    name="pourparler",
    help="From reporting to a brief, for talks with several parties and issues. Offline; nothing leaves this machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("new")(casework.new)
app.command("read")(reading.read)
app.add_typer(sourcing.app, name="sources", help=sourcing.HELP, cls=sourcing.FolderGroup)
app.add_typer(claiming.app, name="claims", help=claiming.HELP, cls=sourcing.FolderGroup)
app.command("frame")(casework.frame)
app.command("check")(casework.check)
app.command("analyse")(analysing.analyse)
app.command("brief")(briefing.brief)
app.command("share")(sharing.share)
app.command("diff")(diffing.diff)
app.command("say")(saying.say)
app.command("import")(exchanging.import_)
app.command("export")(exchanging.export)
app.command("schema")(casework.schema)


def _version(asked: bool) -> None:
    if asked:
        import pourparler

        typer.echo(f"pourparler {pourparler.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    pass


def main() -> None:
    """Run the command line and end with the exit status that says whose the fault was.

    2 for what the user can mend (one line a problem, with its code), 1 for a fault of ours (with the traceback),
    130 for Ctrl-C: every step that was finished is kept, nothing is half written.
    """
    try:
        app(prog_name="pourparler")
    except PourparlerError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        codes = ", ".join(dict.fromkeys(problem.code for problem in error.problems))
        typer.echo(f"See docs/reference/errors.md ({codes}).", err=True)
        sys.exit(USERS)
    except OSError as error:
        # A library on the way may find no room for a file of its own; whose fault another error is, nobody knows here.
        if error.errno not in NO_ROOM:
            raise
        todo = "make room, or set TMPDIR to a place that has some; what was finished is kept"
        allowed = "room on the disk, and for temporary files"
        typer.echo(str(Problem("W110", "", f"a disk that takes no more: {error.strerror}", allowed, todo)), err=True)
        sys.exit(USERS)
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        sys.exit(INTERRUPTED)
