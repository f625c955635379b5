"""What plans and shares lack, as questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pourparler.analysis.burden.money import unit_of
from pourparler.analysis.burden.offers import IN_PLACE, SETTLED, Offer, helps, payers
from pourparler.analysis.phrases import listed
from pourparler.case.measures import Measure
from pourparler.case.model import Case
from pourparler.case.questions import whom_to_ask
from pourparler.core.result import Question

PLAN = "who pays for which measures"
SHARES = "how the cost could be shared"


def missing(case: Case, offers: Sequence[Offer]) -> tuple[Question, ...]:
    """Return the judgements without which measures cannot be weighed or costs not be shared.

    Examples
    --------
    >>> case = Case.model_validate({"parties": [{"id": "norland"}], "measures": [{"id": "m", "supplier": "norland"}]})
    >>> [question.text for question in missing(case, ())]
    ['Whom does m help?']
    """
    return tuple(dict.fromkeys(_missing(case, offers)))


def _missing(case: Case, offers: Sequence[Offer]) -> Iterator[Question]:
    for measure in case.measures:
        if measure.status != IN_PLACE and helps(case, measure) is None:
            yield Question(f"Whom does {measure.label} help?", None, f"measures.{measure.id}.for", PLAN)
    for offer in offers:
        for measure in [*offer.measures, *(left.measure for left in offer.left)]:
            yield from _of_measure(case, offer, measure)
    for offer in offers:
        for party in offer.unlimited:
            if any(party in payers(one) for one in [*offer.measures, *(left.measure for left in offer.left)]):
                yield from _limit(case, offer, party)
        yield from _funds(case, offer)
    for entry in case.alternatives:
        if entry.cost is None:
            who, path = listed([_label(case, party) for party in entry.of]), "+".join(sorted(entry.of))
            text = f"What would it cost {who} together to see to the same by themselves?"
            yield Question(text, None, f"alternatives.{path}.cost", SHARES)


def _of_measure(case: Case, offer: Offer, measure: Measure) -> Iterator[Question]:
    path = f"measures.{measure.id}"
    supplier = case.party(measure.supplier)
    ask = whom_to_ask(case, supplier) if supplier is not None else None
    if measure.cost is None or f"{path}.cost" not in offer.drawn:
        yield Question(f"What does {measure.label} cost?", ask, f"{path}.cost", PLAN)
    elif measure.unit is None:
        yield Question(f"In which unit is the cost of {measure.label}?", ask, f"{path}.unit", PLAN)
    elif unit_of(measure.unit).money != offer.money:
        text = f"What does {measure.label} cost in {offer.money}?"
        yield Question(text, ask, f"{path}.unit", PLAN)
    if measure.status != SETTLED and not offer.worths.known(measure):
        name = _label(case, offer.helped)
        text = (
            f"What is {measure.label} worth to {name} beside the other measures?"
            if offer.worths.judged
            else f"What does {measure.label} change in the course of the dispute, or what is it worth to {name}?"
        )
        yield Question(text, None, f"{path}.worth", PLAN)


def _limit(case: Case, offer: Offer, party: str) -> Iterator[Question]:
    entry = case.party(party)
    if entry is None:
        return
    unit = unit_of(entry.funds.unit).money if entry.funds is not None else offer.money
    text = f"How much can {entry.label} give, at the most"
    text += f", in {offer.money}?" if unit != offer.money and offer.money else "?"
    yield Question(text, whom_to_ask(case, entry), f"parties.{party}.funds.limit", PLAN)


def _funds(case: Case, offer: Offer) -> Iterator[Question]:
    """Ask for what the formulas need of every backer, once for each kind of figure."""
    told = (
        ("ability", "What is the ability to pay of {who}, measured alike for all backers?"),
        ("pledged", "What has been promised so far by {who}?"),
        ("stand_alone", "What would it cost {who} to see to the same by itself?"),
    )
    for name, text in told:
        lacking = [party for party in offer.backers if offer.amount(party, name) is None]
        if lacking and len(offer.backers) > 1:
            who = listed([_label(case, party) for party in lacking])
            yield Question(text.format(who=who), None, f"parties.{lacking[0]}.funds.{name}", SHARES)


def _label(case: Case, party: str) -> str:
    entry = case.party(party)
    return entry.label if entry is not None else party
