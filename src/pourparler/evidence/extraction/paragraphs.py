"""Where the paragraphs of a frozen text begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

from pourparler.evidence.claim import Span

_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_LINE_BREAK = re.compile(r"\r?\n|\r|\u2028|\u2029")
_ENDS_A_SENTENCE = re.compile(r"""[.!?:;…]["'”’»)\]]*\s*$""")
_WRAPPED_SHARE = 0.5
_SMALL_SHARE = 0.35
_FEWEST_LINES_TO_JUDGE = 4


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a text, without the blank space around them.

    Blank lines always separate. A single line break separates too, unless most lines inside the blocks break off in
    mid-sentence and go on in small letters, which is how mail and extracted PDF pages wrap their lines.

    Parameters
    ----------
    text : str
        A frozen text.

    Returns
    -------
    tuple of Span
        In order, never overlapping, none empty.

    Examples
    --------
    >>> [span.of("One.\\nTwo.\\n\\nThree.") for span in paragraphs_of("One.\\nTwo.\\n\\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    blocks = _split(text, Span(0, len(text)), _BLANK_LINE)
    lines = [_split(text, block, _LINE_BREAK) for block in blocks]
    breaks = [pair for block in lines for pair in pairwise(block)]
    unfinished = [after for before, after in breaks if not _ENDS_A_SENTENCE.search(before.of(text))]
    running_on = sum(text[after.start].islower() for after in unfinished)
    if len(unfinished) >= max(_FEWEST_LINES_TO_JUDGE, _WRAPPED_SHARE * len(breaks)) and running_on > _SMALL_SHARE * len(
        unfinished
    ):
        return tuple(blocks)
    return tuple(line for block in lines for line in block)


def is_table_row(line: str) -> bool:
    """Tell whether a paragraph is a row of a table: cells between tabs or bars. A tab after a label is none.

    Examples
    --------
    >>> is_table_row("Chancellor\\tAda Rask"), is_table_row("| Party | Stance |"), is_table_row("RASK:\\tNo.")
    (True, True, False)
    """
    return line.startswith("| ") or re.search(r"[^:.\s]\t+\S", line) is not None


def _split(text: str, within: Span, separator: re.Pattern[str]) -> list[Span]:
    pieces, start = [], within.start
    for match in separator.finditer(text, within.start, within.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, within.end))
    return [trimmed for piece in pieces if (trimmed := _trimmed(text, piece)).start < trimmed.end]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
