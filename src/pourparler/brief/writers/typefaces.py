"""The bundled typefaces: which are needed for a text, and which characters none of them holds."""

from __future__ import annotations

import base64
import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
SERIF = "Pourparler Serif"
SANS = "Pourparler Sans"
_ALWAYS = "latin"


@dataclass(frozen=True, slots=True)
class Face:
    """One file of the bundled typefaces.

    Attributes
    ----------
    family, style, script : str
    weight : int
    web : str
        Name of the woff2 file.
    holds : tuple of pairs
        First and last code point of each run, sorted.
    """

    family: str
    weight: int
    style: str
    script: str
    web: str
    holds: tuple[tuple[int, int], ...]

    def has(self, code: int) -> bool:
        """Return whether the face holds the character."""
        index = bisect_right(self.holds, (code, 0x110000)) - 1
        return index >= 0 and self.holds[index][0] <= code <= self.holds[index][1]

    def css(self) -> str:
        """Return the font-face rule with the file inside."""
        data = base64.b64encode((FOLDER / self.web).read_bytes()).decode("ascii")
        runs = ",".join(f"U+{first:X}-{last:X}" for first, last in self.holds)
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f'src:url("data:font/woff2;base64,{data}") format("woff2");unicode-range:{runs}}}'
        )


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """Return all bundled faces."""
    listed = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    return tuple(
        Face(
            entry["family"],
            entry["weight"],
            entry["style"],
            entry["script"],
            entry["web"],
            tuple((first, last) for first, last in entry["holds"]),
        )
        for entry in listed
    )


def fallbacks() -> tuple[str, ...]:
    """Return the families that hold one script each, in the order in which they are tried."""
    families = dict.fromkeys(face.family for face in faces())
    return tuple(family for family in families if family not in (SERIF, SANS))


def embedded(text: str) -> str:
    """Return the font-face rules a page with this text needs: Latin always, other scripts when they occur."""
    codes = sorted({ord(character) for character in text if character > "\x7f"})
    wanted = {_ALWAYS}
    for script in dict.fromkeys(face.script for face in faces() if face.script != _ALWAYS):
        samples = [face for face in faces() if face.script == script]
        latin = next(face for face in faces() if face.script == _ALWAYS)
        if any(samples[0].has(code) and not latin.has(code) for code in codes):
            wanted.add(script)
    return "\n".join(face.css() for face in faces() if face.script in wanted)


def uncovered(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the scripts of the characters that no bundled face holds, by name and count, sorted.

    Examples
    --------
    >>> uncovered(["abc", "Αθήνα", "مرحبا"])
    ()
    >>> uncovered(["北京", "ok"])
    ('CJK (2)',)
    """
    counts: dict[str, int] = {}
    for text in texts:
        # Printable ASCII is in every face, and nearly all there is.
        for character in "" if text.isascii() and text.isprintable() else text:
            if not held(character) and not character.isspace():
                script = unicodedata.name(character, "UNNAMED").split(" ")[0].split("-")[0]
                counts[script] = counts.get(script, 0) + 1
    return tuple(f"{script if script == 'CJK' else script.title()} ({counts[script]})" for script in sorted(counts))


def family_of(character: str) -> str:
    """Return the bundled family to set a character in where the sans family lacks it; else nothing.

    Examples
    --------
    >>> family_of("a"), family_of("م")
    ('', 'Pourparler Arabic')
    """
    holding = [face.family for face in faces() if face.has(ord(character))]
    return "" if SANS in holding or not holding else holding[0]


@lru_cache(maxsize=8192)
def held(character: str) -> bool:
    """Return whether a bundled face holds the character, or it has no shape of its own.

    Examples
    --------
    >>> held("ж"), held("北")
    (True, False)
    """
    code = ord(character)
    return code < 0x7F or 0x200B <= code <= 0x200F or any(face.has(code) for face in faces())
