"""Stated positions: one party on one issue, in the source's own words, with the stance its acts take."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pourparler.core.grades import Confidence
from pourparler.core.inert import one_line
from pourparler.evidence.attribution import Seat
from pourparler.evidence.claim import Claim, Kind
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material, Told
from pourparler.evidence.framing.naming import sentence_at
from pourparler.evidence.framing.wording import quoted, sentence, span_words
from pourparler.evidence.stances import Stance, Standing

_MOST_SENTENCES = 3
_LIFTS = re.compile(r"^\W*(?:unless|except|save)\b", re.IGNORECASE)
_LIFTS_AN_OBJECTION = re.compile(r"^\W*(?:unless|until|till|except|without|before)\b", re.IGNORECASE)
_RISING = tuple(Confidence)


def views(material: Material, parties: frozenset[str], issues: frozenset[str]) -> tuple[Drafted, ...]:
    """Draft a view for each party and issue on which it is heard, where the case has none or has no words in it.

    Notes
    -----
    The newest day with a stance speaks (see :func:`pourparler.evidence.stances.standing`). No value, weight, target,
    bottom line or red line is ever drafted: these are judgements of people.
    """
    drafted = []
    for (seat, issue), told in material.by_view.items():
        if seat in parties and issue in issues:
            held = material.known.case.view(seat, issue)
            if held is None:
                drafted.append(view(material, seat, issue, told))
            elif held.position is None and not held.stances:
                drafted += _stance_alone(material, seat, issue, told)
    return tuple(drafted)


def _stance_alone(material: Material, party: str, issue: str, told: Sequence[Told]) -> list[Drafted]:
    """For a view in which people typed numbers and no words yet: the stance, with its claims."""
    taken, claims = _taken(material, told)
    if taken is None:
        return []
    section = f"views.{party}.{issue}.stances"
    return [Drafted(section, (party, issue), taken, tuple(claim.id for claim in claims))]


def _taken(material: Material, told: Sequence[Told]) -> tuple[dict[str, object] | None, list[Claim]]:
    combined = material.standing(told)
    by_id = {one.claim.id: one.claim for one in told}
    claims = [by_id[id_] for id_ in combined.claims]
    return stance(material, combined, claims), claims


def view(material: Material, party: str, issue: str, told: Sequence[Told]) -> Drafted:
    """Return the view of one party on one issue from its claims."""
    combined = material.standing(told)
    by_id = {one.claim.id: one for one in told}
    current = [by_id[id_] for id_ in combined.claims]
    shown = current[:_MOST_SENTENCES]
    mapping: dict[str, object] = {
        "party": party,
        "issue": issue,
        "position": {
            "value": " ".join(_sentence(material, one, party) for one in shown),
            "because": [one.claim.id for one in shown],
            "confidence": _confidence([one.claim for one in shown]),
        },
    }
    taken = stance(material, combined, [one.claim for one in current])
    if taken is not None:
        mapping["stances"] = [taken]
    return Drafted("views", (party, issue), mapping, tuple(by_id), _remarks(material, combined, current, told))


def open_rows(material: Material, parties: frozenset[str]) -> tuple[tuple[Seat, str, tuple[Told, ...]], ...]:
    """Return what is said by people and groups that count for no party at hand: seat, issue, claims."""
    return tuple(
        (told[0].seat, issue, told)
        for (seat, issue), told in material.by_view.items()
        if seat not in parties and told[0].seat.kind != "body"
    )


def stance(material: Material, combined: Standing, claims: Sequence[Claim]) -> dict[str, object] | None:
    """Return the stance on the issue as a whole, with the condition in the speaker's words; ``None`` for remarks only.

    Parameters
    ----------
    material : Material
    combined : Standing
        What the claims say together.
    claims : sequence of Claim
        Those that carry it.

    Notes
    -----
    A condition is written only when every claim that carries the stance has one. "Unless ..." lifts any stance;
    "until ..." and "without ..." lift an objection; every other condition says when the stance holds.
    """
    if combined.stance in (Stance.REMARKS, Stance.SILENT):
        return None
    single = {told for claim in claims if (told := material.stance(claim)) is not None}
    # "conditional" hides what is said under the condition; where one thing is said, that is the stance.
    told = next(iter(single)) if combined.stance is Stance.CONDITIONAL and len(single) == 1 else combined.stance
    entry: dict[str, object] = {"stance": told.value}
    if all(claim.condition is not None for claim in claims):
        for claim in claims:
            words = span_words(material.evidence, claim.source, claim.condition)
            if words is not None:
                entry.setdefault(_hinge(words, told), {"words": words})
    entry["because"] = [claim.id for claim in claims]
    entry["confidence"] = _confidence(claims)
    return entry


def _hinge(words: str, told: Stance) -> str:
    lifts = _LIFTS_AN_OBJECTION if told is Stance.OPPOSES else _LIFTS
    return "unless" if lifts.match(words) else "when"


def _sentence(material: Material, told: Told, party: str) -> str:
    sided = material.sided(told.claim)
    return sentence(material.evidence, told.claim, _speaker(material, told, party), sided=sided)


def _speaker(material: Material, told: Told, party: str) -> str | None:
    speaker = told.claim.speaker.entity
    if speaker is None or material.id_of(speaker) == party:
        return None
    entity = material.evidence.entities.get(speaker)
    return entity.name if entity is not None else speaker


def _confidence(claims: Sequence[Claim]) -> str:
    """The lowest: a text made of several claims is no surer than the weakest of them."""
    return min((claim.confidence for claim in claims), key=_RISING.index).value


def _remarks(material: Material, combined: Standing, current: Sequence[Told], told: Sequence[Told]) -> tuple[str, ...]:
    remarks = []
    for one in current:
        words = span_words(material.evidence, one.claim.source, one.claim.condition)
        if words is not None and len(current) > 1:
            remarks.append(f"condition: {quoted(words)} ({one.claim.id})")
        if one.claim.kind is Kind.ATTITUDE and not material.source(one.claim).off_record:
            # A stance that only the writer reports is read in its sentence, which may say since when and how long.
            text, place = material.evidence.texts[one.claim.source], one.claim.content[0]
            remarks.append(f"read: {quoted(one_line(sentence_at(text, place.start, place.end)))} ({one.claim.source})")
    rest = [one.claim.id for one in told if one not in current]
    if len(current) > _MOST_SENTENCES:
        remarks.append(f"also: {', '.join(one.claim.id for one in current[_MOST_SENTENCES:])}")
    if combined.shifted:
        remarks.append(f"question: it said otherwise earlier ({', '.join(rest)}); what changed?")
    elif rest:
        remarks.append(f"also on this: {', '.join(rest)}")
    if combined.stance is Stance.REMARKS:
        remarks.append("question: it only remarks on this; does it support, oppose, demand or offer?")
    return tuple(dict.fromkeys(remarks))
