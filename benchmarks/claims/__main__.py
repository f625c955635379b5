"""Score our extractor on annotated articles: ``python -m benchmarks.claims --set known [--peer textacy]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.claims.documents import SETS, Article, document_of, load_article, load_set
from benchmarks.claims.peer import NAME, read_with_textacy
from benchmarks.claims.score import RATES, Tally, score_article, score_export
from benchmarks.claims.table import PEER_RATES, closing, numbers, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; ``--json`` prints the same numbers for a program.

    Returns
    -------
    int
        Exit status: 2 when there is nothing to score.
    """
    options = _parser().parse_args(arguments)
    articles = load_set(options.set) if options.set else [load_article(path, options.texts) for path in options.files]
    if not articles:
        sys.stderr.write("nothing to score: give --set known, --set unseen or annotation files\n")
        return 2
    if options.export:
        ours = score_export(articles, json.loads(options.export.read_text(encoding="utf-8")))
    else:
        ours = _ours(articles)
    peer, refused = _peer(articles) if options.peer else ({}, {})
    if options.json:
        sys.stdout.write(json.dumps(_data(ours, peer, refused), indent=1) + "\n")
    else:
        sys.stdout.write(_page(ours, peer, refused))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--set", choices=SETS, help="the articles of tests/articles/known or unseen")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="annotations (NAME.json)")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="where the texts of FILE lie, if not beside them")
    parser.add_argument("--export", type=Path, metavar="FILE", help="score this export instead of reading the texts")
    parser.add_argument("--peer", choices=["textacy"], help="run this tool on the same parse beside ours")
    parser.add_argument("--json", action="store_true", help="numbers for a program")
    return parser


def _ours(articles: Sequence[Article]) -> dict[str, Tally]:
    from pourparler.evidence.extraction import read

    tallies = {}
    for article in articles:
        reading = read(article.text, source=article.name, document_date=article.published)
        tallies[article.name] = score_article(article, document_of(reading, article.text))
    return tallies


def _peer(articles: Sequence[Article]) -> tuple[dict[str, Tally], dict[str, str]]:
    from pourparler.evidence.extraction.pipeline import parsed

    tallies, refused = {}, {}
    for article in articles:
        document, reason = read_with_textacy(parsed(article.text))
        tallies[article.name] = score_article(article, document)
        if reason:
            refused[article.name] = reason
    return tallies, refused


def _data(ours: Mapping[str, Tally], peer: Mapping[str, Tally], refused: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"pourparler": numbers(ours)}
    if peer:
        found[NAME] = {**numbers(peer, PEER_RATES), "refused": dict(refused)}
    return found


def _page(ours: Mapping[str, Tally], peer: Mapping[str, Tally], refused: Mapping[str, str]) -> str:
    lines = ["pourparler", table(ours, tuple(RATES)), closing(ours)]
    if peer:
        lines += ["", f"{NAME} (content and speaker only)", table(peer, PEER_RATES)]
        lines += [f"{name}: counted as nothing found, it gave up: {reason}" for name, reason in refused.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
