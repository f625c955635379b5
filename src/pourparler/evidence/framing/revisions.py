"""Where new reporting speaks against what a person wrote: always a question, never a change."""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.case.views import View
from pourparler.core.inert import one_line
from pourparler.core.result import Question
from pourparler.evidence.claim import EntityType
from pourparler.evidence.framing.asking import whom_to_ask
from pourparler.evidence.framing.material import Material, Told
from pourparler.evidence.framing.people import office_words, offices_of
from pourparler.evidence.framing.views import stance
from pourparler.evidence.framing.wording import quoted, sentence, span_words
from pourparler.evidence.spelling import folded

_FAVOUR = ("supports", "demands", "offers")
_STILL = "Does what is on file still hold?"


def revisions(material: Material) -> tuple[Question, ...]:
    """Return what reporting says against the views and offices of the case.

    A question goes once the case cites the claim in the view, or has the office.
    """
    return (*_positions(material), *_offices(material))


def _positions(material: Material) -> list[Question]:
    asked = []
    for (party, issue), told in material.by_view.items():
        held = material.known.case.view(party, issue)
        if held is None:
            continue
        combined = material.standing(told)
        current = [one for one in told if one.claim.id in combined.claims]
        newer = [one for one in current if _is_new(held, one)]
        said = stance(material, combined, [one.claim for one in current])
        if newer and said is not None and (held.position is not None or held.stances):
            asked.append(_position(material, held, str(said["stance"]), newer))
    return asked


def _position(material: Material, held: View, said: str, newer: Sequence[Told]) -> Question:
    party = material.known.case.party(held.party)
    name = party.label if party is not None else held.party
    issue = material.subjects.name(held.issue)
    shown = sorted(newer, key=lambda one: material.evidence.precedence(one.claim))[:2]
    words = " ".join(sentence(material.evidence, one.claim, None, sided=material.sided(one.claim)) for one in shown)
    ids = ", ".join(one.claim.id for one in newer)
    conditions = (span_words(material.evidence, one.claim.source, one.claim.condition) for one in newer)
    hinges = "".join(f" Condition: {quoted(hinge)}." for hinge in dict.fromkeys(conditions) if hinge)
    doubt = "This stands against what is on file: which holds?" if _stands_against(held, said) else _STILL
    return Question(
        f"{name} on “{issue}”: reporting now has “{said}”. {words}{hinges} [{ids}] {doubt}",
        ask=whom_to_ask(material, held.party),
        path=f"views.{held.party}.{held.issue}",
        matters="cite the claims in the view's because when it is settled",
    )


def _is_new(held: View, told: Told) -> bool:
    """Whether the person who wrote the view cannot have meant this claim: not cited, and not older than the view."""
    cited = {claim for entry in held.stances for claim in entry.because}
    dated = None
    if held.position is not None:
        cited |= set(held.position.because)
        dated = held.position.dated
    if held.judged is not None:
        cited |= set(held.judged.because)
        dated = dated or held.judged.dated
    return told.claim.id not in cited and (dated is None or told.day is None or told.day > dated.isoformat())


def _stands_against(held: View, said: str) -> bool:
    whole = [entry.stance for entry in held.stances if entry.option is None]
    if said == "opposes":
        return any(entry in _FAVOUR for entry in whole)
    return said in _FAVOUR and "opposes" in whole


def _offices(material: Material) -> list[Question]:
    """Offices that reporting gives to a person of the case, who there has none such."""
    asked = []
    people = {person.id: person for person in material.known.case.people}
    for entity in sorted(material.evidence.entities.values(), key=lambda one: one.id):
        person = people.get(material.id_of(entity.id)) if entity.type is EntityType.PERSON else None
        if person is None:
            continue
        on_file = {folded(office.title) for office in person.offices}
        for office, of in offices_of(material, entity):
            if folded(office.title) not in on_file:
                told = office_words(material, entity, office)
                where = f" of {of}" if of else ""
                asked.append(
                    Question(
                        f"{one_line(person.label)} is called {quoted(one_line(office.title))}{where} in reporting"
                        f"{f': {told}' if told else ''}. Is it an office to add, and from when until when?",
                        ask=person.label,
                        path=f"people.{person.id}.offices",
                        matters="for whom the person speaks",
                    )
                )
    return asked
