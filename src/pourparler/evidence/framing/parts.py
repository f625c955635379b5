"""Which part somebody plainly plays: mediator, observer or host, and only where a source says so in so many words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pourparler.core.inert import one_line
from pourparler.evidence.claim import Entity, EntityType
from pourparler.evidence.framing.material import Material
from pourparler.evidence.framing.naming import is_named, pattern_of, proper_names, sentence_at
from pourparler.evidence.framing.wording import quoted

# NAME stands for the party. Wishes and offers ("would", "wants", "proposed") are no part played, nor are denials.
_PATTERNS = (
    ("mediator", r"\b(?i:talks|negotiations|discussions)\b[^.;\n]{0,40}\b(?:mediated|brokered|facilitated) by NAME"),
    ("mediator", r"\b(?i:under) the (?:mediation|good offices|auspices) of NAME"),
    ("mediator", r"NAME(?:[’']s)?(?:,? (?:which|who))? (?:is|are|was|were|has been|have been) mediating\b"),
    ("mediator", r"NAME,? (?:which|who) (?:mediates?|facilitates?)\b"),
    ("mediator", r"NAME(?:[’']s)? (?:chief )?mediators?\b(?!,? (?:for|to be))"),
    ("mediator", r"\b(?i:mediators?) (?:from|for|of) NAME"),
    ("mediator", r"NAME-(?:brokered|mediated|facilitated)\b"),
    ("observer", r"\b(?i:observers?) (?:from|of) NAME"),
    (
        "observer",
        r"NAME (?:attends?|attended|takes? part|took part|sits?|sat|joins?|joined)[^.,;]{0,40} as an? observers?\b",
    ),
    ("host", r"\b(?i:hosted) by NAME"),
    ("host", r"NAME (?:is hosting|hosts|hosted|will host)\b"),
)
_WORDS = re.compile(r"\b(?:mediat|broker|facilitat|observer|host|good offices|auspices)", re.IGNORECASE)
_NOT_PLAIN = re.compile(
    r"\b(?:not|never|no longer|n[’']t|refus\w+|reject\w+|would|could|should|may|might|if|propos\w+|suggest\w+|"
    r"demand\w+|want\w*|wish\w*|offer\w*|ask\w*|call\w* for|den(?:y|ies|ied)|without|rule[sd]? out)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part somebody plays, the sentence that says so and where it stands."""

    kind: str
    words: str
    where: str

    @property
    def role(self) -> str | None:
        """The role of the case; hosting a meeting is none."""
        return None if self.kind == "host" else self.kind


def parts_played(material: Material) -> dict[str, tuple[Part, ...]]:
    """Return the parts by id of the party, in order of source and place.

    Notes
    -----
    Mediator and observer become roles; host is only remarked. Principal, backer, guarantor and ratifier are for people
    to judge. A person's part counts for the party of the person.
    """
    texts = [source for source, text in material.texts.items() if _WORDS.search(text)]
    found: dict[str, list[Part]] = defaultdict(list)
    for entity in material.evidence.entities.values():
        if entity.type in (EntityType.GROUP, EntityType.PLACE):
            continue
        seat = material.seat_of(entity.id)
        if seat.kind != "party":
            continue
        for source in texts:
            found[seat.id] += _said(material, entity, source)
        found[seat.id] += _from_titles(material, entity)
    return {id_: tuple(dict.fromkeys(parts)) for id_, parts in found.items() if parts}


def _said(material: Material, entity: Entity, source: str) -> list[Part]:
    text = material.texts[source]
    if not is_named(text, proper_names(entity)):
        return []
    names = pattern_of(proper_names(entity))
    found = []
    for kind, pattern in _PATTERNS:
        for match in re.finditer(pattern.replace("NAME", names), text):
            told = sentence_at(text, match.start(), match.end())
            if _NOT_PLAIN.search(told) is None:
                hidden = material.evidence.sources[source].off_record
                words = "off the record" if hidden else quoted(one_line(told))
                found.append(Part(kind, f"{kind}: {words}", f"({source})"))
                break
    return found


def _from_titles(material: Material, entity: Entity) -> list[Part]:
    found = []
    for office in entity.offices:
        for kind in ("mediator", "observer"):
            if re.search(rf"\b{kind}\b", office.title, re.IGNORECASE):
                found.append(
                    Part(kind, f"{kind}: {one_line(entity.name)} is called {quoted(one_line(office.title))}", "")
                )
    return found
