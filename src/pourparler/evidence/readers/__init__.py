"""Files in, frozen texts out: text, web pages, PDF, Word, e-mails, feeds and tables of statements."""

from pourparler.evidence.readers.frozen import Frozen
from pourparler.evidence.readers.recognise import read_bytes, read_file

__all__ = ["Frozen", "read_bytes", "read_file"]
