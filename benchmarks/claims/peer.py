"""What textacy's direct quotations find in the same parse, in the annotation format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

NAME = "textacy 0.13 direct_quotations"


def read_with_textacy(doc: Doc) -> tuple[dict[str, Any], str | None]:
    """Run ``textacy.extract.direct_quotations`` on a parsed article.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parse our own extractor works on.

    Returns
    -------
    document : dict
        Statements only; textacy names no entities, so its speaker is the words it found.
    refused : str or None
        What it said when it gave up (an odd number of quotation marks): then it found nothing.
    """
    # Textacy's types do not say that it exports the function.
    direct_quotations = import_module("textacy.extract").direct_quotations
    try:
        triples = list(direct_quotations(doc))
    except ValueError as error:
        return {"statements": [], "entities": []}, str(error)
    statements = [
        {
            "speaker": {"entity": None, "mention": _span(doc, speaker), "antecedent": None, "unnamed": False},
            "cue": _span(doc, cue),
            "content": [{"start": content.start_char, "end": content.end_char, "text": content.text}],
            "quote_type": "direct",
        }
        for speaker, cue, content in triples
    ]
    return {"statements": statements, "entities": []}, None


def _span(doc: Doc, tokens: Sequence[Token]) -> dict[str, Any]:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return {"start": start, "end": end, "text": doc.text[start:end]}
