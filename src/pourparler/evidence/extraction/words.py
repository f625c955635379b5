"""The words of a parsed document as plain lists: what every later question about it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.spelling import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Words:
    """A document, word by word; every list has one entry for each token.

    Attributes
    ----------
    text, key : list of str
        As written; and folded: lower case, no accents, no dots ("U.S." is ``us``).
    pos, dep, lemma, entity_type : list of str
    head, sentence : list of int
        Index of the governing word; number of the sentence.
    start, end : list of int
        Character offsets.
    quoted : list of bool
        The word stands inside double quotation marks.
    shouted : list of bool
        The sentence is a headline in capitals, where capitals tell nothing.
    first : list of bool
        The word opens a sentence or a quotation, where a capital tells little.
    """

    source: str
    text: list[str]
    key: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    lemma: list[str]
    entity_type: list[str]
    head: list[int]
    sentence: list[int]
    start: list[int]
    end: list[int]
    shouted: list[bool]
    first: list[bool]
    stop: list[bool]
    quoted: list[bool]
    sentences: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the words ``[start, end)``."""
        return Span(self.start[start], self.end[end - 1])

    def joined(self, start: int, end: int) -> str:
        """Return the words ``[start, end)`` as the source writes them."""
        return self.source[self.start[start] : self.end[end - 1]]

    def capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.text[index][0].isupper()

    def glued(self, index: int) -> bool:
        """Tell whether nothing stands between a word and the one before it."""
        return index > 0 and self.start[index] == self.end[index - 1]


def _quoted(text: list[str]) -> list[bool]:
    """Tell which words stand inside double quotation marks; a mark that never closes ends with its paragraph."""
    found, inside = [], False
    for word in text:
        if word in ("“", "«", "„"):
            inside = True
        elif word == '"':
            inside = not inside
        found.append(inside)
        if word in ("”", "»") or "\n" in word:
            inside = False
    return found


def words_of(doc: Doc) -> Words:
    """Return the words of a parsed document."""
    tokens = list(doc)  # Once: every look at a document makes its words anew.
    text = [token.text for token in tokens]
    sentence, shouted, sentences = [0] * len(text), [False] * len(text), []
    first = [False] * len(text)
    for number, sent in enumerate(doc.sents):
        sentences.append((sent.start, sent.end))
        letters = [word for word in text[sent.start : sent.end] if word[0].isalpha() and len(word) > 1]
        loud = len(letters) > 2 and sum(word.isupper() for word in letters) >= _MOSTLY * len(letters)
        for index in range(sent.start, sent.end):
            sentence[index], shouted[index] = number, loud
        opening = next((i for i in range(sent.start, sent.end) if text[i][0].isalpha()), sent.start)
        first[opening] = True
    for index in range(1, len(text)):
        if text[index - 1] in ("“", '"', "«", "„", "‘", ":", "—") and text[index][0].isalpha():
            first[index] = True
    return Words(
        source=doc.text,
        text=text,
        key=[plain(word).lower().replace(".", "") or word for word in text],
        pos=[token.pos_ for token in tokens],
        tag=[token.tag_ for token in tokens],
        dep=[token.dep_ for token in tokens],
        lemma=[token.lemma_ for token in tokens],
        entity_type=[token.ent_type_ for token in tokens],
        head=[token.head.i for token in tokens],
        sentence=sentence,
        start=[token.idx for token in tokens],
        end=[token.idx + len(token.text) for token in tokens],
        shouted=shouted,
        first=first,
        stop=[token.is_stop for token in tokens],
        quoted=_quoted(text),
        sentences=sentences,
    )
