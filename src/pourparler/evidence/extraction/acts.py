"""What a speaker does by saying it, read off the wording where the cue does not tell ("say", "tell", "add")."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pourparler.evidence.claim import Act

_FILE = "cues_wordings.toml"
_IMPERATIVE = re.compile(
    r"^(?:do\s+not|don['’]t|stop|give|put|bring|take|come|sign|withdraw|release|leave|keep|let|end|open|return|respect|show)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The act read off, other readings, and the plain reason."""

    act: Act
    also: tuple[Act, ...]
    why: str


_BY_WORDS = (
    ("refuse", Act.OPPOSE, (Act.ASSESS, Act.DEMAND), "the words refuse or condemn"),
    ("must", Act.DEMAND, (Act.APPEAL, Act.ASSESS), "the words say what must be done"),
    ("imperative", Act.APPEAL, (Act.DEMAND, Act.ASSESS), "the words tell somebody what to do"),
    ("should", Act.APPEAL, (Act.DEMAND, Act.ASSESS, Act.SUPPORT), "the words say what should be done"),
    ("endorse", Act.SUPPORT, (Act.ASSESS,), "the words back something"),
    ("promise", Act.COMMIT, (Act.SUPPORT, Act.ASSESS), "the words promise something"),
    ("schedule", Act.PLAN, (Act.ASSESS, Act.COMMIT), "the words announce a date or step"),
)


@lru_cache(maxsize=1)
def _wordings() -> dict[str, re.Pattern[str]]:
    text = files("pourparler.evidence").joinpath("data", _FILE).read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    parts: dict[str, str] = {}
    for name, alternatives in tables["parts"].items():
        parts[name] = _filled("|".join(alternatives), parts)
    found = {name: _compiled("|".join(alternatives), parts) for name, alternatives in tables["wordings"].items()}
    return {**found, "imperative": _IMPERATIVE}


def _filled(alternatives: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        alternatives = alternatives.replace("{" + name + "}", f"(?:{part})")
    return alternatives


def _compiled(alternatives: str, parts: dict[str, str]) -> re.Pattern[str]:
    joined = _filled(alternatives, parts).replace(" ", r"\s+").replace("'", "['’]")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def condition_in(words: str) -> re.Match[str] | None:
    """Return the first conditional conjunction of a content.

    Examples
    --------
    >>> condition_in("we will sign if the quota goes").group()
    'if'
    """
    return _wordings()["condition"].search(words)


def act_of_words(words: str, *, direct: bool = False) -> Wording:
    """Return the act that the wording of a content suggests when its cue is neutral.

    Parameters
    ----------
    words : str
        The content without quotation marks.
    direct : bool
        Whether the words are the speaker's own; then "would" announces nothing.

    Examples
    --------
    >>> act_of_words("it would shut the mills if they sign").act.value
    'threaten'
    >>> act_of_words("I would not buy paper yet", direct=True).act.value
    'assess'
    """
    bare = re.sub(r"^(?:that|whether)\s+", "", words.strip())
    wordings = _wordings()
    found = wordings["condition"].search(bare)
    conditional = found is not None and found.group().lower() not in ("until", "once")
    if conditional and wordings["harm_ahead"].search(bare):
        return Wording(Act.THREATEN, (Act.PLAN, Act.COMMIT, Act.ASSESS, Act.DEMAND), "harm is announced on a condition")
    refuses = wordings["refuse"].search(bare) is not None
    if not refuses and wordings["tender"].search(bare):
        return Wording(Act.OFFER, (Act.SUPPORT, Act.COMMIT, Act.ASSESS), "the words tender something")
    own = None if refuses else wordings["own_will_direct" if direct else "own_will_reported"].search(bare)
    if own is not None:
        return _own(own, conditional)
    for name, act, also, why in _BY_WORDS:
        if wordings[name].search(bare):
            return Wording(act, also, why)
    return Wording(Act.ASSESS, (), "nothing in the words goes beyond telling how things are")


def _own(own: re.Match[str], conditional: bool) -> Wording:
    if own["not"]:
        return Wording(Act.COMMIT, (Act.OPPOSE, Act.PLAN, Act.THREATEN), "the speaker's side says what it will not do")
    if conditional:
        also = (Act.COMMIT, Act.DEMAND, Act.PLAN)
        return Wording(Act.OFFER, also, "the speaker's side will do something on a condition")
    if _wordings()["step_ahead"].match(own["verb"]):
        return Wording(Act.PLAN, (Act.COMMIT, Act.ASSESS), "the speaker's side announces a step")
    return Wording(Act.COMMIT, (Act.PLAN, Act.OFFER, Act.ASSESS), "the speaker's side says what it will do")


_DENIED = {
    Act.OPPOSE: (Act.SUPPORT, (Act.PLAN, Act.ASSESS, Act.OFFER)),
    Act.COMMIT: (Act.OPPOSE, (Act.ASSESS, Act.COMMIT)),
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

    Not ruling a step out keeps it as a plan.

    Examples
    --------
    >>> denied(Act.SUPPORT)[0].value
    'oppose'
    """
    if lemma in ("rule out", "exclude"):
        return Act.PLAN, (Act.THREATEN, Act.ASSESS, Act.OFFER)
    return _DENIED[act]
