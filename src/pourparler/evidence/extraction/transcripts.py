"""Turns of a transcript: paragraphs that open with a speaker label ("SMITH: ...", "Q. ...")."""

from __future__ import annotations

import re

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.attribution import Attribution
from pourparler.evidence.extraction.page import Page
from pourparler.evidence.extraction.wordlists import word_list

_LINK = "of|the|for|de|von|van|and|[0-9]+"
_LABEL = re.compile(
    rf"(?P<label>(?:[A-Z][\w.’'-]*\.?|{_LINK})(?:[ ](?:[A-Z(][\w.,’')/-]*|{_LINK}))" + r"{0,7})[ ]?:[ \t]+(?=\S)"
)
_SHORT = re.compile(r"(?P<label>[QA])[.:][ ]+(?=\S)")
_FEWEST_TURNS = 4
_SHARE = 0.3
_NOT_NAMES = word_list("transcripts", "not_names")


def turns(page: Page) -> list[Attribution]:
    """Return one attribution for each turn, when the document is a transcript; else nothing.

    A document is a transcript when at least four paragraphs, and three in ten, open with a label, and some label
    returns. A paragraph without a label that follows a turn is left to the other rules.
    """
    found: list[tuple[Span, Span, str]] = []
    for paragraph in page.paragraphs:
        match = _LABEL.match(page.text, paragraph.start, paragraph.end) or _SHORT.match(
            page.text, paragraph.start, paragraph.end
        )
        if match is None or match["label"].split()[0].lower() in _NOT_NAMES or len(match["label"]) > 60:
            continue
        label = Span(match.start("label"), match.end("label"))
        found.append((label, Span(match.end(), paragraph.end), _bare(label.of(page.text))))
    labels = [name for _, _, name in found]
    if len(found) < _FEWEST_TURNS or len(found) < _SHARE * len(page.paragraphs) or len(set(labels)) == len(labels):
        return []
    return [
        Attribution(
            cue=None, cue_span=None, word=None, holder=None, holder_span=label, content=(words,), direct=True,
            rule="a turn of a transcript with a speaker label",
        )
        for label, words, _ in found
    ]  # fmt: skip


def _bare(label: str) -> str:
    return re.sub(r"\s*\(.*?\)", "", label).strip().casefold()
