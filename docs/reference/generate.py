"""Writes the reference pages from the code: ``python docs/reference/generate.py``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def command_pages() -> str:
    """Return the page of all commands, from what ``--help`` says."""
    import typer.main

    from pourparler.cli.app import VERBS, app

    root: Any = typer.main.get_command(app)
    parts = ["# Commands\n", "Made from the program's own help. Every command takes the workspace DIR first.\n"]
    parts.append("Exit status: 0 done; 2 something to mend, said in one line each; 1 a fault of ours; 130 Ctrl-C.\n")
    for verb in VERBS:
        parts += _command(root.commands[verb], f"pourparler {verb}", 2)
    return "\n".join(parts)


def _command(command: Any, name: str, depth: int) -> list[str]:
    parts = [f"{'#' * depth} `{name}`\n", f"{(command.help or '').strip()}\n"]
    rows = []
    for parameter in command.params:
        if parameter.name == "help":
            continue
        shown = getattr(parameter, "metavar", None) or (parameter.name or "").upper()
        if parameter.param_type_name == "option":
            shown = ", ".join(f"`{word}`" for word in (*parameter.opts, *parameter.secondary_opts))
        else:
            shown = f"`{shown}`"
        rows.append(f"| {shown} | {(getattr(parameter, 'help', None) or '').strip()} |")
    if rows:
        parts.append("\n".join(["| | |", "| --- | --- |", *rows]) + "\n")
    for sub in sorted(getattr(command, "commands", {})):
        parts += _command(command.commands[sub], f"{name} DIR {sub}", depth + 1)
    return parts


def pages() -> dict[str, str]:
    """Return every generated page by file name."""
    from pourparler.case.reference import case_format_reference

    return {"commands.md": command_pages(), "case-format.md": case_format_reference()}


def main() -> int:
    """Write the pages; with ``--check`` only say whether they are up to date."""
    stale = []
    for name, text in pages().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{'stale' if '--check' in sys.argv else 'written'}: {', '.join(stale) or 'nothing'}\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
