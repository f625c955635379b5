"""Scenarios of GeniusWeb: a JSON file for the domain, and one linear additive profile for each party.

The format is that of the profiles server of GeniusWeb 2 (Delft University of Technology), in which a discrete issue
has its utilities under ``DiscreteValueSetUtilities``; version 1 calls the same thing ``discreteutils``. Both are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from pourparler.case.exchange import scenario as shared

FORM = "GeniusWeb"
SPACE = "LinearAdditiveUtilitySpace"
UTILITIES = ("DiscreteValueSetUtilities", "discreteutils")


def read(files: Mapping[str, bytes]) -> shared.Scenario:
    """Read a domain, its profiles, or both.

    The worth of the reservation bid becomes the party's no-deal value.

    Parameters
    ----------
    files : mapping of name to bytes

    Raises
    ------
    PourparlerError
        C163 for what is no JSON, C164 for issues or values that are missing, doubled or do not fit the domain, C165 for
        a number that is none or outside 0 to 1, C166 for an issue or profile of another kind.

    Examples
    --------
    >>> text = b'''{"LinearAdditiveUtilitySpace": {"name": "buyer", "domain": {"name": "sale", "issuesValues":
    ... {"price": {"values": ["low", "high"]}}}, "issueWeights": {"price": 1}, "issueUtilities":
    ... {"price": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 1, "high": 0.25}}}}}}'''
    >>> read({"buyer.json": text}).profiles[0].values
    ((Decimal('100'), Decimal('25')),)
    """
    name, domain, notes = "", None, list[str]()
    spaces: list[tuple[str, Any]] = []
    for file, data in files.items():
        held = _mapping(_loaded(file, data), file, "")
        if "issuesValues" in held:
            if domain is not None:
                raise shared.wrong("C164", file, "", "a second domain", "one domain", "import one scenario at a time")
            name, domain = str(held.get("name", "")), _domain(file, held)
        elif SPACE in held:
            spaces.append((file, _mapping(held[SPACE], file, SPACE)))
        else:
            found = ", ".join(str(key) for key in list(held)[:5]) or "an empty file"
            raise shared.wrong("C166", file, "", found, f"a domain, or a {SPACE}", "leave the file out")
    profiles = []
    for file, space in spaces:
        inner = _mapping(space.get("domain"), file, "domain")
        own = _domain(file, inner)
        if domain is not None and _shape(own) != _shape(domain):
            raise shared.wrong(
                "C164", file, "domain", "another domain than that of the other files", todo="import it by itself"
            )
        domain, name = domain or own, name or str(inner.get("name", ""))
        profile, told = _profile(file, space, domain)
        profiles.append(profile)
        notes += told
    return shared.Scenario(name, FORM, domain or (), tuple(profiles), tuple(notes))


def _loaded(file: str, data: bytes) -> Any:
    def refused(word: str) -> NoReturn:
        raise shared.wrong("C165", file, "", word, "a finite number", "correct it in the file")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        shared.named_once([key for key, _ in pairs], file, "", "the key")
        return dict(pairs)

    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=refused, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise shared.wrong(
            "C163", file, "", f"no JSON ({error})"[:120], "a JSON file in UTF-8", "save it again"
        ) from None


def _mapping(raw: Any, file: str, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise shared.wrong(
            "C164", file, where, f"{type(raw).__name__} where a mapping should be", "{...}", "correct it"
        )
    return raw


def _domain(file: str, held: dict[str, Any]) -> tuple[shared.ScenarioIssue, ...]:
    issues = []
    for name, form in _mapping(held.get("issuesValues"), file, "issuesValues").items():
        values = _mapping(form, file, name).get("values")
        if values is None:
            raise shared.wrong(
                "C166", file, name, "an issue of numbers", "an issue with a list of values", "list its values"
            )
        if not isinstance(values, list) or not values:
            raise shared.wrong(
                "C164", file, name, "an issue without values", "at least one", "add them, or take it out"
            )
        shared.named_once([str(value) for value in values], file, name, "the value")
        issues.append(shared.ScenarioIssue(name, tuple(shared.ScenarioOption(str(value)) for value in values)))
    if not issues:
        raise shared.wrong("C164", file, "issuesValues", "no issue", "at least one", "name another file")
    shared.named_once([issue.name for issue in issues], file, "issuesValues", "the issue")
    return tuple(issues)


def _shape(domain: tuple[shared.ScenarioIssue, ...]) -> dict[str, frozenset[str]]:
    return {issue.name: frozenset(option.name for option in issue.options) for issue in domain}


def _profile(
    file: str, space: dict[str, Any], domain: tuple[shared.ScenarioIssue, ...]
) -> tuple[shared.Profile, tuple[str, ...]]:
    weights = _mapping(space.get("issueWeights"), file, "issueWeights")
    utilities = _mapping(space.get("issueUtilities"), file, "issueUtilities")
    for what, found in (("issueWeights", weights), ("issueUtilities", utilities)):
        differ = set(found) ^ {issue.name for issue in domain}
        if differ:
            raise shared.wrong(
                "C164", file, what, f"issues that it and the domain do not share: {', '.join(sorted(differ))}"
            )
    worths = [_worths(file, issue, _mapping(utilities[issue.name], file, issue.name)) for issue in domain]
    shares = [shared.number(weights[issue.name], file, f"issueWeights, {issue.name}") for issue in domain]
    reserved = _reserved(file, space, domain, shares, worths)
    return shared.profile_of(_party(file, space), file, shares, worths, reserved)


def _party(file: str, space: dict[str, Any]) -> str:
    """Return the name of the file where it is the profile's own, written out: names in GeniusWeb hold no hyphen."""
    stem, name = file.rpartition("/")[2].removesuffix(".json"), str(space.get("name") or "")
    return stem if not name or simple(stem) == name else name


def _worths(file: str, issue: shared.ScenarioIssue, form: dict[str, Any]) -> list[Decimal]:
    table = next((form[key] for key in UTILITIES if key in form), None)
    if table is None:
        found = f"utilities of the kind {', '.join(form) or 'nothing'}"
        raise shared.wrong("C166", file, issue.name, found, UTILITIES[0], "list a utility for each value")
    held = _mapping(_mapping(table, file, issue.name).get("valueUtilities"), file, issue.name)
    differ = set(held) ^ {option.name for option in issue.options}
    if differ:
        raise shared.wrong(
            "C164", file, issue.name, f"values that it and the domain do not share: {', '.join(sorted(differ))}"
        )
    found_worths = []
    for option in issue.options:
        where = f"{issue.name}, {option.name}"
        worth = shared.number(held[option.name], file, where)
        if not 0 <= worth <= 1:
            raise shared.wrong(
                "C165", file, where, f"a utility of {shared.plain(worth)}", "0 to 1", "correct it in the file"
            )
        found_worths.append(worth)
    return found_worths


def _reserved(
    file: str,
    space: dict[str, Any],
    domain: tuple[shared.ScenarioIssue, ...],
    weights: list[Decimal],
    worths: list[list[Decimal]],
) -> Decimal | None:
    if space.get("reservationBid") is None:
        return None
    bid = _mapping(_mapping(space["reservationBid"], file, "reservationBid").get("issuevalues"), file, "reservationBid")
    total = Decimal(0)
    for issue, weight, worth in zip(domain, weights, worths, strict=True):
        names = [option.name for option in issue.options]
        if issue.name in bid and str(bid[issue.name]) not in names:
            found = f"{str(bid[issue.name])!r}, which is no value of {issue.name}"
            raise shared.wrong("C164", file, "reservationBid", found, ", ".join(names), "correct it in the file")
        # An issue that the bid leaves open is worth nothing, as GeniusWeb has it.
        total += weight * worth[names.index(str(bid[issue.name]))] if issue.name in bid else 0
    return total


def simple(name: str) -> str:
    """Return a name of letters and digits only, as GeniusWeb wants the names of domains and profiles.

    Examples
    --------
    >>> simple("harl-sound-ferries")
    'harlsoundferries'
    """
    return re.sub(r"[^A-Za-z0-9]", "", name) or "unnamed"


def write(scenario: shared.Scenario) -> dict[str, bytes]:
    """Return the files of a scenario: ``domain.json`` and one for each party.

    Weights add up to one exactly, which GeniusWeb asks for. There is no reservation bid: a no-deal value is no package.

    Parameters
    ----------
    scenario : Scenario
        With names that are ids.
    """
    domain = {
        "name": simple(scenario.name),
        "issuesValues": {
            issue.name: {"values": [option.name for option in issue.options]} for issue in scenario.issues
        },
    }
    made = {"domain.json": _bytes(domain)}
    for profile in scenario.profiles:
        utilities = {
            issue.name: {
                UTILITIES[0]: {
                    "valueUtilities": {
                        option.name: shared.rounded(value / 100)
                        for option, value in zip(issue.options, values, strict=True)
                    }
                }
            }
            for issue, values in zip(scenario.issues, profile.values, strict=True)
        }
        weights = {issue.name: weight for issue, weight in zip(scenario.issues, profile.weights, strict=True)}
        space = {"name": simple(profile.name), "domain": domain, "issueUtilities": utilities, "issueWeights": weights}
        name = "domain-party" if profile.name == "domain" else profile.name
        made[f"{name}.json"] = _bytes({SPACE: space})
    return made


def _bytes(data: Any) -> bytes:
    return (_text(data, "") + "\n").encode()


def _text(data: Any, indent: str) -> str:
    """Return JSON in which numbers stand digit by digit, as they are meant."""
    if isinstance(data, Decimal):
        return shared.plain(data)
    if isinstance(data, dict) and data:
        inner = indent + "  "
        lines = (f"{inner}{json.dumps(key)}: {_text(value, inner)}" for key, value in data.items())
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return json.dumps(data)
