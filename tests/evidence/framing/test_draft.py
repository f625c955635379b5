"""A draft is valid, sourced, free of numbers, neutral, and worth reading."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.case.judgement import Judgement
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.paths import judgements
from pourparler.case.ranges import Range
from pourparler.evidence.claim import Span
from pourparler.evidence.framing import draft
from pourparler.evidence.record import Evidence, ReviewedClaim, Standing
from tests.evidence.framing.annotated import evidence_of
from tests.evidence.framing.reporting import NOTE, claim, claims, entities, evidence, source

ARTICLES = Path(__file__).resolve().parents[2] / "articles"
ANNOTATED = sorted(ARTICLES.glob("*/*.json"))


def drafted(of: Evidence) -> Case:
    """Return the drafted case, loaded as a person's would be."""
    return load_text(draft(of)).case


@pytest.mark.parametrize("annotation", ANNOTATED, ids=lambda path: path.stem)
def test_a_draft_of_any_article_loads_and_quotes_only_the_article(annotation: Path) -> None:
    text = annotation.with_suffix(".txt").read_text(encoding="utf-8")
    of = evidence_of(annotation, text)
    case = drafted(of)
    assert case.parties and case.issues
    ids = {reviewed.claim.id for reviewed in of.claims}
    flat = " ".join(text.split())
    for _, judgement in judgements(case):
        assert set(judgement.because) <= ids
    for view in case.views:
        assert view.position is not None and view.position.because
        for said in re.findall(r"“([^“”]+)”", view.position.value):
            assert said.rstrip(",") in flat


@pytest.mark.parametrize("annotation", ANNOTATED, ids=lambda path: path.stem)
def test_no_number_is_invented(annotation: Path) -> None:
    of = evidence_of(annotation, annotation.with_suffix(".txt").read_text(encoding="utf-8"))
    text = draft(of)
    assert not [path for path, judgement in judgements(load_text(text).case) if isinstance(judgement.value, Range)]
    typed = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    banned = r"\s*-?\s*(weight|values|no_deal|outside_option|costs?|credibility|audience_cost|quota|weights|acts):"
    assert not [line for line in typed if re.match(banned, line)]


def test_nobody_signs_a_draft() -> None:
    case = drafted(evidence())
    assert all(judgement.by is None and judgement.dated is None for _, judgement in judgements(case))
    assert all(party.roles == () for party in case.parties if party.id != "lakes-conference")


def test_parties_are_those_who_speak_meet_or_are_named() -> None:
    case = drafted(evidence())
    assert {(party.id, party.type) for party in case.parties} == {
        ("alliance", "organisation"),  # an office of a speaker
        ("astrelia", "state"),
        ("dornia", "state"),
        ("hwu", "union"),
        ("karvonia", "state"),
        ("lakes-conference", "organisation"),  # plainly mediates
        ("sethonia", "state"),  # silent, named by a speaker
        ("continental-union", "organisation"),  # meets
        ("vendria", "state"),  # an office of a speaker
    }
    mediator = case.party("lakes-conference")
    assert mediator is not None and [role.value for role in mediator.roles] == ["mediator"]
    assert "# question: where does Sethonia stand?" in draft(evidence())


def test_the_blocked_issue_names_its_objectors_and_their_condition() -> None:
    text = draft(evidence())
    case = load_text(text).case
    for objector in ("astrelia", "dornia"):
        view = case.view(objector, "membership")
        assert view is not None and view.position is not None
        assert view.position.value == "Opposes (told by the writer): accession."
        (stance,) = view.stances
        assert (stance.stance, stance.when and stance.when.words) == ("opposes", "while the fighting goes on")
        assert stance.because == view.position.because
    assert "stands: demands: Karvonia; opposes: Astrelia (“while the fighting goes on”), Dornia (“while" in text
    assert "must alliance-council pass an option here?" in text
    assert case.bodies[0].rule is not None and case.bodies[0].rule.name == "consensus"


def test_a_body_has_a_rule_only_where_a_source_says_so() -> None:
    told = evidence()
    silent = told.texts["wire"].replace("decides by consensus", "gathers in the hall")
    case = drafted(replace(told, texts={**told.texts, "wire": silent}))
    assert [(body.id, body.rule) for body in case.bodies] == [
        ("alliance-council", None),
        ("continental-union-summit", None),
    ]


def test_contradictory_offices_leave_the_person_open() -> None:
    text = draft(evidence())
    case = load_text(text).case
    (person,) = [person for person in case.people if person.id == "henrik-vallmer"]
    assert {(office.title, office.of) for office in person.offices} == {
        ("Secretary-General", "alliance"),
        ("Prime Minister", "vendria"),
    }
    assert person.party is None
    assert not [view for view in case.views if view.party in ("henrik-vallmer", "alliance", "vendria")]
    assert "# question: for whom does Henrik Vallmer speak on speculation?" in text
    assert "# Henrik Vallmer says: “Nobody shows a half-written page”" in text
    assert any(fact.id.startswith("office-of-henrik-vallmer") for fact in case.facts)


def test_meetings_keep_who_is_in_the_room_unnamed() -> None:
    text = draft(evidence())
    dinner, summit = load_text(text).case.meetings
    assert (str(dinner.date), dinner.participants) == ("2031-11-12", ("henrik-vallmer", "milena-daskar"))
    assert (summit.date, summit.time, summit.place) == (None, "Thursday", "Carrowmere")
    assert "the source says “a small circle of leaders”" in text


def test_off_the_record_is_used_and_never_quoted() -> None:
    only = replace(evidence(), claims=tuple(ReviewedClaim(one) for one in claims() if one.source == "note"))
    text = draft(only)
    assert "would accept" not in text and "once a ceasefire" not in text
    view = load_text(text).case.view("dornia", "membership")
    assert view is not None and view.position is not None
    assert view.position.value == "Supports (off the record, not quoted) (2031-11-10)."
    assert load_text(text).case.statements == ()
    assert "would accept" in draft(replace(only, sources={**only.sources, "note": source("note", NOTE)}))


@pytest.mark.parametrize("standing", [Standing.RETRACTED, Standing.SUPERSEDED])
def test_nothing_rests_on_a_source_that_no_longer_stands(standing: Standing) -> None:
    assert "note." not in draft(evidence(note=standing))
    assert "note." in draft(evidence())


def test_a_copy_of_a_story_adds_nothing() -> None:
    told = evidence()
    wire = told.texts["wire"]
    copies = tuple(
        ReviewedClaim(replace(one, id=one.id.replace("wire.", "copy."), source="copy"))
        for one in claims()
        if one.source == "wire"
    )
    copied = replace(
        told,
        sources={**told.sources, "copy": source("copy", wire, copy_of="wire")},
        texts={**told.texts, "copy": wire},
        claims=(*told.claims, *copies),
        meetings=(*told.meetings, *(("copy", meeting) for _, meeting in told.meetings)),
    )
    assert draft(copied) == draft(told)


def test_the_day_of_the_case_is_the_newest_source_unless_given() -> None:
    assert str(drafted(evidence()).as_of) == "2031-11-12"
    assert "as_of: 2032-01-05\n" in draft(evidence(), as_of="2032-01-05")
    assert load_text(draft(Evidence({}, {}))).case.as_of is None


HOSTILE = (
    "a\nparties: []",
    "# x",
    "x: y",
    "'\"",
    "{[",
    "a\u202eb",
    "\x07 \x85",
    "\u2028- id: evil",
    "no",
    "2031-11-12",
    "*a &b !c",
    "😀\\n",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    told = evidence()
    named = {**told.entities, "astrelia": replace(told.entities["astrelia"], name=name)}
    text = draft(replace(told, entities=named, topics={**told.topics, "membership": name}))
    case = load_text(text).case
    assert {party.id for party in case.parties} == {party.id for party in drafted(told).parties}
    assert all(ord(mark) >= 32 or mark == "\n" for mark in text) and "\u202e" not in text and "\u2028" not in text


def test_hostile_quotations_stay_text() -> None:
    words = "end\n# question: none\nviews: []\u202e\x00 \"'"
    told = evidence()
    body = words + told.texts["wire"]
    said = claim(body, words, "astrelia", claims()[0].act, "membership", of="page")
    page = replace(
        told,
        sources={**told.sources, "page": source("page", body)},
        texts={**told.texts, "page": body},
        claims=(*told.claims, ReviewedClaim(said)),
    )
    case = drafted(page)
    view = case.view("astrelia", "membership")
    assert view is not None and view.position is not None
    assert "views: []⟨U+202E⟩⟨U+0000⟩" in view.position.value


SAME_LENGTH = ("Karvonia", "Sethonia", "Astrelia")


def swapped(value: Any, names: dict[str, str]) -> Any:
    """Return the value with names and ids exchanged wherever they stand; names of one length leave offsets alone."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return re.sub("|".join(names), lambda match: names[match[0]], value)
    if isinstance(value, Span) or value is None or isinstance(value, int | float):
        return value
    if isinstance(value, dict):
        return {swapped(key, names): swapped(inner, names) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(swapped(inner, names) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: swapped(getattr(value, field.name), names) for field in fields(value)})
    return value


def plain(case: Case) -> Any:
    """Return the case as plain data, its lists in one order."""
    return resorted(case.model_dump(mode="json"))


@given(st.permutations(SAME_LENGTH), st.randoms(use_true_random=False))
def test_renaming_and_reordering_parties_permutes_the_draft(order: list[str], random: Any) -> None:
    names = dict(zip(SAME_LENGTH, order, strict=True))
    names |= {old.casefold(): new.casefold() for old, new in names.items()}
    told = evidence()
    relabelled = swapped(told, names)
    shuffled = list(relabelled.entities.items())
    random.shuffle(shuffled)
    relabelled = replace(relabelled, entities=dict(shuffled))
    assert plain(drafted(relabelled)) == resorted(swapped(plain(drafted(told)), names))


def resorted(value: Any) -> Any:
    """Return plain data with its lists in one order."""
    if isinstance(value, dict):
        return {key: resorted(inner) for key, inner in value.items()}
    return sorted((resorted(inner) for inner in value), key=repr) if isinstance(value, list) else value


def test_the_same_evidence_gives_the_same_bytes() -> None:
    told = evidence()
    turned = replace(told, entities=dict(reversed(entities().items())))
    assert draft(told) == draft(turned)


def test_every_text_of_a_draft_is_a_judgement_with_its_claims_or_a_contested_fact() -> None:
    bare = [path for path, judgement in judgements(drafted(evidence())) if not judgement.because]
    assert all(path.startswith("facts.") for path in bare)
    assert isinstance(drafted(evidence()).facts[0].text, Judgement)


@pytest.mark.shared
def test_a_report_with_no_case_gives_a_draft_worth_reading(shared: Path) -> None:
    annotation = shared / "oracles" / "articles" / "brussels.json"
    report = shared / "reports" / "000_d522085931918025.txt"
    if not (annotation.exists() and report.exists()):
        pytest.skip("the annotated report is not present")
    of = evidence_of(annotation, report.read_text(encoding="utf-8"))
    case = drafted(of)
    assert {"germany", "italy", "nato", "netherlands", "russia", "ukraine", "united-states"} <= {
        p.id for p in case.parties
    }
    objectors = {
        v.party for v in case.views if v.issue == "nato-membership-for-ukraine" and v.stances[0].stance == "opposes"
    }
    assert objectors == {"germany", "united-states"}
    assert case.view("ukraine", "security-guarantees-for-ukraine") is not None
    assert case.issue("public-speculation-on-peace-talks") is not None
    assert len(case.meetings) == 4
    assert "the source says “select group of European leaders”" in draft(of)
    assert any("Mark Rutte" in fact.name for fact in case.facts)
