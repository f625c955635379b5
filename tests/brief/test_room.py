"""What is reckoned to be one page is one page in print, whatever it is made of."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from pourparler.brief.compose.room import PAGE, lines_of
from pourparler.brief.document import Block, Bullets, Document, Facts, Paragraph, Part, Section, TopicCard
from pourparler.brief.writers import write_pdf
from pourparler.core.result import Mark, Sentence

LIMITS = Sentence("Decision support from the sources and judgements listed: it lays out what is on file. " * 3)
WORDS = {
    "short": "Norland would sign. ",
    "long": "The delegation of the northern province said that it would sign when the firing had stopped. " * 2,
    "capitals": "THE UNION OF MILLWORKERS AND MASONS WARNS. " * 2,
    "numbers": "4.5 to 5.5 % in 31 of 40 years, 12 November 2031. " * 3,
}


def _sentence(words: str, number: int) -> Sentence:
    return Sentence(WORDS[words].strip(), tuple(Mark("none", f"m{at}") for at in range(number % 3)))


def _filled(kind: str, words: str) -> tuple[Section, ...]:
    """Return sections that take as much as one page is reckoned to hold."""
    found: tuple[Section, ...] = ()
    for number in range(1, 200):
        lines = tuple(_sentence(words, at) for at in range(number % 4 + 1))
        blocks: dict[str, Block] = {
            "bullets": Bullets(lines),
            "a paragraph": Paragraph(lines),
            "rows": Facts((("In favour", lines), ("Against", lines[:1]))),
            "a topic": TopicCard("The topic of the talks", "", (("In favour", lines), ("With a condition", lines[:2]))),
        }
        more = (*found, Section(f"s{number}", "A heading", (blocks[kind],)))
        if lines_of(more) > PAGE:
            return found
        found = more
    raise AssertionError("a page is never full")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("kind", ["bullets", "a paragraph", "rows", "a topic"])
def test_what_is_reckoned_to_fit_a_page_fits_it(kind: str, words: str) -> None:
    sections = _filled(kind, words)
    document = Document(
        "A title of the talks that is set in two lines because it names both the parties and the place",
        "Brief prepared for the delegation",
        "Restricted",
        "As of 12 November 2031",
        "",
        (Part("In brief", sections),),
        caveats=(LIMITS,),
    )
    assert lines_of(sections) > 0.6 * PAGE
    assert len(PdfReader(BytesIO(write_pdf(document))).pages) == 1
