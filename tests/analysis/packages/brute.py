"""Packages by hand: loops over every package and draw, sharing nothing with the analysis but the draws."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from pourparler.case.completion import complete
from pourparler.case.model import Case
from pourparler.case.sampling import Draws

Package = tuple[str, ...]


def standing(case: Case) -> Iterator[Package]:
    """Yield every package that obeys exclusions and prerequisites, as ``issue.option`` in order of id."""
    issues = sorted(case.issues, key=lambda issue: issue.id)
    for package in itertools.product(*(sorted(f"{i.id}.{o.id}" for o in i.options) for i in issues)):
        held = set(package)
        if any(set(entry.options) <= held for entry in case.exclusions):
            continue
        if all(set(entry.needs) <= held for entry in case.prerequisites if entry.option in held):
            yield package


def crossed(case: Case, package: Package, party: str) -> bool:
    """Tell whether a package crosses a red line of a party."""
    lines = {f"{view.issue}.{option}" for view in case.views if view.party == party for option in view.red_lines}
    return bool(lines & set(package))


def worth(case: Case, drawn: Draws, draw: int, party: str, package: Package) -> Fraction:
    """Return what a package is worth to a party in one draw, in exact arithmetic from the drawn numbers."""
    typed = {
        issue.id: Fraction(float(drawn.as_typed[f"views.{party}.{issue.id}.weight"][draw])) for issue in case.issues
    }
    total = sum(typed.values())
    found = Fraction(0)
    for option in package:
        issue, _, name = option.partition(".")
        value = drawn.get(f"views.{party}.{issue}.values.{name}")
        if value is not None:
            found += typed[issue] / total * Fraction(float(value[draw]))
    for link in case.linkages:
        if link.party == party and set(link.options) <= set(package):
            path = f"linkages.{party}.{'+'.join(sorted(link.options))}.value"
            found += Fraction(float(drawn[path][draw]))
    return found


def floor(drawn: Draws, draw: int, party: str) -> Fraction:
    """Return what a package must be worth to a party."""
    paths = (f"parties.{party}.no_deal.value", f"parties.{party}.no_deal.outside_option")
    return max(Fraction(float(drawn[path][draw])) for path in paths if path in drawn)


def zone(case: Case, drawn: Draws, draw: int) -> set[Package]:
    """Return the packages that cross no red line and are worth no deal to every principal; bodies are left out."""
    principals = [party.id for party in case.parties if "principal" in party.roles]
    return {
        package
        for package in standing(case)
        if not any(crossed(case, package, party) for party in principals)
        and all(worth(case, drawn, draw, party, package) >= floor(drawn, draw, party) for party in principals)
    }


def made_up(seed: int, parties: int = 2, issues: int = 3) -> Case:
    """Return a small made-up case: ranges of every form, linkages, exclusions, prerequisites and red lines."""
    return complete(Case.model_validate(made_up_file(seed, parties, issues)))


def made_up_file(seed: int, parties: int = 2, issues: int = 3) -> Mapping[str, Any]:
    """Return such a case as it would be typed."""
    rng = random.Random(seed)
    names = [f"p{number}" for number in range(parties)]
    options = {f"i{number}": [f"o{n}" for n in range(rng.randint(1, 3))] for number in range(issues)}

    def number(low: int, high: int) -> Any:
        ends = sorted(rng.randint(low, high) for _ in range(3))
        forms: list[Any] = [ends[1], f"{ends[0]}..{ends[2]}", f"{ends[0]}..{ends[1]}..{ends[2]}"]
        forms.append({ends[0]: 0.25, ends[2] + 1: 0.75} if ends[2] < high else ends[0])
        return rng.choice(forms)

    def pick() -> str:
        issue = rng.choice(list(options))
        return f"{issue}.{rng.choice(options[issue])}"

    def pair() -> list[str]:
        first, second = rng.sample(list(options), 2)
        return [f"{first}.{rng.choice(options[first])}", f"{second}.{rng.choice(options[second])}"]

    return {
        "parties": [
            {"id": name, "roles": "principal", "no_deal": {"value": number(5, 60), "outside_option": number(0, 60)}}
            for name in names
        ],
        "issues": [{"id": i, "options": [{"id": o} for o in chosen]} for i, chosen in options.items()],
        "exclusions": [{"options": pair()} for _ in range(rng.randint(0, 2))],
        "prerequisites": [{"option": a, "needs": [b]} for a, b in (pair() for _ in range(rng.randint(0, 1)))],
        "linkages": [{"party": rng.choice(names), "options": pair(), "value": number(-20, 20)}],
        "views": [
            {
                "party": name,
                "issue": issue,
                "weight": number(1, 40),
                "values": {option: number(0, 100) for option in chosen},
                "red_lines": [chosen[0]] if len(chosen) > 1 and rng.random() < 0.15 else [],
            }
            for name in names
            for issue, chosen in options.items()
        ],
    }
