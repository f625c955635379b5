"""Contested facts: what sources tell in ways that cannot all be true, each version with its source."""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.core.inert import one_line
from pourparler.evidence.claim import Inconsistency
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material, case_id
from pourparler.evidence.framing.wording import marked, quoted, span_words
from pourparler.evidence.spelling import folded, slug

_OF_FACT = ("incompatible-offices", "conflicting-figures", "conflicting-dates")


def facts(material: Material, parties: frozenset[str]) -> tuple[Drafted, ...]:
    """Draft a contested fact for every inconsistency of offices, figures or dates that the case does not know yet.

    A shift of position is no fact: it stays a question beside the view.
    """
    drafted: dict[str, Drafted] = {}
    for item in material.inconsistencies:
        if item.type in _OF_FACT:
            entry = _fact(material, item, parties)
            if not _known(material, entry.key[0], one_line(item.description)):
                drafted.setdefault(entry.key[0], entry)
    return tuple(drafted[key] for key in sorted(drafted))


def _known(material: Material, id_: str, description: str) -> bool:
    facts = material.known.case.facts
    return any(fact.id == id_ or folded(description).rstrip(".") in folded(fact.text.value) for fact in facts)


def _fact(material: Material, item: Inconsistency, parties: frozenset[str]) -> Drafted:
    who = material.evidence.entities.get(item.entity or "")
    subject = "" if who is None else f" of {who.name}"
    name = one_line(f"{_TITLES[item.type]}{subject}")
    versions: dict[str, list[tuple[str, str]]] = {}
    told = []
    because: dict[str, None] = dict.fromkeys(claim for claim in item.claims if claim in material.evidence.by_id)
    for source, span in item.evidence:
        words = span_words(material.evidence, source, span)
        shown = "off the record" if words is None else quoted(words)
        told.append(f"{source}: {shown}")
        for one in material.claims_at(source, span):
            because.setdefault(one.claim.id)
            # Words beside the quotation are the writer's, nobody's version.
            spoken = any(part.overlaps(span) for part in one.claim.content)
            if spoken and words is not None and one.seat.id in parties:
                versions.setdefault(one.seat.id, []).append((marked(one.claim, words), one.claim.id))
    value = f"{one_line(item.description).rstrip('.')}. As told: {'; '.join(told)}."
    text: object = {"value": value, "because": list(because)} if because else value
    # Two figures about one thing are two facts: the words of the inconsistency tell them apart.
    spans = "-".join(f"{span.start}" for _, span in item.evidence[:2])
    id_ = (
        case_id(f"{slug(name)[:44].rstrip('-')}-{slug(item.evidence[0][0])[:6]}-{spans}")
        if item.evidence
        else slug(name)
    )
    mapping: dict[str, object] = {"id": id_, "name": name, "text": text, "status": "contested"}
    if versions:
        mapping["versions"] = [_version(party, said) for party, said in sorted(versions.items())]
    return Drafted("facts", (id_,), mapping, tuple(because), ("question: which is right, and who can say?",))


def _version(party: str, said: Sequence[tuple[str, str]]) -> dict[str, object]:
    words = " ".join(dict.fromkeys(words for words, _ in said))
    return {"party": party, "text": {"value": words, "because": [claim for _, claim in said]}}


_TITLES = {
    "incompatible-offices": "Office",
    "conflicting-figures": "Figures",
    "conflicting-dates": "Dates",
}
