"""The questions of a brief: one line for all who are asked the same."""

from __future__ import annotations

from collections.abc import Iterable

from pourparler.core.ranks import whole_ranks
from pourparler.core.result import Question, Sentence


def asked(questions: Iterable[Question]) -> tuple[Sentence, ...]:
    """Return the questions as sentences; those that differ only in whom they ask become one.

    A question is no claim: it carries no mark.

    Examples
    --------
    >>> silent = [Question(f"Where does {who} stand? Nothing is on file.", ask=who) for who in ("Ostria", "Lethia")]
    >>> [str(line) for line in asked(silent)]
    ['Where do Ostria and Lethia stand? Nothing is on file. Ask each of them.']
    """
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        who = question.ask or ""
        key = question.text.replace(who, "\0", 1) if who and f"does {who} " in question.text else question.text
        grouped.setdefault(f"{key}|{question.matters or ''}", []).append(question)
    return tuple(_one_line(group) for group in grouped.values())


def asked_first(questions: Iterable[Question], room: int) -> tuple[tuple[Sentence, ...], int]:
    """Return the questions there is room for, and how many more there are.

    Questions of one kind (for whom somebody speaks; where the silent stand; what one party leaves open) are equals:
    they are asked together or not at all, so that neither order nor name decides who is asked.
    """
    kinds: dict[tuple[str, bool], list[Question]] = {}
    for question in questions:
        head, _, rest = (question.path or "").partition(".")
        kinds.setdefault((head, bool(rest)), []).append(question)
    lines = [(rank, line) for rank, group in enumerate(kinds.values()) for line in asked(group)]
    shown = tuple(line for _, line in whole_ranks(lines, room, rank=lambda one: one[0]))
    return shown, len(lines) - len(shown)


def _one_line(group: list[Question]) -> Sentence:
    first = group[0]
    whom = f"Ask: {first.ask}." if first.ask else ""
    text = first.text
    if len(group) > 1 and first.ask:
        names = [question.ask or "" for question in group]
        joined = f"{', '.join(names[:-1])} and {names[-1]}"
        text = text.replace(f"does {first.ask} ", f"do {joined} ", 1)
        whom = "Ask each of them."
    return Sentence(" ".join(part for part in (text, whom, first.matters) if part))
