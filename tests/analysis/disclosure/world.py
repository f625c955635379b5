"""Two fictional parties, two issues, four sets of public words; every number can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pourparler.case.model import Case
from pourparler.core.grades import Visibility
from pourparler.evidence.claim import Act
from pourparler.evidence.record import Evidence
from tests.fictional import claim, country, evidence

Plain = dict[str, Any]
PAPER = (
    "A smaller share would do, the envoy of Norland said. Varania will never leave the river, its envoy said. "
    "Norland wants the river, it said. Norland could live with half, the envoy of Ostria said. "
    "A smaller share would do, Norland said again."
)
CLAIMS = {
    "smaller": claim("paper", PAPER, "A smaller share would do", "norland", Act.OFFER, "share"),
    "never": claim("paper", PAPER, "Varania will never leave the river", "varania", Act.OPPOSE, "river"),
    "wants": claim("paper", PAPER, "Norland wants the river", "norland", Act.DEMAND, "river"),
    "half": claim("paper", PAPER, "Norland could live with half", "ostria", Act.ASSESS, "share"),
    "again": claim("paper", PAPER, "A smaller share would do, Norland said again", "norland", Act.OFFER, "share"),
}


def reporting(*, public: bool = True, without: str | None = None) -> Evidence:
    """The words as a public source has them."""
    kept = [one for name, one in CLAIMS.items() if name != without]
    found = evidence({"paper": (PAPER, "2031-03-12")}, kept, [country(one) for one in ("norland", "varania", "ostria")])
    level = Visibility.PUBLIC if public else Visibility.OWN
    return replace(found, sources={"paper": replace(found.sources["paper"], visibility=level)})


def of(name: str) -> str:
    """The id of a claim."""
    return CLAIMS[name].claim.id


def case(statements: list[Plain], beliefs: list[Plain], **changes: Any) -> Case:
    """Two principals with opposite wishes on two issues of three and two options; Ostria backs."""
    told: Plain = {
        "parties": [
            {"id": "norland", "name": "Norland", "roles": "principal", "no_deal": 30},
            {"id": "varania", "name": "Varania", "roles": "principal", "no_deal": 30},
            {"id": "ostria", "name": "Ostria", "roles": "backer"},
        ],
        "issues": [
            {"id": "share", "name": "The share", "options": [{"id": one} for one in ("low", "half", "high")]},
            {"id": "river", "name": "The river", "options": [{"id": "norland"}, {"id": "varania"}]},
        ],
        "views": [
            view("norland", "share", 60, low=0, half=50, high=100),
            view("norland", "river", 40, norland=100, varania=0),
            view("varania", "share", 40, low=100, half=50, high=0),
            view("varania", "river", 60, norland=0, varania=100),
        ],
        "statements": statements,
        "beliefs": beliefs,
    }
    return Case.model_validate(told | changes)


def view(party: str, issue: str, weight: int, **values: int) -> Plain:
    """A view with a weight and values."""
    return {"party": party, "issue": issue, "weight": weight, "values": values}


def belief(holder: str, about: str, value: object) -> Plain:
    """What a listener held before."""
    return {"holder": holder, "about": about, "reservation_value": value}


def said(name: str, about: str | None = "norland", **fields: object) -> Plain:
    """A statement on one of the claims."""
    return {"claim": of(name), **({"about": about} if about else {}), **fields}
