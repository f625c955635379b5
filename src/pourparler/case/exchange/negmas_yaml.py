"""Scenarios of NegMAS: a YAML file for the outcome space, and one utility function for each negotiator.

The format is that of a scenario folder as NegMAS 0.10 to 0.16 saves it (Mohammad, Nakadai and Greenwald, "NegMAS",
PRIMA 2020); it saves the same as JSON, which is YAML too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pourparler.case.exchange import scenario as shared
from pourparler.case.tree import ListNode, MappingNode, parse_tree

FORM = "NegMAS"
SPACE, FUNCTION = "OutcomeSpace", "LinearAdditiveUtilityFunction"
_FUNCTIONS = frozenset({FUNCTION, "LinearUtilityAggregationFunction"})
_INFINITE = frozenset({"-.inf", "-.Inf", "-.INF", "-Infinity"})
WIDEST = 1000
"""Most whole numbers that a range of them is written out to."""


def read(files: Mapping[str, bytes]) -> shared.Scenario:
    """Read an outcome space with its utility functions.

    Parameters
    ----------
    files : mapping of name to bytes

    Raises
    ------
    PourparlerError
        C1xx for what is no YAML, or has tags or anchors; C164 for issues or values that are missing, doubled or do not
        fit; C165 for a number that is none, negative or infinite; C166 for an issue or function of another kind.

    Examples
    --------
    >>> space = b"type: DiscreteCartesianOutcomeSpace\\nname: sale\\nissues: [{name: price, values: [low, high]}]"
    >>> function = b"{type: LinearAdditiveUtilityFunction, name: buyer, weights: [1], reserved_value: 0.2, " \\
    ...     b"values: [{type: TableFun, mapping: {low: 1, high: 0.25}}]}"
    >>> profile = read({"sale.yml": space, "buyer.yml": function}).profiles[0]
    >>> profile.name, profile.values, profile.no_deal
    ('buyer', ((Decimal('100'), Decimal('25')),), Decimal('20'))
    """
    name, domain, notes = "", None, list[str]()
    functions: list[tuple[str, MappingNode]] = []
    for file, data in files.items():
        held = _tree(file, data)
        kind = _kind(held)
        if kind.endswith(SPACE):
            if domain is not None:
                raise shared.wrong("C164", file, "", "a second outcome space", "one", "import one scenario at a time")
            name, domain = str(held.get("name") or ""), _domain(file, held)
        elif kind in _FUNCTIONS:
            functions.append((file, held))
        else:
            raise shared.wrong(
                "C166", file, "type", f"{kind or 'nothing'!r}", f"an {SPACE}, or {FUNCTION}", "leave it out"
            )
    if domain is None:
        raise shared.wrong("C164", next(iter(files)), "", "no outcome space", f"a file with type: ...{SPACE}", "add it")
    profiles = []
    for file, held in functions:
        profile, told = _profile(file, held, domain)
        profiles.append(profile)
        notes += told
    return shared.Scenario(name, FORM, domain, tuple(profiles), tuple(notes))


def _tree(file: str, data: bytes) -> MappingNode:
    try:
        return parse_tree(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError:
        raise shared.wrong("C163", file, "", "bytes that are not UTF-8", "UTF-8 text", "save it again") from None


def _kind(held: MappingNode) -> str:
    """Return the type without the module that newer versions write before it."""
    return str(held.get("type") or "").rpartition(".")[2]


def _list(held: MappingNode, key: str, file: str) -> ListNode:
    found = held.get(key)
    if not isinstance(found, ListNode) or not found:
        raise shared.wrong(
            "C164", file, key, "no list" if found is None else "something else", f"{key}: [...]", "correct it"
        )
    return found


def _domain(file: str, held: MappingNode) -> tuple[shared.ScenarioIssue, ...]:
    issues = []
    for place, form in enumerate(_list(held, "issues", file), start=1):
        if not isinstance(form, MappingNode):
            raise shared.wrong("C164", file, f"issue {place}", "something else", "{name, type, values}", "correct it")
        name = str(form.get("name") or "")
        names = _names(file, name, _kind(form), form.get("values"))
        shared.named_once(names, file, name, "the value")
        issues.append(shared.ScenarioIssue(name, tuple(shared.ScenarioOption(one) for one in names)))
    shared.named_once([issue.name for issue in issues], file, "issues", "the issue")
    return tuple(issues)


def _names(file: str, name: str, kind: str, values: Any) -> list[str]:
    if kind == "ContiguousIssue" and isinstance(values, ListNode) and len(values) == 2:
        low, high = (shared.number(value, file, name) for value in values)
        if low != low.to_integral_value() or high != high.to_integral_value() or not 0 <= high - low < WIDEST:
            raise shared.wrong(
                "C166", file, name, f"{low} to {high}", f"up to {WIDEST} whole numbers", "list its values"
            )
        return [str(one) for one in range(int(low), int(high) + 1)]
    if kind in ("ContinuousIssue", "RealIssue", "CountableInfiniteIssue", "ContinuousInfiniteIssue"):
        raise shared.wrong("C166", file, name, f"an issue of type {kind!r}", "a list of values", "list its values")
    if not isinstance(values, ListNode) or not values:
        raise shared.wrong("C164", file, name, "an issue without values", "at least one", "add them, or take it out")
    return [str(value) for value in values]


def _profile(
    file: str, held: MappingNode, domain: tuple[shared.ScenarioIssue, ...]
) -> tuple[shared.Profile, list[str]]:
    party = str(held.get("name") or "") or file.rpartition("/")[2].rpartition(".")[0]
    shares = _by_issue(file, held, "weights", domain)
    forms = _by_issue(file, held, "values", domain)
    weights = [
        shared.number(share, file, f"weights, {issue.name}") for issue, share in zip(domain, shares, strict=True)
    ]
    worths = [_worths(file, issue, form) for issue, form in zip(domain, forms, strict=True)]
    if shared.number(held.get("bias") or 0, file, "bias"):
        raise shared.wrong(
            "C166",
            file,
            "bias",
            shared.plain(shared.number(held["bias"], file, "bias")),
            "none",
            "put it into the values",
        )
    reserved = held.get("reserved_value")
    floor = None if reserved is None or str(reserved) in _INFINITE else shared.number(reserved, file, "reserved_value")
    profile, told = shared.profile_of(party, file, weights, worths, floor)
    notes = [
        f"left out: {key} of {party}: a case has none"
        for key in ("reserved_outcome", "discount", "factor")
        if held.get(key) is not None
    ]
    return profile, [*notes, *told]


def _by_issue(file: str, held: MappingNode, key: str, domain: tuple[shared.ScenarioIssue, ...]) -> list[Any]:
    """Return what a function says of each issue, listed in the order of the domain or under their names."""
    found = held.get(key)
    if isinstance(found, MappingNode):
        differ = set(found) ^ {issue.name for issue in domain}
        if differ:
            raise shared.wrong(
                "C164", file, key, f"issues that it and the domain do not share: {', '.join(sorted(differ))}"
            )
        return [found[issue.name] for issue in domain]
    listed = _list(held, key, file)
    if len(listed) != len(domain):
        raise shared.wrong(
            "C164", file, key, f"{len(listed)} entries", f"{len(domain)}, one an issue", "correct it in the file"
        )
    return list(listed)


def _worths(file: str, issue: shared.ScenarioIssue, form: Any) -> list[Decimal]:
    if not isinstance(form, MappingNode):
        raise shared.wrong(
            "C164", file, issue.name, "no value function", "{type: TableFun, mapping: {...}}", "correct it"
        )
    kind, table = _kind(form), form.get("mapping")
    if kind in ("LinearFun", "AffineFun", "IdentityFun", "ConstFun"):
        slope = shared.number(form.get("slope", 0 if kind == "ConstFun" else 1), file, f"{issue.name}, slope")
        bias = shared.number(form.get("bias") or 0, file, f"{issue.name}, bias")
        return [slope * (shared.number(one.name, file, issue.name) if slope else 0) + bias for one in issue.options]
    if kind != "TableFun" or not isinstance(table, MappingNode):
        raise shared.wrong(
            "C166", file, issue.name, f"a value function of type {kind!r}", "TableFun", "list a worth for each value"
        )
    differ = set(table) ^ {option.name for option in issue.options}
    if differ:
        raise shared.wrong(
            "C164", file, issue.name, f"values that it and the domain do not share: {', '.join(sorted(differ))}"
        )
    return [shared.number(table[option.name], file, f"{issue.name}, {option.name}") for option in issue.options]


def write(scenario: shared.Scenario) -> dict[str, bytes]:
    """Return the files of a scenario: ``domain.yml`` and one utility function for each party.

    Every text is in quotation marks, since NegMAS reads YAML 1.1, in which ``no`` and ``on`` are no words.

    Parameters
    ----------
    scenario : Scenario
        With names that are ids.
    """
    lines = ["type: DiscreteCartesianOutcomeSpace", f"name: {_quoted(scenario.name or 'domain')}", "issues:"]
    for issue in scenario.issues:
        lines += [f"- name: {_quoted(issue.name)}", "  type: CategoricalIssue", "  values:"]
        lines += [f"  - {_quoted(option.name)}" for option in issue.options]
    made = {"domain.yml": _bytes(lines)}
    for profile in scenario.profiles:
        floor = "-.inf" if profile.no_deal is None else _float(profile.no_deal / 100)
        lines = [f"type: {FUNCTION}", f"name: {_quoted(profile.name)}", f"reserved_value: {floor}", "values:"]
        for issue, values in zip(scenario.issues, profile.values, strict=True):
            lines += ["- type: TableFun", "  mapping:"]
            lines += [
                f"    {_quoted(option.name)}: {_float(value / 100)}"
                for option, value in zip(issue.options, values, strict=True)
            ]
        lines += ["weights:", *(f"- {_float(weight)}" for weight in profile.weights)]
        name = "domain-party" if profile.name == "domain" else profile.name
        made[f"{name}.yml"] = _bytes(lines)
    return made


def _quoted(text: str) -> str:
    return json.dumps(text)


def _float(value: Decimal) -> str:
    text = shared.plain(shared.rounded(value))
    return text if "." in text else f"{text}.0"


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
