"""A scenario of another program as a case: names get ids, numbers become judgements that say where they are from."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pourparler.case.audience import RESERVED
from pourparler.case.entries import Named
from pourparler.case.exchange.scenario import Profile, Scenario, plain
from pourparler.case.ids import ID_PATTERN
from pourparler.case.load import load_text
from pourparler.case.model import FORMAT, Case
from pourparler.case.ranges import Range, parse_range
from pourparler.case.save import append_entry, set_judgement, set_value
from pourparler.case.schema import MODELINE
from pourparler.case.writing import Value, block_lines

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Basis:
    """Who takes numbers over, and as of when; nobody where nobody signs.

    Examples
    --------
    >>> Basis("AB", datetime.date(2031, 3, 5)).told("workbook terms.xlsx, Values!E4")
    {'by': 'AB', 'dated': datetime.date(2031, 3, 5), 'why': 'workbook terms.xlsx, Values!E4'}
    """

    by: str | None = None
    dated: datetime.date | None = None

    def told(self, why: str) -> dict[str, Any]:
        """Return the basis of a judgement, without what is not known."""
        told = {"by": self.by, "dated": self.dated, "why": why}
        return {key: value for key, value in told.items() if value is not None}


def slug(name: str, taken: Collection[str], otherwise: str) -> str:
    """Return a free id for a name.

    Parameters
    ----------
    name : str
    taken : collection of str
        Ids that are not free.
    otherwise : str
        For a name without a letter or digit that an id may have.

    Examples
    --------
    >>> slug("Pay rise (2031)", [], "issue"), slug("Öl", ["ol"], "issue"), slug("关税", [], "issue")
    ('pay-rise-2031', 'ol-2', 'issue')
    """
    plain_letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain_letters).strip("-")[: LONGEST - 4].strip("-") or otherwise
    free, count = found, 1
    while free in taken or free in RESERVED:
        count += 1
        free = f"{found}-{count}"
    return free


def as_case(scenario: Scenario, id: str, title: str, basis: Basis) -> str:  # noqa: A002
    """Return the text of a new case.

    Each profile becomes a principal. Nothing is visible to others, and numbers are unsigned unless somebody signs.

    Parameters
    ----------
    scenario : Scenario
    id, title : str
        Of the case.
    basis : Basis

    Examples
    --------
    >>> from pourparler.case.exchange.negmas_yaml import read
    >>> space = b"type: DiscreteCartesianOutcomeSpace\\nissues: [{name: Price!, values: [low, high]}]"
    >>> print(as_case(read({"sale.yml": space}), "sale", "Sale", Basis()), end="")
    # yaml-language-server: $schema=case.schema.json
    format: pourparler-case/1
    id: sale
    title: Sale
    issues:
      - id: price
        name: Price!
        options:
          - id: low
          - id: high
    """
    names = _Names.of(scenario, Case())
    whole: dict[str, Value] = {"format": FORMAT, "id": id, "title": title}
    if basis.dated is not None:
        whole["as_of"] = basis.dated
    parties = [_party(scenario, names, profile, basis) for profile in scenario.profiles]
    views = [
        _view(scenario, names, profile, place, basis)
        for profile in scenario.profiles
        for place in range(len(scenario.issues))
    ]
    filled = {"parties": parties, "issues": [_issue(scenario, names, one) for one in range(len(scenario.issues))]}
    whole |= {key: entries for key, entries in {**filled, "views": views}.items() if entries}
    text = "\n".join([MODELINE, *block_lines(whole)]) + "\n"
    load_text(text)
    return text


def merged(scenario: Scenario, text: str, basis: Basis, file: str = "case.yaml") -> str:
    """Return the text of a case with a scenario taken in: what it lacks is added, what differs is judged anew.

    Parties, issues and options are the same when their ids or names are. Nothing is taken out, and a number that stays
    the same keeps its basis.

    Parameters
    ----------
    scenario : Scenario
    text : str
        The case file.
    basis : Basis
    file : str

    Raises
    ------
    PourparlerError
        What `load_text` and the edits raise.
    """
    case = load_text(text, file).case
    names = _Names.of(scenario, case)
    for profile in scenario.profiles:
        if case.party(names.parties[profile.name]) is None:
            text = append_entry(text, "parties", _party(scenario, names, profile, basis), file)
    for place, issue in enumerate(scenario.issues):
        known = case.issue(names.issues[issue.name])
        if known is None:
            text = append_entry(text, "issues", _issue(scenario, names, place), file)
            continue
        held = {option.id for option in known.options}
        for entry in _options(scenario, names, place):
            if entry["id"] not in held:
                text = append_entry(text, f"issues.{known.id}.options", entry, file)
    for profile in scenario.profiles:
        for place in range(len(scenario.issues)):
            text = _taken_over(scenario, names, profile, place, text, basis, file)
        text = _floor_taken_over(scenario, names, profile, text, basis, file)
    load_text(text, file)
    return text


def _taken_over(
    scenario: Scenario, names: _Names, profile: Profile, place: int, text: str, basis: Basis, file: str
) -> str:
    case = load_text(text, file).case
    party, issue = names.parties[profile.name], names.issues[scenario.issues[place].name]
    view = case.view(party, issue)
    if view is None:
        return append_entry(text, "views", _view(scenario, names, profile, place, basis), file)
    path, told = f"views.{party}.{issue}", basis.told(_why(scenario, profile))
    for option, value in _values(scenario, names, profile, place).items():
        judged = view.values.get(option)
        if judged is None or judged.value != _range(value):
            text = set_judgement(text, f"{path}.values.{option}", _range(value), told, file)
    weights = {one.issue: one.weight.value for one in case.views if one.party == party and one.weight is not None}
    if not _same_weights(weights, _weights(scenario, names, profile)):
        text = set_judgement(text, f"{path}.weight", _range(profile.weights[place]), told, file)
    return text


def _same_weights(held: Mapping[str, Range], new: Mapping[str, Decimal]) -> bool:
    """Tell whether two sets of weights say the same: only their proportions count."""
    if set(held) != set(new) or any(one.low != one.high for one in held.values()):
        return False
    total, whole = sum(one.low for one in held.values()), float(sum(new.values()))
    return all(abs(held[key].low / total - float(value) / whole) < 1e-9 for key, value in new.items())


def _floor_taken_over(scenario: Scenario, names: _Names, profile: Profile, text: str, basis: Basis, file: str) -> str:
    party = load_text(text, file).case.party(names.parties[profile.name])
    if profile.no_deal is None or party is None:
        return text
    judged = party.no_deal.value if party.no_deal is not None else None
    if judged is not None and judged.value == _range(profile.no_deal):
        return text
    path, told = f"parties.{party.id}.no_deal.value", basis.told(_why(scenario, profile))
    if party.no_deal is None:
        text = set_value(text, path, _range(profile.no_deal), file)
    return set_judgement(text, path, _range(profile.no_deal), told, file)


@dataclass(frozen=True, slots=True)
class _Names:
    """The id of each party, issue and option by the name it has in the scenario."""

    parties: Mapping[str, str]
    issues: Mapping[str, str]
    options: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, scenario: Scenario, case: Case) -> _Names:
        """Give ids: those of entries with this id or name, else new ones."""
        held = {issue.id: issue for issue in case.issues}
        elsewhere = [entry.id for entry in (*case.people, *case.bodies)]
        named = _ids([one.name for one in scenario.profiles], case.parties, "party", elsewhere)
        issue_ids = _ids([one.name for one in scenario.issues], case.issues, "issue")
        options = {}
        for issue in scenario.issues:
            known = held.get(issue_ids[issue.name])
            inside = _ids([one.name for one in issue.options], known.options if known else (), "option")
            options.update({(issue.name, name): id_ for name, id_ in inside.items()})
        return cls(named, issue_ids, options)


def _ids(names: list[str], known: Sequence[Named], otherwise: str, elsewhere: Sequence[str] = ()) -> dict[str, str]:
    """Return the id of each name: of the entry that has it, else the name itself where it is an id, else a new one."""
    by_name = {**{one.name: one.id for one in known if one.name}, **{one.id: one.id for one in known}}
    found = {name: by_name[name] for name in names if name in by_name}
    taken = {*by_name.values(), *elsewhere, *RESERVED}
    found |= {name: name for name in names if name not in found and name not in taken and ID_PATTERN.fullmatch(name)}
    for name in names:
        if name not in found:
            found[name] = slug(name, {*found.values(), *taken}, otherwise)
    return found


def _why(scenario: Scenario, profile: Profile) -> str:
    return f"taken from {profile.file} ({scenario.form})"


def _party(scenario: Scenario, names: _Names, profile: Profile, basis: Basis) -> dict[str, Value]:
    entry: dict[str, Value] = {"id": names.parties[profile.name], **_named(profile.name, names.parties[profile.name])}
    entry["roles"] = ["principal"]
    if profile.no_deal is not None:
        entry["no_deal"] = {"value": _range(profile.no_deal), **basis.told(_why(scenario, profile))}
    return entry


def _named(name: str, id: str, label: str = "") -> dict[str, Value]:  # noqa: A002
    """Return the name and, where another program has a description beside it, that as a remark."""
    if name == id:
        return {"name": label.strip()} if label.strip() else {}
    return {"name": name, "comment": label.strip()} if label.strip() else {"name": name}


def _issue(scenario: Scenario, names: _Names, place: int) -> dict[str, Value]:
    issue = scenario.issues[place]
    id_ = names.issues[issue.name]
    return {"id": id_, **_named(issue.name, id_, issue.label), "options": _options(scenario, names, place)}


def _options(scenario: Scenario, names: _Names, place: int) -> list[dict[str, Value]]:
    issue = scenario.issues[place]
    ids = [names.options[issue.name, option.name] for option in issue.options]
    return [
        {"id": id_, **_named(option.name, id_, option.label)} for id_, option in zip(ids, issue.options, strict=True)
    ]


def _values(scenario: Scenario, names: _Names, profile: Profile, place: int) -> dict[str, Decimal]:
    issue = scenario.issues[place]
    ids = (names.options[issue.name, option.name] for option in issue.options)
    return dict(zip(ids, profile.values[place], strict=True))


def _weights(scenario: Scenario, names: _Names, profile: Profile) -> dict[str, Decimal]:
    ids = (names.issues[issue.name] for issue in scenario.issues)
    return dict(zip(ids, profile.weights, strict=True))


def _view(scenario: Scenario, names: _Names, profile: Profile, place: int, basis: Basis) -> dict[str, Value]:
    return {
        "party": names.parties[profile.name],
        "issue": names.issues[scenario.issues[place].name],
        "judged": basis.told(_why(scenario, profile)),
        "values": {key: _range(value) for key, value in _values(scenario, names, profile, place).items()},
        "weight": _range(profile.weights[place]),
    }


def _range(value: Decimal) -> Range:
    return parse_range(float(plain(value)))
