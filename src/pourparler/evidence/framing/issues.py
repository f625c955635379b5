"""What must be settled: the topics of the claims, and the wordings proposed for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pourparler.core.inert import one_line
from pourparler.core.ranks import whole_ranks
from pourparler.evidence.claim import Act
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material, Told
from pourparler.evidence.framing.naming import names_in
from pourparler.evidence.framing.wording import marked, quotation, quoted, span_words
from pourparler.evidence.stances import Stance

_PROPOSES = (Act.DEMAND, Act.OFFER, Act.APPEAL, Act.COMMIT, Act.PLAN, Act.SUPPORT, Act.OPPOSE)
_MOST_WORDINGS = 4


def issues(material: Material, organs: Mapping[str, str]) -> tuple[Drafted, ...]:
    """Draft the issues that the case does not know yet; options stay empty, with the wordings found as a question.

    Parameters
    ----------
    material : Material
    organs : mapping of str to str
        Ids of the bodies at hand, each with the entity it belongs to: a body whose organisation is named on an issue
        may have to pass it, which is asked.
    """
    about: dict[str, list[Told]] = defaultdict(list)
    for told in material.told:
        if told.issue is not None:
            about[told.issue].append(told)
    return tuple(
        _issue(material, id_, about[id_], organs) for id_ in sorted(about) if material.known.issue(id_) is None
    )


def wordings(material: Material, about: Sequence[Told]) -> tuple[str, ...]:
    """Return what speakers proposed, verbatim, each wording once: the newest, those of one day all or none."""
    found: dict[str, list[Told]] = defaultdict(list)
    for told in about:
        if told.claim.act in _PROPOSES:
            words = quotation(material.evidence, told.claim)
            if words is not None:
                found[marked(told.claim, words)].append(told)
    latest = {words: max(one.day or "" for one in claims) for words, claims in found.items()}
    days = sorted(set(latest.values()), reverse=True)
    shown = whole_ranks(found, _MOST_WORDINGS, rank=lambda words: days.index(latest[words]))
    if found and not shown:
        return (f"{len(found)} of one day, too many to list; `pourparler claims DIR list` has them",)
    return tuple(f"{words} [{', '.join(one.claim.id for one in found[words])}]" for words in shown)


def _issue(material: Material, id_: str, about: list[Told], organs: Mapping[str, str]) -> Drafted:
    raw = next((told.claim.issue for told in about if told.claim.issue is not None), id_)
    name = one_line(material.evidence.topics.get(raw, raw.replace("-", " ")))
    mapping: dict[str, object] = {"id": id_, "name": name[:1].upper() + name[1:]}
    if raw != id_:
        mapping["topic"] = raw
    if raw in _process_topics():
        mapping["kind"] = "process"
    mapping["options"] = []
    proposed = wordings(material, about)
    remarks = ["question: which options are on the table? at least two are needed to form packages"]
    remarks += [f"wording: {words}" for words in proposed]
    remarks += _sides(material, id_)
    remarks += _deciders(material, about, organs)
    return Drafted("issues", (id_,), mapping, tuple(told.claim.id for told in about), tuple(remarks))


def _sides(material: Material, issue: str) -> list[str]:
    """Who stands where, where somebody objects: the first thing to read about an issue."""
    sides: dict[str, dict[str, None]] = defaultdict(dict)
    for (_, about), told in material.by_view.items():
        if about == issue:
            current = material.standing(told).claims
            for one in told:
                stance = material.stance(one.claim) if one.claim.id in current else None
                if stance is not None:
                    words = span_words(material.evidence, one.claim.source, one.claim.condition)
                    sides[stance.value].setdefault(f"{one_line(one.seat.name)}{f' ({quoted(words)})' if words else ''}")
    if Stance.OPPOSES.value not in sides:
        return []
    told_sides = (f"{stance}: {', '.join(sorted(who))}" for stance, who in sorted(sides.items()))
    return [f"stands: {'; '.join(told_sides)}"]


def _deciders(material: Material, about: list[Told], organs: Mapping[str, str]) -> list[str]:
    remarks = []
    words = " ".join(material.evidence.quote(told.claim.source, span) for told in about for span in told.claim.content)
    for body, organisation in sorted(organs.items()):
        if names_in(words, [material.evidence.entities[organisation]]):
            remarks.append(f"question: must {body} pass an option here? then give the option  needs: [{body}]")
    return remarks


@lru_cache(maxsize=1)
def _process_topics() -> frozenset[str]:
    from pourparler.evidence.extraction.topics import load_topics

    return frozenset(topic.id for topic in load_topics().topics if topic.kind == "process")
