"""What cannot be in an agreement: options in force together that the case excludes, or without what they need."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.case.combinations import Fault, direct_needs
from pourparler.case.model import Case


def agreement_faults(case: Case) -> Iterator[Fault]:
    """Yield the first phase of each agreement in which options in force cannot stand together: C159.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "exclusions": [{"options": ["line.north", "trade.open"]}],
    ...     "agreements": [{"id": "steps", "phases": [
    ...         {"id": "one", "since": "2030-01-01", "holds": "line.north"},
    ...         {"id": "two", "since": "2030-06-01", "holds": "trade.open"}]}],
    ... })
    >>> [(fault.location[3], fault.found) for fault in agreement_faults(case)]
    [(1, 'line.north and trade.open in force together, which exclude each other')]
    """
    needs = direct_needs(case)
    for index, agreement in enumerate(case.agreements):
        held: dict[str, str] = {}
        for place, phase in enumerate(agreement.phases):
            held |= {option.partition(".")[0]: option for option in phase.holds}
            found = _clash(case, needs, set(held.values()))
            if found:
                location = ("agreements", index, "phases", place, "holds")
                yield Fault("C159", location, found, "correct what is in force in this phase or before it")
                break


def _clash(case: Case, needs: dict[str, tuple[str, ...]], held: set[str]) -> str:
    for entry in case.exclusions:
        if set(entry.options) <= held:
            return f"{' and '.join(entry.options)} in force together, which exclude each other"
    issues = {option.partition(".")[0] for option in held}
    for option in sorted(held & needs.keys()):
        # A needed option of an issue that is still open may come with it.
        lacking = [one for one in needs[option] if one not in held and one.partition(".")[0] in issues]
        if lacking:
            return f"{option} in force without {lacking[0]}, which it needs"
    return ""
