"""One attribution as the rules find it in the parse, before anybody is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pourparler.evidence.claim import Span
from pourparler.evidence.extraction.cues import CueWord

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Attribution:
    """A cue, its holder and its content, as tokens and characters.

    Attributes
    ----------
    cue : spacy.tokens.Token or None
        The head of the cue; None for words that nothing introduces (a turn of a transcript, a quotation running on).
    cue_span : Span or None
    word : CueWord or None
        The line of the table that matched.
    holder : spacy.tokens.Token or None
        The head of the speaker's noun phrase.
    content : tuple of Span
    addressee : spacy.tokens.Token or None
    rule : str
        The rule that fired, as a person reads it.
    sure : bool
        False when the rule had to guess.
    direct : bool
        True when the content is a quotation the cue introduces.
    negated : bool
    holder_span : Span or None
        Where the speaker is named when no token is its head (speaker labels).
    relays : Attribution or None
        The attribution whose content this one passes on.
    """

    cue: Token | None
    cue_span: Span | None
    word: CueWord | None
    holder: Token | None
    content: tuple[Span, ...]
    rule: str
    addressee: Token | None = None
    sure: bool = True
    direct: bool = False
    negated: bool = False
    holder_span: Span | None = None
    relays: Attribution | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def holder_is_named(self) -> bool:
        """Whether the holder is a noun or a name, not a pronoun."""
        return self.holder is not None and self.holder.pos_ in ("NOUN", "PROPN")
