"""The few words the writers add of their own, and the house colours, the same in all three."""

from __future__ import annotations

NOTHING = "nothing on file"
BLANK = "–"
"""For an empty cell of a table; empty entries and sections say so in words."""
REFERENCES = "Sources and judgements"
CONTENTS = "Contents"

TONES = {
    "for": "For",
    "against": "Against",
    "conditional": "Conditional",
    "mixed": "Mixed",
    "silent": "Silent",
}
"""The word that stands with each tint."""

TINTS = {
    "for": "#E2ECE4",
    "against": "#F4E0DA",
    "conditional": "#F7EDD2",
    "mixed": "#E6E3EF",
    "silent": "#F6F5F2",
}

LIKELIHOODS = {
    "certain": "Certain to be raised",
    "may be raised": "May be raised",
    "defensive": "Only if they raise it",
}

INK = "#1B1B1D"
ACCENT = "#1F3B63"
QUIET = "#5A5A5E"
RULE = "#C9C4B8"
HIGHLIGHT = "#FBE9A9"

OFF_RECORD = "Off the record: usable, never quoted"
BOX = "▯"
UNCOVERED = (
    "This file has no typeface for some characters ({scripts}): each is set as ▯. The HTML and Word copies hold them."
)
PAGE = "page {n} of {m}"
