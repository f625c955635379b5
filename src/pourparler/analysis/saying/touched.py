"""Which values of the case a draft touches, and what about each of them is not public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pourparler.analysis.saying.draft import About, options_named
from pourparler.case.audience import PUBLIC, visible
from pourparler.case.judgement import Audience, Judgement
from pourparler.case.paths import judgements
from pourparler.case.ranges import Range
from pourparler.case.views import View
from pourparler.core.grades import Visibility
from pourparler.core.result import Mark

_OPTIONS = ("ideal", "target", "bottom_line")
_NO_DEAL = ("value", "outside_option", "best", "worst", "trend")
_TALKING = ("minimum", "aim", "fallback")


@dataclass(frozen=True)
class Touch:
    """Something in the case that a sentence touches and that is not public.

    Parameters
    ----------
    path : str
        Where it stands in the case.
    what : str
        What it is, in words.
    value : str
        As it stands there.
    who : str
        Who may see it: ``own side``, or ``shared with ...``.
    why : str
        Which words touch it.
    marks : tuple of Mark
    """

    path: str
    what: str
    value: str
    who: str
    why: str
    marks: tuple[Mark, ...] = ()

    @property
    def direct(self) -> bool:
        """Whether words name, state or speak of the thing itself, and not of its issue alone."""
        return not self.why.startswith(_AROUND)


_AROUND = "about "


def touched(about: About) -> tuple[Touch, ...]:
    """Return what a sentence touches, each path once: what its words name or state first, then what lies around it."""
    found: dict[str, Touch] = {}
    for one in (*_figures(about), *_views(about), *_no_deal(about), *_talking(about), *_named(about)):
        found.setdefault(one.path, one)
    return tuple(sorted(found.values(), key=lambda one: not one.direct))


def audience(told: Audience | None) -> str:
    """Return who may see something, in words.

    Examples
    --------
    >>> audience(None), audience(Audience.model_validate({"shared": ["norland"]}))
    ('own side', 'shared with norland')
    """
    if told is None or told.level is Visibility.OWN:
        return "own side"
    if told.level is Visibility.SHARED:
        return f"shared with {', '.join(told.receivers)}" if told.receivers else "shared"
    return "public"


def _judged(path: str, what: str, judgement: Judgement[Any] | None, why: str) -> Iterator[Touch]:
    if judgement is None or visible(judgement.visibility, PUBLIC):
        return
    value = str(judgement.value).replace("..", " to ") if isinstance(judgement.value, Range) else str(judgement.value)
    mark = Mark("judgement" if judgement.signed else "unsigned", path)
    yield Touch(path, what, value, audience(judgement.visibility), why, (mark,))


def _views(about: About) -> Iterator[Touch]:
    for issue, named in about.options.items():
        entry = about.case.issue(issue)
        label = entry.label if entry is not None else issue
        for party in about.parties:
            view = about.case.view(party, issue)
            if view is not None:
                yield from _view(about, view, label, named)


def _view(about: About, view: View, label: str, named: tuple[str, ...]) -> Iterator[Touch]:
    party = about.case.party(view.party)
    whose = party.label if party is not None else view.party
    path = f"views.{view.party}.{view.issue}"
    why = f"{_AROUND}{label}"
    for option in named:
        told = about.option(view.issue, option)
        yield from _judged(
            f"{path}.values.{option}", f"what it is worth to {whose}", view.values.get(option), f"names “{told}”"
        )
    if not visible(view.visibility, PUBLIC):
        for name in _OPTIONS:
            option = getattr(view, name)
            if option is not None:
                words = name.replace("_", " ")
                told = about.option(view.issue, option)
                close = f"names “{told}”" if option in named else why
                yield Touch(f"{path}.{name}", f"the {words} of {whose}", told, audience(view.visibility), close)
        if view.red_lines:
            told = "; ".join(about.option(view.issue, option) for option in view.red_lines)
            close = "names one of them" if set(named) & set(view.red_lines) else why
            yield Touch(f"{path}.red_lines", f"the red lines of {whose}", told, audience(view.visibility), close)
    yield from _judged(f"{path}.position", f"the position of {whose}", view.position, why)
    for option, value in view.values.items():
        if option not in named and not named:
            told = about.option(view.issue, option)
            yield from _judged(f"{path}.values.{option}", f"what “{told}” is worth to {whose}", value, why)


def _no_deal(about: About) -> Iterator[Touch]:
    """Yield what parties have without agreement, where the words speak of it."""
    if not about.of_no_deal:
        return
    for party in (about.case.party(one) for one in about.parties):
        if party is not None and party.no_deal is not None:
            for name in _NO_DEAL:
                words = {"value": "what no deal is worth to", "outside_option": "what leaving is worth to"}
                what = f"{words.get(name, f'no deal ({name}) for')} {party.label}"
                path = f"parties.{party.id}.no_deal.{name}"
                yield from _judged(path, what, getattr(party.no_deal, name), "speaks of no agreement, or of a minimum")


def _talking(about: About) -> Iterator[Touch]:
    """Yield what we take into the room on the issues, where the words are ours or about us."""
    preparation = about.case.preparation
    if preparation is None or about.case.prepared_for not in about.parties:
        return
    for topic in preparation.topics:
        if topic.issue in about.options:
            entry = about.case.issue(topic.issue)
            label = entry.label if entry is not None else topic.issue
            for name in _TALKING:
                yield from _judged(
                    f"preparation.topics.{topic.issue}.{name}", f"our {name}", getattr(topic, name), f"{_AROUND}{label}"
                )


def _named(about: About) -> Iterator[Touch]:
    """Yield measures and guarantees that the words name and that are not public."""
    from pourparler.case.issues import Issue, Option

    for kind, entries in (("measures", about.case.measures), ("guarantees", about.case.guarantees)):
        options = tuple(Option(id=one.id, name=one.name, also=one.also) for one in entries)
        named = options_named(Issue(id=kind, options=options), about.said.words, 2, about.names)
        for one in entries:
            if one.id in named and not visible(one.visibility, PUBLIC):
                word = "a measure" if kind == "measures" else "a guarantee"
                yield Touch(f"{kind}.{one.id}", word, one.label, audience(one.visibility), f"names “{one.label}”")


def _figures(about: About) -> Iterator[Touch]:
    """Yield judgements that are not public and hold a figure that the words state."""
    stated = about.figures
    if not stated:
        return
    scopes = (
        *(f"parties.{party}." for party in about.parties),
        *(f"issues.{issue}." for issue in about.options),
        *(f"views.{party}.{issue}." for party in about.parties for issue in about.options),
        *(f"measures.{one.id}.cost" for one in about.case.measures if one.supplier in about.parties),
    )
    prices = tuple(f".costs.{party}" for party in about.parties)
    for path, judgement in judgements(about.case):
        value = judgement.value
        within = path.startswith(scopes) or path.endswith(prices)
        if isinstance(value, Range) and within and stated & {float(one) for one in value.numbers}:
            shown = ", ".join(f"{one:g}" for one in sorted(stated & {float(number) for number in value.numbers}))
            yield from _judged(path, "a figure", judgement, f"states {shown}")
