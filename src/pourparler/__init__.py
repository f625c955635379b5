"""Pourparler: from reporting to a brief, for talks with several parties and issues."""

__version__ = "0.1.0"
