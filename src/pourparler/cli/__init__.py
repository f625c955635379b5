"""The command line: one face of the verbs. Heavy libraries are imported inside the command that needs them."""

from pourparler.cli.app import main

__all__ = ["main"]
