"""The sample brief, written once by each writer."""

from __future__ import annotations

import pytest

from pourparler.brief.document import Document
from pourparler.brief.writers import write_html, write_pdf, write_word
from tests.brief.writers.sample import sample


@pytest.fixture(scope="session")
def brief() -> Document:
    """Return the rich fictional brief."""
    return sample()


@pytest.fixture(scope="session")
def page(brief: Document) -> bytes:
    """Return it as HTML."""
    return write_html(brief)


@pytest.fixture(scope="session")
def printed(brief: Document) -> bytes:
    """Return it as PDF."""
    return write_pdf(brief)


@pytest.fixture(scope="session")
def worded(brief: Document) -> bytes:
    """Return it as Word file."""
    return write_word(brief)
