"""One parsed document with its paragraphs and quotations at hand, so that rules look things up in constant time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.letters import Letter, letters_of
from pourparler.evidence.extraction.paragraphs import paragraphs_of
from pourparler.evidence.extraction.quotes import Quotation, quotations_of
from pourparler.evidence.extraction.wordlists import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_MISREAD = {word.rstrip("e"): word for word in word_list("page", "ending_in_e")}


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the rules see it.

    Attributes
    ----------
    doc : spacy.tokens.Doc
    text : str
    paragraphs : tuple of Span
    quotations : tuple of Quotation
        Outermost ones, in order.
    quotation_of : tuple of int
        For each token the index of the quotation it stands in (its marks too), or -1.
    paragraph_of : tuple of int
        For each token the index of its paragraph; blank tokens belong to the paragraph before.
    lemmas : tuple of str
        Lower-case dictionary form of each token.
    letters : tuple of Letter
        Letters given in full.
    """

    doc: Doc
    text: str
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    quotation_of: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    lemmas: tuple[str, ...]
    letters: tuple[Letter, ...] = ()

    def author_of(self, token: Token) -> Span | None:
        """Return where the writer of the letter is named in which a token stands, or None."""
        return next((one.author for one in self.letters if one.body.start <= token.idx < one.body.end), None)

    def span(self, start: int, end: int) -> Span:
        """Return the characters of tokens ``[start, end)``."""
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last))

    def quoted(self, token: Token) -> bool:
        """Tell whether a token stands inside a quotation."""
        return self.quotation_of[token.i] >= 0

    def first_token(self, at: int) -> int:
        """Return the index of the first token that begins at or after a character offset."""
        low, high = 0, len(self.doc)
        while low < high:
            middle = (low + high) // 2
            if self.doc[middle].idx < at:
                low = middle + 1
            else:
                high = middle
        return low


def page_of(doc: Doc) -> Page:
    """Return the page of a parsed document.

    Examples
    --------
    >>> from pourparler.evidence.extraction.pipeline import parsed
    >>> page = page_of(parsed('"No," Rask said.'))
    >>> [token.text for token in page.doc if page.quoted(token)]
    ['"', 'No', ',', '"']
    """
    text = doc.text
    paragraphs = paragraphs_of(text)
    quotations = quotations_of(text, paragraphs)
    ends = [token.idx for token in doc]
    return Page(
        doc=doc,
        text=text,
        paragraphs=paragraphs,
        quotations=quotations,
        quotation_of=_index(ends, [quotation.span for quotation in quotations]),
        paragraph_of=_latest(ends, [paragraph.start for paragraph in paragraphs]),
        lemmas=tuple(_lemma(token) for token in doc),
        letters=letters_of(text, paragraphs),
    )


def _lemma(token: Token) -> str:
    """Return the dictionary form; the model takes "hoped" and "rated" for forms of "hop" and "rat"."""
    lemma = token.lemma_.lower()
    right = _MISREAD.get(lemma) if token.pos_ == "VERB" else None
    return right if right is not None and token.lower_[len(lemma) : len(lemma) + 1] in ("e", "i") else lemma


def _index(starts: list[int], spans: list[Span]) -> tuple[int, ...]:
    found, current = [], 0
    for start in starts:
        while current < len(spans) and spans[current].end <= start:
            current += 1
        found.append(current if current < len(spans) and spans[current].start <= start else -1)
    return tuple(found)


def _latest(starts: list[int], openings: list[int]) -> tuple[int, ...]:
    found, current = [], 0
    for start in starts:
        while current + 1 < len(openings) and openings[current + 1] <= start:
            current += 1
        found.append(current)
    return tuple(found)
