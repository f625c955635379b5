"""Extraction: from one frozen text to its claims, offline, by rules on a parse."""

from pourparler.evidence.extraction.reader import Document, read, read_many

__all__ = ["Document", "read", "read_many"]
