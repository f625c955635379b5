"""Which program a file was written by, told from its content and not from its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pourparler.case.exchange import genius_xml, geniusweb_json, negmas_yaml
from pourparler.case.exchange.scenario import Scenario, wrong

FILE_BYTES = 20_000_000
"""Largest file that is read."""
FILES = 500
"""Most files of one scenario."""


class Format(StrEnum):
    """What a case is exchanged as."""

    GENIUS = "genius"
    GENIUSWEB = "geniusweb"
    NEGMAS = "negmas"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class ScenarioFormat:
    """How scenarios of one program are read and written."""

    name: str
    read: Callable[[Mapping[str, bytes]], Scenario]
    write: Callable[[Scenario], dict[str, bytes]]


SCENARIOS: Mapping[Format, ScenarioFormat] = {
    Format.GENIUS: ScenarioFormat(genius_xml.FORM, genius_xml.read, genius_xml.write),
    Format.GENIUSWEB: ScenarioFormat(geniusweb_json.FORM, geniusweb_json.read, geniusweb_json.write),
    Format.NEGMAS: ScenarioFormat(negmas_yaml.FORM, negmas_yaml.read, negmas_yaml.write),
}

_XML = re.compile(rb"<(negotiation_template|utility_space)\b")
_GENIUSWEB = re.compile(rb'"(issuesValues|[A-Za-z]*UtilitySpace|DefaultPartialOrdering)"\s*:')
_NEGMAS = re.compile(rb'(?:^|[{,\s])"?type"?\s*:\s*["\']?[\w.]*(OutcomeSpace|UtilityFunction|AggregationFunction)\b')


def format_of(data: bytes) -> Format | None:
    """Return the format of one file; ``None`` when it is none of them.

    Examples
    --------
    >>> format_of(b"<utility_space/>"), format_of(b"type: MappingUtilityFunction"), format_of(b"time: 3")
    (<Format.GENIUS: 'genius'>, <Format.NEGMAS: 'negmas'>, None)
    """
    if data.startswith(b"PK"):
        return Format.WORKBOOK if _holds_workbook(data) else None
    if _XML.search(data):
        return Format.GENIUS
    if _GENIUSWEB.search(data):
        return Format.GENIUSWEB
    return Format.NEGMAS if _NEGMAS.search(data) else None


def _holds_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def recognised(files: Mapping[str, bytes], asked: Format | None = None) -> tuple[Format, dict[str, bytes], list[str]]:
    """Return the one format of some files, the files that are of it, and the names of those that are not read.

    Parameters
    ----------
    files : mapping of name to bytes
    asked : Format or None
        What the user says it is: then every file is read as that.

    Raises
    ------
    PourparlerError
        C160 when none is of a known format, C161 when they are of several.
    """
    if asked is not None:
        return asked, dict(files), []
    found = {name: format_of(data) for name, data in files.items()}
    kinds = sorted({form for form in found.values() if form is not None})
    allowed = "files of GENIUS (XML), GeniusWeb (JSON) or NegMAS (YAML), or a workbook of ours (.xlsx)"
    if not kinds:
        named = ", ".join(list(files)[:3])
        raise wrong("C160", named, "", "nothing that is known", allowed, "check the file, or say what it is: --as")
    if len(kinds) > 1:
        told = " and ".join(kinds)
        raise wrong(
            "C161", ", ".join(list(files)[:3]), "", f"files of {told}", "one format", "choose: --as " + kinds[0]
        )
    kept = {name: data for name, data in files.items() if found[name] is not None}
    return kinds[0], kept, [name for name in files if name not in kept]
