"""Who stands where: the structure of the news report the project began with, under invented names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.analysis.positions import positions
from pourparler.case.model import Case
from pourparler.core.result import Result
from pourparler.evidence.claim import Act, Kind, Meeting, QuoteType
from pourparler.evidence.record import Evidence, Standing
from tests.fictional import claim, country, evidence, person, span

WIRE = (
    "Varania wants membership as a safeguard. Opposition remains from Lethia and Kestria while the fighting lasts. "
    "“We back the aid without reserve,” Prime Minister Ada Rask said. The aid is a mistake, a Kestrian said. "
    "Rask will meet President Ivo Teel on Thursday."
)
NOTE = "Lethia now supports membership, its minister said on 14 March."
MEMBERSHIP, AID = "membership", "military-aid"


def world() -> Evidence:
    """Two sources; two objectors with a condition; a shift of one of them in the later source."""
    claims = [
        claim("wire", WIRE, "membership as a safeguard", "varania", Act.DEMAND, MEMBERSHIP, kind=Kind.ATTITUDE),
        claim(
            "wire",
            WIRE,
            "Opposition remains from Lethia",
            "lethia",
            Act.OPPOSE,
            MEMBERSHIP,
            condition="while the fighting lasts",
            kind=Kind.ATTITUDE,
        ),
        claim(
            "wire",
            WIRE,
            "Opposition remains from Lethia and Kestria",
            "kestria",
            Act.OPPOSE,
            MEMBERSHIP,
            condition="while the fighting lasts",
            kind=Kind.ATTITUDE,
        ),
        claim("wire", WIRE, "“We back the aid without reserve,”", "ada-rask", Act.SUPPORT, AID, how=QuoteType.DIRECT),
        claim("wire", WIRE, "The aid is a mistake", "kestria", Act.OPPOSE, AID),
    ]
    return evidence(
        {"wire": (WIRE, "2031-03-12"), "note": (NOTE, "2031-03-14")},
        claims,
        [
            country("varania"),
            country("lethia"),
            country("kestria"),
            country("norland"),
            country("ostria"),
            person("ada-rask", "Ada Rask", ("Prime Minister", "norland")),
            person("ivo-teel", "Ivo Teel", ("President", "varania")),
        ],
        [("wire", Meeting("m1", "talks", ("ada-rask", "ivo-teel"), span(WIRE, "Rask will meet President Ivo Teel")))],
        topics={MEMBERSHIP: "membership of the alliance", AID: "military aid"},
    )


CASE = Case.model_validate(
    {
        "parties": [{"id": name} for name in ("varania", "norland", "lethia", "kestria", "ostria")],
        "bodies": [{"id": "council", "members": ["norland", "lethia", "kestria"], "rule": {"name": "consensus"}}],
        "issues": [
            {"id": MEMBERSHIP, "options": [{"id": "invite", "needs": ["council"]}, {"id": "none"}]},
            {"id": AID, "options": [{"id": "more"}, {"id": "same"}]},
        ],
    }
)


def stance(result: Result, party: str, issue: str) -> object:
    """Return one cell of the matrix."""
    row = next(row for row in result.table_named("matrix").records() if row["party"] == party)
    return row[issue]


@pytest.mark.parametrize(
    ("party", "issue", "told"),
    [
        ("varania", MEMBERSHIP, "demands"),
        ("lethia", MEMBERSHIP, "conditional"),
        ("kestria", MEMBERSHIP, "conditional"),
        ("kestria", AID, "opposes"),
        ("norland", AID, "supports"),
        ("norland", MEMBERSHIP, "silent"),
        ("ostria", AID, "silent"),
    ],
)
def test_matrix(party: str, issue: str, told: str) -> None:
    assert stance(positions(CASE, world()), party, issue) == told


def test_a_person_counts_for_the_party_and_stays_the_speaker() -> None:
    row = next(row for row in positions(CASE, world()).table_named("stands").records() if row["party"] == "norland")
    assert (row["speaker"], row["how"], row["quotation"]) == (
        "Ada Rask",
        "quoted",
        "“We back the aid without reserve,”",
    )


def test_objectors_of_a_consensus_body_and_what_the_objection_hangs_on() -> None:
    rows = [row for row in positions(CASE, world()).table_named("objections").records() if row["issue"] == MEMBERSHIP]
    assert [(row["objector"], row["body"], row["effect"], row["condition"]) for row in rows] == [
        ("lethia", "council", "stops it alone", "while the fighting lasts"),
        ("kestria", "council", "stops it alone", "while the fighting lasts"),
    ]
    assert {row["how"] for row in rows} == {"told by the writer"}


def test_under_a_majority_rule_an_objection_only_counts_against() -> None:
    body = CASE.bodies[0].model_copy(update={"rule": CASE.bodies[0].rule.model_copy(update={"name": "majority"})})  # type: ignore[union-attr]
    rows = positions(CASE.model_copy(update={"bodies": (body,)}), world()).table_named("objections").records()
    assert {row["effect"] for row in rows if row["issue"] == MEMBERSHIP} == {"counts against it"}


def test_an_objection_that_became_an_offer_with_a_condition_is_none() -> None:
    found = world()
    words = "Lethia now supports membership"
    later = claim("note", NOTE, words, "kestria", Act.OFFER, MEMBERSHIP, condition="on 14 March")
    both = replace(found, claims=(*found.claims, later))
    on_membership = [
        row["objector"]
        for row in positions(CASE, both).table_named("objections").records()
        if row["issue"] == MEMBERSHIP
    ]
    assert on_membership == ["lethia"]


def test_meeting_names_who_is_in_and_who_is_absent() -> None:
    found = world()
    ((source, two),) = found.meetings
    three = replace(two, id="m2", what="summit", participants=(*two.participants, "lethia"))
    rows = positions(CASE, replace(found, meetings=((source, two), (source, three)))).table_named("meetings").records()
    assert [(row["present"], row["absent"]) for row in rows] == [
        ("Ada Rask, Ivo Teel, lethia", "kestria, ostria"),
        ("Ada Rask, Ivo Teel", "lethia, kestria, ostria"),
    ]


@pytest.mark.parametrize(
    ("what", "participants", "date", "place", "rows"),
    [
        pytest.param(
            "conversation", ("ada-rask", "ivo-teel"), "2031-03-13", None, 1, id="the same pair on the same day"
        ),
        pytest.param("visit", ("ada-rask",), "2031-03-13", "Port Sel", 1, id="one of them, at the same place"),
        pytest.param("talk", ("ada-rask",), "2031-03-13", "talks", 1, id="one of them, at a place its title names"),
        pytest.param("call", ("ada-rask",), "2031-03-13", None, 2, id="one of them only"),
        pytest.param("conversation", ("ada-rask", "ivo-teel"), "2031-03-14", None, 2, id="another day"),
        pytest.param("conversation", ("ada-rask", "ivo-teel"), None, None, 2, id="no day"),
        pytest.param(
            "summit",
            ("ada-rask", "ivo-teel", "lethia", "kestria", "varania"),
            "2031-03-13",
            None,
            2,
            id="a larger gathering in which the pair takes part",
        ),
    ],
)
def test_one_meeting_told_twice_is_one_row(
    what: str, participants: tuple[str, ...], date: str | None, place: str | None, rows: int
) -> None:
    found = world()
    ((source, two),) = found.meetings
    first = replace(two, date="2031-03-13", where="Port Sel")
    second = replace(two, id="m2", what=what, participants=participants, date=date, where=place)
    result = positions(CASE, replace(found, meetings=((source, first), (source, second))))
    assert len(result.table_named("meetings").rows) == rows


def test_a_silent_party_becomes_a_question_to_it() -> None:
    asked = {question.ask for question in positions(CASE, world()).missing if question.path == "views"}
    assert asked == {"ostria"}


def test_copies_are_one_witness() -> None:
    found = world()
    copy = claim("note", NOTE, "Lethia now supports membership", "varania", Act.DEMAND, MEMBERSHIP)
    both = replace(found, claims=(*found.claims, copy))
    copied = replace(both, sources={**both.sources, "note": replace(both.sources["note"], copy_of="wire")})
    witnesses = [
        row["witnesses"]
        for told in (both, copied)
        for row in positions(CASE, told).table_named("stands").records()
        if (row["party"], row["issue"]) == ("varania", MEMBERSHIP)
    ]
    assert witnesses == [2, 1]


def test_a_later_day_speaks_and_the_shift_is_challenged() -> None:
    found = world()
    later = claim("note", NOTE, "Lethia now supports membership", "lethia", Act.SUPPORT, MEMBERSHIP)
    result = positions(CASE, replace(found, claims=(*found.claims, later)))
    assert stance(result, "lethia", MEMBERSHIP) == "supports (shifted)"
    assert any("an earlier statement said otherwise" in line.text for line in result.challenge)


def test_what_rests_on_a_retracted_source_is_left_out() -> None:
    found = world()
    gone = replace(
        found, sources={**found.sources, "wire": replace(found.sources["wire"], standing=Standing.RETRACTED)}
    )
    assert positions(CASE, gone).table_named("stands").rows == ()


def test_off_the_record_counts_and_is_never_quoted() -> None:
    found = world()
    quiet = replace(found, sources={**found.sources, "wire": replace(found.sources["wire"], off_record=True)})
    result = positions(CASE, quiet)
    assert stance(result, "kestria", AID) == "opposes"
    assert "mistake" not in str(result.to_dict()) and "while the fighting" not in str(result.to_dict())


def _relabelled(found: Evidence, names: dict[str, str]) -> Evidence:
    entities = {
        names.get(id_, id_): replace(
            entity,
            id=names.get(id_, id_),
            name=names.get(id_, id_).capitalize() if id_ in names else entity.name,
            party=names.get(entity.party or "", entity.party),
            offices=tuple(
                replace(one, organisation=names.get(one.organisation or "", one.organisation)) for one in entity.offices
            ),
        )
        for id_, entity in found.entities.items()
    }
    claims = tuple(
        replace(
            one,
            claim=replace(
                one.claim,
                speaker=replace(
                    one.claim.speaker, entity=names.get(one.claim.speaker.entity or "", one.claim.speaker.entity)
                ),
            ),
        )
        for one in found.claims
    )
    return replace(found, entities=entities, claims=claims)


@given(st.permutations(["varania", "lethia", "kestria", "norland", "ostria"]))
def test_relabelling_parties_permutes_the_matrix_and_changes_nothing_else(order: list[str]) -> None:
    names = dict(zip(["varania", "lethia", "kestria", "norland", "ostria"], order, strict=True))
    case = CASE.model_copy(
        update={
            "parties": tuple(party.model_copy(update={"id": names[party.id]}) for party in CASE.parties),
            "bodies": tuple(
                body.model_copy(update={"members": tuple(names[m] for m in body.members)}) for body in CASE.bodies
            ),
        }
    )
    before = positions(CASE, world()).table_named("matrix").records()
    after = positions(case, _relabelled(world(), names)).table_named("matrix").records()
    assert [{**row, "party": names[str(row["party"])]} for row in before] == after


def test_every_span_of_the_result_is_verbatim() -> None:
    found = world()
    for row in positions(CASE, found).table_named("stands").records():
        assert str(row["quotation"]) in WIRE + NOTE


def test_nothing_on_file_says_so() -> None:
    empty = positions(Case(), Evidence({}, {}))
    assert [line.text for line in empty.text] == ["No claim is on file."]
    assert empty.figure is None and empty.table.empty


def test_result_shows_itself_escaped() -> None:
    hostile = "<script>alert(1)</script> is what we want."
    told = evidence(
        {"x": (hostile, None)}, [claim("x", hostile, hostile, "varania", Act.DEMAND, AID)], [country("varania")]
    )
    page = positions(Case(), told)._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page
