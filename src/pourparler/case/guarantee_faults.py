"""What cannot be in a guarantee: chances or stakes of parties that do not give it, more to act than there are."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.case.combinations import Fault
from pourparler.case.model import Case
from pourparler.case.paths import Location


def guarantee_faults(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the guarantees of a case: C143 acting only after the horizon, C146 guarantors.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland"}, {"id": "ostria"}],
    ...     "guarantees": [{"id": "pact", "type": "to-assist", "guarantors": "ostria", "acting": {"party": "norland"}}],
    ... })
    >>> [(fault.code, fault.location, fault.found) for fault in guarantee_faults(case)]
    [('C146', ('guarantees', 0, 'acting', 0, 'party'), 'norland, which is none of the guarantors')]
    """
    known = {party.id for party in case.parties}
    for index, guarantee in enumerate(case.guarantees):
        here = ("guarantees", index)
        named: list[tuple[str, Location]] = [(party, ("each", party)) for party in guarantee.each]
        named += [(entry.party, ("acting", place, "party")) for place, entry in enumerate(guarantee.acting)]
        spelt = known.issuperset(guarantee.guarantors)  # else the unknown guarantor is the error
        for party, place in named:
            if spelt and party in known and party not in guarantee.guarantors:
                todo = "add it to `guarantors`, or take the line out"
                yield Fault("C146", (*here, *place), f"{party}, which is none of the guarantors", todo)
        if guarantee.at_least is not None and guarantee.at_least > len(guarantee.guarantors):
            found = f"{guarantee.at_least} to act, of {len(guarantee.guarantors)} guarantors"
            yield Fault("C146", (*here, "at_least"), found, "no more than there are guarantors")
        if case.conflict is not None and guarantee.lag is not None:
            period, horizon = case.conflict.period, case.conflict.horizon
            if guarantee.lag.value.high > horizon:
                found = f"a lag of {guarantee.lag.value} {period}s, beyond the horizon ({horizon} {period}s)"
                yield Fault("C143", (*here, "lag"), found, "shorten it, or lengthen `conflict.horizon`")
