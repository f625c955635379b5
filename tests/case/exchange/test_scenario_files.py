"""Scenario files of other programs: what they say, and one clear error for what is wrong with them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from pourparler.case.exchange import genius_xml, geniusweb_json, negmas_yaml
from pourparler.case.exchange.recognise import Format, format_of, recognised
from pourparler.case.exchange.scenario import Scenario, profile_of
from pourparler.core.errors import PourparlerError
from tests.case.exchange.samples import (
    GENIUS_DOMAIN,
    GENIUS_PORT,
    GENIUSWEB_DOMAIN,
    GENIUSWEB_PORT,
    NEGMAS_DOMAIN,
    NEGMAS_PORT,
    NEGMAS_UTILITIES,
    PORT_UTILITIES,
)

Read = Callable[[Mapping[str, bytes]], Scenario]


def utilities(scenario: Scenario) -> list[Decimal]:
    """Return what the first party's packages are worth, the last issue turning fastest."""
    packages = itertools.product(*(range(len(issue.options)) for issue in scenario.issues))
    return [scenario.profiles[0].utility(package) for package in packages]


READS = [
    pytest.param(genius_xml.read, {"d.xml": GENIUS_DOMAIN, "port.xml": GENIUS_PORT}, PORT_UTILITIES, "40", id="GENIUS"),
    pytest.param(genius_xml.read, {"port.xml": GENIUS_PORT}, PORT_UTILITIES, "40", id="GENIUS profile alone"),
    pytest.param(
        geniusweb_json.read,
        {"d.json": GENIUSWEB_DOMAIN.encode(), "p.json": GENIUSWEB_PORT.encode()},
        PORT_UTILITIES,
        "43.75",  # what the reservation bid, low rent for 20 years, is worth
        id="GeniusWeb",
    ),
    pytest.param(negmas_yaml.read, {"d.yml": NEGMAS_DOMAIN, "p.yml": NEGMAS_PORT}, NEGMAS_UTILITIES, "40", id="NegMAS"),
]


@pytest.mark.parametrize(("read", "files", "worth", "floor"), READS)
def test_every_package_is_worth_what_the_file_says(
    read: Read, files: Mapping[str, bytes], worth: tuple[str, ...], floor: str
) -> None:
    scenario = read(files)
    assert utilities(scenario) == [Decimal(one) for one in worth]
    assert (scenario.profiles[0].name, scenario.profiles[0].no_deal) == ("port", Decimal(floor))


def test_nested_items_are_no_options_and_the_discount_is_named_as_left_out() -> None:
    scenario = genius_xml.read({"d.xml": GENIUS_DOMAIN, "port.xml": GENIUS_PORT})
    assert [option.name for option in scenario.issues[0].options] == ["Low rent", "High rent"]
    assert scenario.name == "Quay lease"
    assert scenario.notes == ("left out: the discount factor 0.9 of port: a case has none",)


RESCALED = [
    pytest.param([["0.5", "1"]], ["1"], "0.2", ["50", "100"], "20", id="as it is"),
    pytest.param([["0.5", "1"]], ["0.8"], "0.2", ["40", "80"], "20", id="weights below one"),
    pytest.param([["5", "20"]], ["1"], "4", ["25", "100"], "20", id="worth up to twenty"),
    pytest.param([["0", "0"]], ["0.8"], None, ["0", "0"], None, id="indifferent"),
]


@pytest.mark.parametrize(("worths", "weights", "reserved", "values", "floor"), RESCALED)
def test_other_scales_keep_what_packages_are_worth_against_each_other(
    worths: list[list[str]], weights: list[str], reserved: str | None, values: list[str], floor: str | None
) -> None:
    profile, _ = profile_of(
        "a",
        "a.xml",
        [Decimal(one) for one in weights],
        [[Decimal(one) for one in row] for row in worths],
        None if reserved is None else Decimal(reserved),
    )
    assert list(profile.values[0]) == [Decimal(one) for one in values]
    assert profile.weights == (Decimal(1),) and profile.no_deal == (None if floor is None else Decimal(floor))


def genius(old: bytes, new: bytes) -> Mapping[str, bytes]:
    """Return the GENIUS files with something replaced in the profile."""
    assert old in GENIUS_PORT
    return {"d.xml": GENIUS_DOMAIN, "port.xml": GENIUS_PORT.replace(old, new)}


def geniusweb(old: str, new: str) -> Mapping[str, bytes]:
    """Return a GeniusWeb profile with something replaced."""
    assert old in GENIUSWEB_PORT
    return {"p.json": GENIUSWEB_PORT.replace(old, new).encode()}


def negmas(old: bytes, new: bytes) -> Mapping[str, bytes]:
    """Return the NegMAS files with something replaced in either."""
    assert old in NEGMAS_DOMAIN + NEGMAS_PORT
    return {"d.yml": NEGMAS_DOMAIN.replace(old, new), "p.yml": NEGMAS_PORT.replace(old, new)}


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
X, J, Y = genius_xml.read, geniusweb_json.read, negmas_yaml.read
HOLES = b'<utility_space><objective><issue index="1" name="Rent"></issue></objective></utility_space>'
REFUSED = [
    pytest.param(X, {"d.xml": BOMB + GENIUS_DOMAIN}, "C162", "document type", id="entities"),
    pytest.param(X, {"d.xml": b"<!DOCTYPE a SYSTEM 'http://x/y.dtd'>" + GENIUS_DOMAIN}, "C162", "document", id="DTD"),
    pytest.param(X, {"d.xml": GENIUS_DOMAIN[:200]}, "C163", "no XML", id="cut short"),
    pytest.param(X, {"d.xml": HOLES}, "C164", "without values", id="GENIUS issue without values"),
    pytest.param(X, genius(b'evaluation="20"', b'evaluation="NaN"'), "C165", "NaN", id="GENIUS NaN"),
    pytest.param(X, genius(b'evaluation="20"', b'evaluation="1e999"'), "C165", "1e999", id="GENIUS beyond all size"),
    pytest.param(X, genius(b'evaluation="20"', b'evaluation="-2"'), "C165", "-2", id="GENIUS negative"),
    pytest.param(X, genius(b' evaluation="20"', b""), "C164", "without an evaluation", id="GENIUS no evaluation"),
    pytest.param(X, genius(b"High rent", b"Low rent"), "C164", "twice", id="GENIUS item twice"),
    pytest.param(X, genius(b'name="Years"', b'name="Rent"'), "C164", "twice", id="GENIUS issue twice"),
    pytest.param(X, genius(b"High rent", b"Top rent"), "C164", "do not share", id="GENIUS item of no domain"),
    pytest.param(X, genius(b'name="Years"', b'name="Term"'), "C164", "do not share", id="GENIUS issue of no domain"),
    pytest.param(X, genius(b'<weight index="2" value="0.25"/>', b""), "C164", "without a weight", id="GENIUS weight"),
    pytest.param(X, genius(b'value="0.4"/>', b'value="1.4"/>'), "C165", "1.4", id="GENIUS reservation above all"),
    pytest.param(
        X, genius(b'type="discrete" name="Rent"', b'type="real" name="Rent"'), "C166", "real", id="GENIUS real"
    ),
    pytest.param(
        X,
        {"p.xml": b"<utility_space type='nonlinear'><objective/></utility_space>"},
        "C166",
        "nonlinear",
        id="nonlinear",
    ),
    pytest.param(J, {"p.json": b"{'a': 1}"}, "C163", "no JSON", id="no JSON"),
    pytest.param(J, {"p.json": b"[" * 100_000}, "C163", "no JSON", id="JSON without end"),
    pytest.param(J, geniusweb("0.5", "NaN"), "C165", "NaN", id="GeniusWeb NaN"),
    pytest.param(J, geniusweb("0.5", "1e400"), "C165", "1E+400", id="GeniusWeb beyond all size"),
    pytest.param(J, geniusweb("0.5", "1.5"), "C165", "0 to 1", id="GeniusWeb above the maximum"),
    pytest.param(
        J, geniusweb('["10", "20", "30"]', "[]"), "C164", "without values", id="GeniusWeb issue without values"
    ),
    pytest.param(J, geniusweb('["10", "20", "30"]', '["10", "10"]'), "C164", "twice", id="GeniusWeb value twice"),
    pytest.param(J, geniusweb('"30": 0.25', '"30": 0.25, "30": 1'), "C164", "twice", id="GeniusWeb key twice"),
    pytest.param(J, geniusweb('"30": 0.25', '"40": 0.25'), "C164", "do not share", id="GeniusWeb value of no domain"),
    pytest.param(J, geniusweb('"Years": "20"', '"Years": "21"'), "C164", "no value of Years", id="GeniusWeb bid"),
    pytest.param(J, {"p.json": b'{"SumOfGroupsUtilitySpace": {}}'}, "C166", "SumOfGroups", id="GeniusWeb groups"),
    pytest.param(Y, negmas(b"High rent: 1.0", b"High rent: .nan"), "C165", ".nan", id="NegMAS NaN"),
    pytest.param(Y, negmas(b"High rent: 1.0", b"High rent: .inf"), "C165", ".inf", id="NegMAS infinity"),
    pytest.param(Y, negmas(b"High rent: 1.0", b"High rent: -1"), "C165", "negative", id="NegMAS negative"),
    pytest.param(Y, negmas(b"'High rent'", b"'Low rent'"), "C164", "twice", id="NegMAS value twice"),
    pytest.param(
        Y, negmas(b"values: ['Low rent', 'High rent']", b"values: []"), "C164", "without values", id="NegMAS none"
    ),
    pytest.param(Y, negmas(b"[0.75, 0.25]", b"[1]"), "C164", "one an issue", id="NegMAS weights"),
    pytest.param(Y, negmas(b"type: AffineFun", b"type: SinFun"), "C166", "SinFun", id="NegMAS function"),
    pytest.param(Y, negmas(b"[1, 3]", b"[1, 30000]"), "C166", "whole numbers", id="NegMAS endless issue"),
    pytest.param(
        Y, negmas(b"type: LinearAdd", b"type: !!python/object:os.system\n  x: LinearAdd"), "C107", "", id="tag"
    ),
    pytest.param(Y, negmas(b"name: port", b"name: &a port"), "C107", "", id="anchor"),
    pytest.param(Y, {"p.yml": NEGMAS_PORT}, "C164", "no outcome space", id="NegMAS without domain"),
]


@pytest.mark.parametrize(("read", "files", "code", "says"), REFUSED)
def test_what_is_wrong_is_one_clear_error(read: Read, files: Mapping[str, bytes], code: str, says: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        read(files)
    (problem,) = caught.value.problems
    assert problem.code == code and says in str(problem), str(problem)
    assert problem.place is not None and problem.place.file in files


RECOGNISED = [
    (GENIUS_DOMAIN, Format.GENIUS),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n" + GENIUS_PORT, Format.GENIUS),
    (GENIUSWEB_PORT.encode(), Format.GENIUSWEB),
    (GENIUSWEB_DOMAIN.encode(), Format.GENIUSWEB),
    (NEGMAS_DOMAIN, Format.NEGMAS),
    (NEGMAS_PORT, Format.NEGMAS),
    (b'{"type": "negmas.DiscreteCartesianOutcomeSpace"}', Format.NEGMAS),
    (b"parties:\n  - id: norland\n", None),
    (b"PK\x03\x04 no archive", None),
    (b"", None),
]


@pytest.mark.parametrize(("data", "form"), RECOGNISED)
def test_the_format_is_told_from_the_content(data: bytes, form: Format | None) -> None:
    assert format_of(data) is form


def test_files_of_no_format_are_named_and_two_formats_are_refused() -> None:
    files = {"a.xml": GENIUS_DOMAIN, "notes.txt": b"hello"}
    assert recognised(files) == (Format.GENIUS, {"a.xml": GENIUS_DOMAIN}, ["notes.txt"])
    for other, code in (({"a": b"hello"}, "C160"), ({**files, "b.yml": NEGMAS_PORT}, "C161")):
        with pytest.raises(PourparlerError) as caught:
            recognised(other)
        assert caught.value.problems[0].code == code


@pytest.mark.parametrize("module", [genius_xml, geniusweb_json, negmas_yaml], ids=lambda one: one.FORM)
def test_what_is_written_is_the_same_bytes_each_time(module: object) -> None:
    scenario = genius_xml.read({"d.xml": GENIUS_DOMAIN, "port.xml": GENIUS_PORT})
    write = getattr(module, "write")  # noqa: B009
    assert write(scenario) == write(scenario)
