"""Persons count for the party of the office they held on that day (issue 2, item 8)."""

from __future__ import annotations

import datetime

import pytest

from pourparler.case.model import Case
from pourparler.case.parties import Office, Party, Person
from pourparler.evidence.attribution import attributed
from pourparler.evidence.claim import Entity, EntityType, Inconsistency, Span
from tests.fictional import country, evidence, person

WORLD = (
    country("norland"),
    country("varania"),
    person("ada-rask", "Ada Rask", ("Prime Minister", "norland")),
    person("ivo-teel", "Ivo Teel"),
    person("una-brandt", "Una Brandt", ("Prime Minister", "norland"), ("Secretary-General", "concord")),
    person("leo-marsh", "Leo Marsh", ("Minister", "norland"), ("Chief negotiator", "norland")),
    person("a-spokesman", "Tam Orr", ("spokesman", "ada-rask")),
    person("one", "One Holt", ("aide", "other")),
    person("other", "Other Pell", ("aide", "one")),
    Entity("rask-office", EntityType.ORGANISATION, "Rask's office", party="norland"),
    Entity("concord", EntityType.ORGANISATION, "Concord Alliance"),
    Entity("some-leaders", EntityType.GROUP, "several leaders"),
)
CLASH = Inconsistency("i1", "incompatible-offices", "una-brandt", "two offices", (("a", Span(0, 1)),))


@pytest.mark.parametrize(
    ("who", "seat", "kind"),
    [
        pytest.param("norland", "norland", "party", id="a country speaks for itself"),
        pytest.param("ada-rask", "norland", "party", id="one office"),
        pytest.param("leo-marsh", "norland", "party", id="two roles of one party are no conflict"),
        pytest.param("ivo-teel", "ivo-teel", "person", id="no office: the row stays the person's own"),
        pytest.param("una-brandt", "una-brandt", "person", id="contradictory offices: open"),
        pytest.param("rask-office", "norland", "party", id="an office speaks for its party"),
        pytest.param("a-spokesman", "norland", "party", id="a spokesman speaks for the party of whom he speaks for"),
        pytest.param("one", "other", "party", id="offices in a circle end somewhere"),
        pytest.param("concord", "concord", "party", id="an organisation speaks for itself"),
        pytest.param("some-leaders", "some-leaders", "group", id="a group"),
        pytest.param("nobody", "nobody", "person", id="named nowhere"),
    ],
)
def test_seat_from_reporting_alone(who: str, seat: str, kind: str) -> None:
    told = attributed(evidence({"a": ("x", None)}, entities=WORLD, inconsistencies=[CLASH])).seat_of(who)
    assert (told.id, told.kind) == (seat, kind)


def test_dated_offices_of_the_case_decide() -> None:
    moved = Person(
        id="una-brandt",
        name="Una Brandt",
        offices=(
            Office(title="Prime Minister", of="norland", until=datetime.date(2030, 6, 30)),
            Office(title="Secretary-General", of="concord", since=datetime.date(2030, 10, 1)),
        ),
    )
    case = Case(parties=(Party(id="norland"), Party(id="concord", name="Concord Alliance")), people=(moved,))
    told = attributed(evidence({"a": ("x", None)}, entities=WORLD, inconsistencies=[CLASH]), case)
    assert told.seat_of("una-brandt", "2030-01-01").id == "norland"
    assert told.seat_of("una-brandt", "2031-01-01").id == "concord"
    assert told.seat_of("una-brandt", "2030-08-01").open
    assert told.seat_of("una-brandt", None).open


def test_the_case_knows_a_party_by_its_other_names() -> None:
    case = Case(parties=(Party(id="us", name="Our side", also=("Norland",)),))
    told = attributed(evidence({"a": ("x", None)}, entities=WORLD), case)
    assert (told.seat_of("norland").id, told.seat_of("ada-rask").id) == ("us", "us")


@pytest.mark.parametrize(
    ("called", "day", "who"),
    [
        pytest.param("Norland Prime Minister", "2030-01-01", "una-brandt", id="the holder on that day"),
        pytest.param("the Prime Minister", "2031-01-01", "leo-marsh", id="the next holder on a later day"),
        pytest.param("the Prime Minister", None, None, id="no day: two holders, so nobody"),
        pytest.param("Prime Minister Orla Dunne", "2030-01-01", None, id="a name of one's own is somebody else"),
    ],
)
def test_who_is_called_by_an_office_alone_is_whom_the_case_has_in_it(
    called: str, day: str | None, who: str | None
) -> None:
    people = (
        Person(
            id="una-brandt",
            offices=(Office(title="Prime Minister", of="norland", until=datetime.date(2030, 6, 30)),),
        ),
        Person(
            id="leo-marsh",
            offices=(Office(title="Prime Minister", of="norland", since=datetime.date(2030, 7, 1)),),
        ),
    )
    case = Case(parties=(Party(id="norland"),), people=people)
    known = [country("norland"), person("holder", called, ("Prime Minister", "norland"))]
    found = attributed(evidence({"a": ("x", None)}, entities=known), case).person_of("holder", day)
    assert (found.id if found is not None else None) == who
