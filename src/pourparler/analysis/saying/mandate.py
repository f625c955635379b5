"""What the red lines and the mandate of the speaker's party say to a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.packages.counting import held
from pourparler.analysis.saying.draft import About
from pourparler.analysis.saying.touched import audience
from pourparler.case.audience import PUBLIC, visible
from pourparler.case.judgement import Judgement
from pourparler.case.views import View
from pourparler.core.result import Mark

CROSSES = "crosses it"
BELOW = "below it"
BEYOND = "goes further than the mandate"
BREAKS = "goes back on it"


@dataclass(frozen=True)
class Ruling:
    """One rule of the mandate beside a draft.

    Parameters
    ----------
    rule : str
        What kind of rule.
    told : str
        As it stands in the case.
    verdict : str
        What the draft does to it.
    path : str
    marks : tuple of Mark
    """

    rule: str
    told: str
    verdict: str
    path: str
    marks: tuple[Mark, ...] = ()


def rulings(about: About, counted: Counted) -> tuple[Ruling, ...]:
    """Return the rules that bear on a sentence: those that it runs into first."""
    found = (*_lines(about, counted), *_commitments(about, counted), *_authority(about))
    rank = {CROSSES: 0, BREAKS: 1, BEYOND: 2}
    return tuple(sorted(found, key=lambda one: rank.get(one.verdict, 3)))


def _lines(about: About, counted: Counted) -> Iterator[Ruling]:
    for issue, named in about.options.items():
        view = about.case.view(about.draft.speaker, issue)
        if view is not None and about.about == about.draft.speaker:
            yield from _red_lines(about, view, named)
            yield from _bottom_line(about, counted, view, named)
        yield from _avoid(about, issue)


def _red_lines(about: About, view: View, named: tuple[str, ...]) -> Iterator[Ruling]:
    path = f"views.{view.party}.{view.issue}.red_lines"
    source = f" ({view.red_line_source.value})" if view.red_line_source is not None else ""
    for option in view.red_lines:
        told = f"“{about.option(view.issue, option)}” at no price{source}"
        if option not in named:
            verdict = "not named"
        elif about.favours:
            verdict = CROSSES
        elif about.opposes:
            secret = not visible(view.visibility, PUBLIC)
            verdict = f"says it aloud: it is {audience(view.visibility)}" if secret else "in line with it"
        else:
            verdict = "named; nothing is said for or against it"
        yield Ruling("red line", told, verdict, path)
    if about.opposes:
        for option in named:
            if option not in view.red_lines:
                told = f"no red line on file rules out “{about.option(view.issue, option)}”"
                yield Ruling("red lines", told, BEYOND, path)


def _bottom_line(about: About, counted: Counted, view: View, named: tuple[str, ...]) -> Iterator[Ruling]:
    if view.bottom_line is None:
        return
    path = f"views.{view.party}.{view.issue}"
    told = f"“{about.option(view.issue, view.bottom_line)}”: below it, stop and consult"
    verdict = "not named"
    least = counted.drawn.get(f"{path}.values.{view.bottom_line}")
    if about.favours:
        for option in named:
            value = counted.drawn.get(f"{path}.values.{option}")
            if option == view.bottom_line:
                verdict = "at it"
            elif value is not None and least is not None:
                below = held(np.asarray(value < least))
                verdict = f"{BELOW} in {below}" if below.count else "above it"
            else:
                verdict = "cannot be said: what the options are worth is not on file"
    yield Ruling("bottom line", told, verdict, f"{path}.bottom_line")


def _avoid(about: About, issue: str) -> Iterator[Ruling]:
    preparation = about.case.preparation
    if preparation is None or about.case.prepared_for != about.draft.speaker:
        return
    for topic in preparation.topics:
        if topic.issue == issue:
            for number, judgement in enumerate(topic.avoid, start=1):
                path = f"preparation.topics.{issue}.avoid.{number}"
                yield Ruling("to be avoided", judgement.value, "read it beside the draft", path, _mark(path, judgement))


def _commitments(about: About, counted: Counted) -> Iterator[Ruling]:
    """Yield what earlier public words of the speaker's party bind it to, on the issues of the sentence."""
    for spoken in counted.public.spoken:
        bound = spoken.statement.commits_to
        if spoken.seat.id != about.draft.speaker or about.about != about.draft.speaker:
            continue
        for issue, named in about.options.items():
            keeps = [path.partition(".")[2] for path in bound if path.partition(".")[0] == issue]
            if keeps:
                told = f"{spoken.short} is kept with {' or '.join(f'“{about.option(issue, one)}”' for one in keeps)}"
                against = (about.favours and any(one not in keeps for one in named)) or (
                    about.opposes and bool(set(named) & set(keeps))
                )
                verdict = BREAKS if against else "not touched" if not named else "in line with it"
                yield Ruling("public word given", told, verdict, f"{spoken.path}.commits_to", (spoken.mark,))


def _authority(about: About) -> Iterator[Ruling]:
    party = about.case.party(about.draft.speaker)
    if party is None:
        return
    if party.authority is not None:
        path = f"parties.{party.id}.authority"
        yield Ruling("authority", party.authority.value, "read it beside the draft", path, _mark(path, party.authority))
    for number, judgement in enumerate(party.commitments, start=1):
        path = f"parties.{party.id}.commitments.{number}"
        yield Ruling("promised in public", judgement.value, "read it beside the draft", path, _mark(path, judgement))


def _mark(path: str, judgement: Judgement[str]) -> tuple[Mark, ...]:
    return (Mark("judgement" if judgement.signed else "unsigned", path),)
