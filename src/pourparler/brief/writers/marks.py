"""Turns the marks of a sentence into short labels that lead to the numbered references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.brief.document import Document, Reference
from pourparler.core.inert import inert, one_line, settled
from pourparler.core.result import Mark, Sentence

_WITHOUT_REFERENCE = {
    "claim": "source missing",
    "judgement": "judgement missing",
    "unsigned": "unsigned",
    "method": "computed",
    "none": "open",
}
"""Shown where the document has no entry for a mark: a missing source must be seen, not dropped."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed for one mark.

    Attributes
    ----------
    text : str
        ``3b``, ``J4``, ``unsigned``.
    anchor : str
        Id of the reference it leads to; empty when there is none.
    title : str
        Source or judge, for a reader who hovers or listens.
    kind : str
        What it leads to, in a word.
    """

    text: str
    anchor: str
    title: str
    kind: str = ""


class Labels:
    """Labels of all marks of a document.

    Examples
    --------
    >>> mark = Mark("claim", "s1-ab")
    >>> page = Document("T", "", "", "", "", (), (Reference(mark, "1a", "Wire, 2 March"),))
    >>> [label.text for label in Labels(page).of((mark, Mark("method", "borda")))]
    ['1a', 'computed']
    """

    def __init__(self, document: Document) -> None:
        self._labels: dict[Mark, Label] = {}
        listed = [(anchor(number), reference) for number, reference in enumerate(document.references, start=1)]
        for place, reference in (*listed, *(("", reference) for reference in document.elsewhere)):
            label = Label(one_line(reference.label), place, settled(reference.title), kind_of(reference))
            for mark in (reference.mark, *reference.also):
                self._labels.setdefault(mark, label)

    def of(self, marks: Sequence[Mark]) -> tuple[Label, ...]:
        """Return the labels in order, each text and anchor once."""
        found = (
            self._labels.get(mark) or Label(_WITHOUT_REFERENCE.get(mark.kind, mark.kind), "", "") for mark in marks
        )
        return tuple(dict.fromkeys(found))

    def of_sentence(self, sentence: Sentence) -> tuple[Label, ...]:
        """Return the labels of one sentence."""
        return self.of(sentence.marks)


def anchor(number: int) -> str:
    """Return the id of the reference with this number, counted from one."""
    return f"ref-{number}"


def kind_of(reference: Reference) -> str:
    """Return what a reference is, for the reader: a quotation, a judgement or a computation.

    Examples
    --------
    >>> kind_of(Reference(Mark("judgement", "views.a"), "J1", "A.B., 2 March"))
    'Judgement'
    """
    kinds = {
        "claim": "Quotation",
        "judgement": "Judgement",
        "unsigned": "Unsigned judgement",
        "method": "Computed here",
    }
    if reference.mark.kind == "claim" and not reference.quotation:
        return "Source"
    return kinds.get(reference.mark.kind, "Nothing on file")


def quotable(reference: Reference) -> bool:
    """Return whether the quotation may be printed: there is one, and the source is not off the record.

    Examples
    --------
    >>> quotable(Reference(Mark("claim", "s2-cd"), "2", "Note", quotation="we could live with it", off_record=True))
    False
    """
    return bool(reference.quotation) and not reference.off_record


def paragraph(reference: Reference) -> tuple[str, str, str]:
    """Return the paragraph around a quotation on one line, keeping the spaces at the two seams.

    Examples
    --------
    >>> paragraph(Reference(Mark("claim", "s"), "1", "", "He said: ", "we\\nwill", " and left."))
    ('He said: ', 'we will', ' and left.')
    """
    pieces = [re.sub(r"[ \n]+", " ", inert(text)) for text in (reference.before, reference.quotation, reference.after)]
    return pieces[0].lstrip(), pieces[1], pieces[2].rstrip()
