"""What is worth a second look in a case that can be read: nothing here stops an analysis."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pourparler.case.bodies import body_of
from pourparler.case.judgement import Judged, Judgement
from pourparler.case.load import LoadedCase
from pourparler.case.migrate import CURRENT
from pourparler.case.parties import Role
from pourparler.case.paths import walk
from pourparler.case.problems import listed, shown
from pourparler.case.views import OptionStance, View
from pourparler.core.errors import Problem


def notices(loaded: LoadedCase) -> Iterator[Problem]:
    """Yield what a colleague would point out, in the order of the file for each kind.

    Examples
    --------
    >>> from pourparler.case.load import load_text
    >>> loaded = load_text("classification: OPEN\\nparties: [{id: norland, no_deal: 30}]\\n")
    >>> [notice.code for notice in notices(loaded)]
    ['C150']
    """
    yield from _header(loaded)
    yield from _signatures(loaded)
    yield from _late(loaded)
    yield from _past(loaded)
    yield from _contradictions(loaded)
    yield from _red_lines(loaded)
    yield from _few_options(loaded)
    yield from _open_seats(loaded)


def _notice(loaded: LoadedCase, code: str, path: str, found: str, todo: str = "") -> Problem:
    return Problem(code, path, found, "", todo, loaded.place(path))


def _header(loaded: LoadedCase) -> Iterator[Problem]:
    if loaded.migrated_from is not None:
        found = f"a file of version {loaded.migrated_from}, read as version {CURRENT}"
        yield _notice(loaded, "C158", "format", found, "write the current `format:` when you next change it")
    if not loaded.case.classification:
        yield _notice(loaded, "C155", "", "no classification", "add `classification:`; it stands on every page")


def _judged(loaded: LoadedCase) -> Iterator[tuple[str, Judged]]:
    for found in walk(loaded.case):
        if isinstance(found.value, Judgement | OptionStance):
            yield found.path, found.value


def _signatures(loaded: LoadedCase) -> Iterator[Problem]:
    for path, judged in _judged(loaded):
        if judged.signed:
            continue
        given = {"by": judged.by, "dated": judged.dated, "why": judged.why}
        lacking = [f"`{name}`" for name, value in given.items() if not value]
        value = judged.value if isinstance(judged, Judgement) else getattr(judged, "stance", "")
        found = f"{shown(str(value))} unsigned" if len(lacking) == 3 else f"{shown(str(value))} signed only in part"
        yield _notice(loaded, "C150", path, found, f"add {', '.join(lacking)}, or the claims it rests on as `because`")


def _late(loaded: LoadedCase) -> Iterator[Problem]:
    as_of = loaded.case.as_of
    for path, judged in _judged(loaded):
        if as_of is not None and judged.dated is not None and judged.dated > as_of:
            found = f"a judgement of {judged.dated}, after the day the case stands for ({as_of})"
            yield _notice(loaded, "C151", path, found, "correct the date, or move `as_of`")


def _past(loaded: LoadedCase) -> Iterator[Problem]:
    """Yield measures, guarantees and meetings that lie behind the day the case stands for."""
    as_of = loaded.case.as_of
    if as_of is None:
        return
    for path, last_day in _last_days(loaded):
        if last_day < as_of:
            found = f"{last_day} as its last day, before the day the case stands for ({as_of})"
            yield _notice(loaded, "C156", path, found, "say what became of it")


def _last_days(loaded: LoadedCase) -> Iterator[tuple[str, datetime.date]]:
    dated = [(entry.path, entry.until) for entry in loaded.case.measures]
    dated += [(entry.path, entry.until) for entry in loaded.case.guarantees]
    yield from ((path, until) for path, until in dated if until is not None)
    for meeting in loaded.case.meetings:
        if meeting.date is not None and meeting.status in ("planned", "scheduled"):
            yield meeting.path, meeting.date


def _contradictions(loaded: LoadedCase) -> Iterator[Problem]:
    """Yield views that say two things at once."""
    for view in loaded.case.views:
        for name in ("ideal", "target", "bottom_line"):
            option = getattr(view, name)
            if option in view.red_lines:
                found = f"{option} as {name.replace('_', ' ')} and as a red line"
                yield _notice(loaded, "C152", f"{view.path}.{name}", found, "it cannot be both")
        for stance in view.stances:
            wants = stance.stance in ("supports", "demands", "offers") and stance.unless is None
            if stance.option in view.red_lines and wants:
                found = f"{stance.option}, a red line, which it {stance.stance}"
                yield _notice(loaded, "C152", stance.path, found, "it cannot be both")
        yield from _against_values(loaded, view)


def _against_values(loaded: LoadedCase, view: View) -> Iterator[Problem]:
    """Yield aims that the view's own values contradict over their whole ranges."""
    for better, worse, said in (("target", "bottom_line", "worth less than"), ("ideal", "target", "worth less than")):
        upper, lower = view.values.get(getattr(view, better) or ""), view.values.get(getattr(view, worse) or "")
        if upper is not None and lower is not None and upper.value.high < lower.value.low:
            found = f"{getattr(view, better)} ({upper.value}) as {better}, {said} its {worse.replace('_', ' ')}"
            yield _notice(
                loaded,
                "C152",
                f"{view.path}.{better}",
                f"{found} {getattr(view, worse)} ({lower.value})",
                "correct the values or the aims",
            )


def _red_lines(loaded: LoadedCase) -> Iterator[Problem]:
    """Yield issues of which the red lines of the principals leave no option."""
    case = loaded.case
    principals = {party.id: party.label for party in case.parties if Role.PRINCIPAL in party.roles}
    for issue in case.issues:
        crossed = {
            option.id: [
                principals[view.party]
                for view in case.views
                if view.issue == issue.id and view.party in principals and option.id in view.red_lines
            ]
            for option in issue.options
        }
        if issue.options and all(crossed.values()):
            said = "; ".join(f"{option}: {', '.join(parties)}" for option, parties in crossed.items())
            found = f"a red line on every option of {issue.label} ({said}), so that no package remains"
            yield _notice(
                loaded, "C153", f"{issue.path}.options", found, "add an option, or ask how firm the lines are"
            )


def _few_options(loaded: LoadedCase) -> Iterator[Problem]:
    for issue in loaded.case.issues:
        if len(issue.options) < 2:
            found = f"{len(issue.options) or 'no'} option{'' if len(issue.options) == 1 else 's'}"
            yield _notice(loaded, "C154", issue.path, found, "add options: packages need at least two")


def _open_seats(loaded: LoadedCase) -> Iterator[Problem]:
    for body in loaded.case.bodies:
        resolved = body_of(loaded.case, body.id)
        if resolved.open_seats:
            found = f"{resolved.open_seats} seats of {resolved.name} with nobody on file for the day of the case"
            yield _notice(loaded, "C157", body.path, found, f"name its `members:`; on file: {listed(resolved.members)}")
