"""What a speaker does by saying it, read off the wording where the cue does not tell ("say", "tell", "add").

Each trait of the wording speaks for one act with a weight set by hand; the weights of an act add up, and the act with
the greatest sum is taken. Telling how things are has a weight of its own, so that a weak trait alone decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.evidence.claim import Act
from pourparler.evidence.extraction.own_will import own_will
from pourparler.evidence.extraction.wordings import condition_in, found, stripped

__all__ = ["Trait", "Wording", "act_of_words", "condition_in", "denied", "traits_of"]

_TELLING = 1.0
_NEARLY = 0.45
_SLOGAN = 12


@dataclass(frozen=True, slots=True)
class Wording:
    """The act read off, other readings, and the plain reason."""

    act: Act
    also: tuple[Act, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Trait:
    """Something in the wording that speaks for an act, and how strongly; ``also`` are readings it leaves open."""

    act: Act
    weight: float
    why: str
    also: tuple[Act, ...] = ()


_PLAIN = (
    ("untrue", Trait(Act.ASSESS, 4.5, "the words deny a fact", (Act.OPPOSE,))),
    ("unknown", Trait(Act.ASSESS, 1.5, "the words say what the speaker does not know")),
    ("refuse", Trait(Act.OPPOSE, 4.0, "the words refuse or condemn", (Act.ASSESS, Act.DEMAND))),
    ("flat_refusal", Trait(Act.OPPOSE, 2.2, "the words say flatly what will not be", (Act.ASSESS, Act.THREATEN))),
    ("judged_bad", Trait(Act.OPPOSE, 2.4, "the words call something bad", (Act.ASSESS,))),
    ("judged_good", Trait(Act.SUPPORT, 2.2, "the words call something good", (Act.ASSESS,))),
    ("must", Trait(Act.DEMAND, 3.0, "the words say what must be done", (Act.APPEAL, Act.ASSESS))),
    ("waits", Trait(Act.DEMAND, 3.0, "the words make one thing wait for another", (Act.OFFER, Act.ASSESS, Act.OPPOSE))),
    ("would_like", Trait(Act.APPEAL, 2.2, "the words say what the speaker would like done", (Act.DEMAND, Act.ASSESS))),
    ("hinges", Trait(Act.DEMAND, 1.2, "the words make one thing wait for another", (Act.ASSESS, Act.OFFER))),
    ("imperative", Trait(Act.DEMAND, 2.8, "the words tell somebody what to do", (Act.APPEAL, Act.ASSESS))),
    ("should", Trait(Act.APPEAL, 2.6, "the words say what should be done", (Act.DEMAND, Act.ASSESS, Act.SUPPORT))),
    ("endorse", Trait(Act.SUPPORT, 2.5, "the words back something", (Act.ASSESS,))),
    ("passive_threat", Trait(Act.THREATEN, 3.0, "the words say what will be done to somebody", (Act.PLAN, Act.ASSESS))),
    ("pressing", Trait(Act.THREATEN, 4.2, "the words prepare harm", (Act.PLAN, Act.ASSESS))),
    ("should_have", Trait(Act.OPPOSE, 2.6, "the words say what should have been done", (Act.ASSESS, Act.APPEAL))),
    ("no_harm", Trait(Act.COMMIT, 4.5, "the words say what harm there will not be", (Act.OFFER, Act.ASSESS))),
    ("passive_step", Trait(Act.PLAN, 1.3, "the words say what will be done", (Act.COMMIT, Act.ASSESS))),
    ("firm_demand", Trait(Act.DEMAND, 4.0, "the words say what others owe", (Act.APPEAL, Act.ASSESS, Act.OPPOSE))),
    ("mild_advice", Trait(Act.APPEAL, 2.8, "the words say what would be good", (Act.ASSESS, Act.DEMAND, Act.SUPPORT))),
    ("support_phrase", Trait(Act.SUPPORT, 2.4, "the words back something", (Act.ASSESS,))),
    ("oppose_phrase", Trait(Act.OPPOSE, 2.4, "the words are against something", (Act.ASSESS, Act.DEMAND))),
    ("threat_phrase", Trait(Act.THREATEN, 4.2, "the words announce harm", (Act.ASSESS, Act.PLAN, Act.COMMIT))),
    ("recommend", Trait(Act.SUPPORT, 3.2, "the words recommend something", (Act.APPEAL, Act.ASSESS))),
    ("anger", Trait(Act.OPPOSE, 2.2, "the words tell of anger or dismay", (Act.ASSESS,))),
    ("own_cannot", Trait(Act.OPPOSE, 1.6, "the speaker's side says what it cannot or does not do", (Act.ASSESS,))),
    ("shall", Trait(Act.COMMIT, 1.4, "the words lay down what shall be", (Act.PLAN, Act.DEMAND, Act.ASSESS))),
    ("own_party_for", Trait(Act.SUPPORT, 1.9, "the words say that a party backs something", (Act.ASSESS,))),
    ("promise", Trait(Act.COMMIT, 2.4, "the words promise something", (Act.SUPPORT, Act.ASSESS))),
    ("schedule", Trait(Act.PLAN, 2.2, "the words announce a date or step", (Act.ASSESS, Act.COMMIT))),
    ("step_passive", Trait(Act.PLAN, 2.2, "the words announce a step", (Act.ASSESS, Act.COMMIT))),
)  # fmt: skip


def act_of_words(
    words: str, *, direct: bool = False, many: bool = False, names: frozenset[str] = frozenset()
) -> Wording:
    """Return the act that the wording of a content suggests when its cue is neutral.

    Parameters
    ----------
    words : str
        The content without quotation marks.
    direct : bool
        Whether the words are the speaker's own; then "would" announces nothing.
    many : bool
        Whether several people speak; then "he", "she" and "it" are somebody else.
    names : frozenset of str
        Names in the words.

    Examples
    --------
    >>> act_of_words("it would shut the mills if they sign").act.value
    'threaten'
    >>> act_of_words("I would not buy paper yet", direct=True).act.value
    'assess'
    """
    traits = list(traits_of(words, direct=direct, many=many, names=names))
    sums: dict[Act, float] = {Act.ASSESS: _TELLING}
    for trait in traits:
        sums[trait.act] = sums.get(trait.act, 0.0) + trait.weight
    order = {trait.act: place for place, trait in reversed(list(enumerate(traits)))}
    ranked = sorted(sums, key=lambda act: (-sums[act], order.get(act, len(traits))))
    act = ranked[0]
    near = [other for other in ranked[1:] if sums[other] >= _NEARLY * sums[act]]
    open_ = [other for trait in traits if trait.act is act for other in trait.also]
    also = tuple(dict.fromkeys(other for other in (*near, *open_) if other is not act))
    own = [trait for trait in traits if trait.act is act]
    if not own:
        return Wording(act, also if traits else (), "nothing in the words goes beyond telling how things are")
    return Wording(act, also, max(own, key=lambda trait: trait.weight).why)


def traits_of(
    words: str, *, direct: bool = False, many: bool = False, names: frozenset[str] = frozenset()
) -> Iterator[Trait]:
    """Yield what in the wording speaks for which act.

    Parameters
    ----------
    words, direct, many, names
        As for :func:`act_of_words`.
    """
    bare = stripped(words)
    condition = condition_in(bare)
    conditional = condition is not None and condition.group().lower() not in ("until", "even if")
    refuses = found("refuse", bare)
    if conditional and found("harm_ahead", bare) and not found("relief", bare):
        also = (Act.PLAN, Act.COMMIT, Act.ASSESS, Act.DEMAND)
        yield Trait(Act.THREATEN, 8.0, "harm is announced on a condition", also)
    if not refuses and found("tender", bare):
        yield Trait(Act.OFFER, 3.6, "the words tender something", (Act.SUPPORT, Act.COMMIT, Act.ASSESS))
    if not refuses:
        yield from _own_will(bare, conditional, direct=direct, many=many, names=names)
    if found("passive_promise", bare):
        yield _PAID_IF if conditional or found("once", bare) else _PAID
    if found("subjunctive", bare):
        yield Trait(Act.DEMAND, 2.0, "the words say what is to be done", (Act.APPEAL,))
    ahead = found("ahead", bare)
    if ahead is not None and found("dated", bare) and not (direct and ahead.group().lower().startswith("would")):
        yield _NOT_BY if bare.lower().startswith("no ") else _BY
    if direct and len(bare.split()) <= _SLOGAN:
        yield from _slogan(bare)
    for name, trait in _PLAIN:
        match = found(name, bare)
        if match is None or (direct and name in ("schedule", "step_passive") and match.group().startswith("would")):
            continue
        if direct and name in _BY_SELF and match.group().lower().startswith(("he ", "she ", "they ", "it ")):
            continue
        start = match.end() if name.startswith("judged") else match.start()
        if trait.act is Act.SUPPORT and is_undone(bare, start):
            trait = _UNPRAISED
        elif name == "judged_bad" and is_undone(bare, start):
            continue
        yield trait


_BY = Trait(Act.PLAN, 2.0, "the words announce something for a day", (Act.ASSESS, Act.COMMIT))
_NOT_BY = Trait(Act.COMMIT, 2.0, "the words say that something will not be done by a day", (Act.PLAN, Act.OPPOSE))


def _slogan(bare: str) -> Iterator[Trait]:
    """Yield what a few words of a person's own say by a word of praise or blame, whatever the grammar."""
    if found("bad_words", bare):
        yield Trait(Act.OPPOSE, 1.4, "the words call something bad", (Act.ASSESS,))
    elif found("good_words", bare):
        yield Trait(Act.SUPPORT, 1.4, "the words call something good", (Act.ASSESS,))


def _own_will(bare: str, conditional: bool, *, direct: bool, many: bool, names: frozenset[str]) -> Iterator[Trait]:
    own = own_will(bare, direct=direct, many=many, names=names)
    if own is None:
        if direct and ((conditional and found("own_would", bare)) or found("if_they", bare)):
            yield _WOULD_IF
        return
    rest, refused = bare[own.start("verb") :], own["not"] or own["none"]
    if refused and _opens("no_respect", rest):
        yield _NO_RESPECT
    elif refused and _opens("letting", rest):
        yield _LETS
    elif refused:
        yield _SPARED if _opens("sparing", rest) else _WILL_NOT
    elif found("or_else", bare) or (conditional and found("if_bad", bare) and not _opens("backing", rest)):
        yield _OR_ELSE
    elif conditional:
        yield _IF
    elif _opens("backing", rest):
        yield _BACKS
    elif _opens("resisting", rest):
        yield _RESISTS
    elif found("hostile", bare) or _opens("belligerent", rest):
        yield _HARM
    elif found("step_ahead", own["verb"]) or found("dated", bare):
        yield _STEP
    else:
        yield _WILL


_NO_RESPECT = Trait(Act.THREATEN, 3.4, "the speaker's side says what it will not respect", (Act.OPPOSE, Act.DEMAND))
_SPARED = Trait(
    Act.COMMIT, 3.4, "the speaker's side says what harm it will not do", (Act.OPPOSE, Act.OFFER, Act.ASSESS, Act.PLAN)
)
_WILL_NOT = Trait(Act.OPPOSE, 3.4, "the speaker's side says what it will not do", (Act.COMMIT, Act.THREATEN, Act.PLAN))
_OR_ELSE = Trait(
    Act.THREATEN,
    5.2,
    "the speaker's side says what it will do otherwise",
    (Act.PLAN, Act.COMMIT, Act.OFFER, Act.DEMAND),
)
_IF = Trait(Act.OFFER, 5.2, "the speaker's side will do something on a condition", (Act.COMMIT, Act.DEMAND, Act.PLAN))
_WOULD_IF = Trait(Act.OFFER, 5.2, "the speaker's side would do something on a condition", (Act.COMMIT, Act.ASSESS))
_PAID = Trait(Act.COMMIT, 2.6, "the words say what will be done for somebody", (Act.PLAN, Act.OFFER, Act.ASSESS))
_PAID_IF = Trait(Act.OFFER, 3.2, "the words say what will be done on a condition", (Act.COMMIT, Act.DEMAND, Act.PLAN))
_LETS = Trait(Act.SUPPORT, 3.4, "the speaker's side says what it will not stand against", (Act.COMMIT, Act.ASSESS))
_BACKS = Trait(Act.SUPPORT, 3.4, "the speaker's side will back something", (Act.COMMIT, Act.PLAN))
_RESISTS = Trait(Act.OPPOSE, 3.4, "the speaker's side will stand against something", (Act.THREATEN, Act.COMMIT))
_HARM = Trait(Act.THREATEN, 3.4, "the speaker's side announces harm", (Act.PLAN, Act.COMMIT))
_STEP = Trait(Act.PLAN, 3.4, "the speaker's side announces a step", (Act.COMMIT, Act.ASSESS))
_WILL = Trait(Act.COMMIT, 3.4, "the speaker's side says what it will do", (Act.PLAN, Act.OFFER, Act.ASSESS))


def _opens(name: str, words: str) -> bool:
    match = found(name, words)
    return match is not None and match.start() == 0


TIES = frozenset({Act.COMMIT, Act.OFFER, Act.THREATEN})
"""The acts that bind whoever does them, so that nobody else can do them for him."""
_BY_SELF = frozenset({"promise", "must", "endorse"})
_UNPRAISED = Trait(Act.OPPOSE, 2.2, "the words deny that something is good", (Act.ASSESS,))
_UNDOING = frozenset(
    ("not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "hardly", "cannot", "little")
)


def is_undone(words: str, end: int) -> bool:
    """Tell whether a "not" or "no" in the clause before a place undoes what stands there.

    Examples
    --------
    >>> is_undone("this is not a good deal", 22), is_undone("no, this is a good deal", 23)
    (True, False)
    """
    clause = re.split(r"[.;:,?!]|\bbut\b", words[:end])[-1].lower()
    return any(word in _UNDOING or word.endswith(("n't", "n’t")) for word in clause.split()[-6:])


_DENIED = {
    Act.OPPOSE: (Act.SUPPORT, (Act.PLAN, Act.ASSESS, Act.OFFER)),
    Act.COMMIT: (Act.ASSESS, (Act.OPPOSE,)),
    Act.OFFER: (Act.OPPOSE, (Act.ASSESS,)),
    Act.SUPPORT: (Act.OPPOSE, (Act.ASSESS, Act.DEMAND)),
    Act.DEMAND: (Act.ASSESS, (Act.DEMAND,)),
    Act.PLAN: (Act.OPPOSE, (Act.PLAN, Act.ASSESS)),
    Act.APPEAL: (Act.OPPOSE, (Act.APPEAL, Act.ASSESS)),
    Act.THREATEN: (Act.ASSESS, (Act.THREATEN,)),
    Act.ASSESS: (Act.ASSESS, (Act.OPPOSE,)),
}


def denied(act: Act, lemma: str = "") -> tuple[Act, tuple[Act, ...]]:
    """Return what denying an act does, and what else it may be ("did not accept" opposes).

    Not promising takes no side; not ruling a step out keeps it as a plan.

    Examples
    --------
    >>> denied(Act.SUPPORT)[0].value, denied(Act.COMMIT)[0].value
    ('oppose', 'assess')
    """
    if lemma in ("rule out", "exclude"):
        return Act.PLAN, (Act.ASSESS, Act.THREATEN, Act.OFFER)
    return _DENIED[act]
