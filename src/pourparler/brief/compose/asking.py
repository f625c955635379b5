"""The questions of a brief: one line for all who are asked the same."""

from __future__ import annotations

from collections.abc import Iterable

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
