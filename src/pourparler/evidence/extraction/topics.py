"""Which issue a statement is about: the shipped vocabulary, the case's own terms, else a recurring noun phrase."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pourparler.evidence.claim import EntityType, Span
from pourparler.evidence.extraction.cast import Cast
from pourparler.evidence.extraction.gazetteer import words_like
from pourparler.evidence.spelling import plain, slug

_ENOUGH = 0.8
_OWN_TERMS = 3.0
_HEAD = 1.1
"""Times its weight that the first term of a content counts for once more: "speculation about peacekeepers" is about
speculation."""
_REMEMBERED = 4096
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|-")
_RECURS = 3
_SENTENCE_SHARE, _BEFORE_SHARE = 0.45, 0.3


@dataclass(frozen=True, slots=True)
class Topic:
    """One issue of the vocabulary.

    Parameters
    ----------
    id, name : str
        ``security-guarantees``; the words people use.
    terms : tuple of (str, float)
        Phrases with weights; a last word that ends in ``*`` is open ("speculat*").
    kind : str
        ``process`` (how to talk) or ``substance`` (what about).
    area : str
        ``peace``, ``labour``, ``trade``, ``coalition`` or ``any``.
    """

    id: str
    name: str
    terms: tuple[tuple[str, float], ...]
    kind: str = "substance"
    area: str = "any"


def weighted(terms: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Return terms with their weights: as written after ``=``, else by length.

    Examples
    --------
    >>> weighted(["quota", "rules of origin", "steel=0.8"])
    (('quota', 1.0), ('rules of origin', 4.0), ('steel', 0.8))
    """
    found = []
    for term in filter(str.strip, terms):
        words, _, weight = " ".join(term.split()).partition("=")
        default = {1: 1.0, 2: 2.5}.get(len([word for word in words.split() if word != "-"]), 4.0)
        found.append((words.strip(), float(weight) if weight else default))
    return tuple(found)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Return a word without its plural or possessive ending.

    Examples
    --------
    >>> [stem(word) for word in ("guarantees", "subsidies", "losses", "gas", "Ukraine’s")]
    ['guarantee', 'subsidy', 'loss', 'gas', 'ukraine']
    """
    key = plain(word).lower().removesuffix("'s").removesuffix("'")
    if len(key) > 4 and key.endswith("ies"):
        return key[:-3] + "y"
    if key.endswith(("sses", "shes", "ches", "xes")):
        return key[:-2]
    if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is", "as")):
        return key[:-1]
    return key


class Topics:
    """A vocabulary of issues that can say which one words are about.

    Examples
    --------
    >>> topics = load_topics()
    >>> topics.best("He demanded security guarantees for the republic.")[0].id
    'security-guarantees'
    """

    def __init__(self, topics: Sequence[Topic], own: frozenset[str] = frozenset()) -> None:
        self.topics = tuple(topics)
        self._own = own
        self._index: dict[str, list[tuple[tuple[str, ...], float, int]]] = {}
        self._open: dict[str, list[tuple[str, float, int]]] = {}
        self._memory: dict[str, dict[str, float]] = {}
        for number, topic in enumerate(self.topics):
            for phrase, weight in topic.terms:
                self._add(phrase, weight * (_OWN_TERMS if topic.id in own else 1.0), number)
        for held in self._index.values():
            held.sort(key=lambda one: -len(one[0]))

    def _add(self, phrase: str, weight: float, number: int) -> None:
        words = tuple(phrase.lower().split())
        first = words[0]
        if len(words) == 1 and first.endswith("*"):
            self._open.setdefault(first[:3], []).append((first[:-1], weight, number))
            return
        key = first[:4] if first.endswith("*") else stem(first)
        stems = tuple(word if word.endswith("*") else stem(word) for word in words)
        self._index.setdefault(key, []).append((stems, weight, number))

    def scores(self, text: str) -> dict[str, float]:
        """Return how much each issue is spoken of in ``text``; every term counts once."""
        if text not in self._memory:
            if len(self._memory) > _REMEMBERED:
                self._memory.clear()
            self._memory[text] = self._scores(text)
        return dict(self._memory[text])

    def _scores(self, text: str) -> dict[str, float]:
        seen: set[tuple[int, tuple[str, ...]]] = set()
        found: dict[str, float] = {}
        for _, number, term, weight in self._terms(text):
            if (number, term) not in seen:
                seen.add((number, term))
                id_ = self.topics[number].id
                found[id_] = found.get(id_, 0.0) + weight
        return found

    def _opening(self, text: str) -> dict[str, float]:
        """Return the issues of which the first term in ``text`` speaks, with its weight."""
        first: dict[str, float] = {}
        where: int | None = None
        for at, number, _, weight in self._terms(text):
            if where not in (None, at):
                break
            where = at
            first[self.topics[number].id] = max(weight, first.get(self.topics[number].id, 0.0))
        return first

    def _terms(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...], float]]:
        """Yield the terms in ``text`` in the order of their first words: where, which topic, the term, its weight."""
        words = [stem(word) for word in _WORD.findall(text)]
        for at, word in enumerate(words):
            for key in dict.fromkeys((word, word[:4])):
                for term, weight, number in self._index.get(key, ()):
                    if len(term) <= len(words) - at and all(
                        words[at + i].startswith(part[:-1]) if part.endswith("*") else words[at + i] == part
                        for i, part in enumerate(term)
                    ):
                        yield at, number, term, weight
            for prefix, weight, number in self._open.get(word[:3], ()):
                if word.startswith(prefix):
                    yield at, number, (prefix,), weight

    def best(self, text: str) -> tuple[Topic, float] | None:
        """Return the issue most spoken of in ``text`` and its score, or None."""
        return self._top(self.scores(text))

    def _top(self, scores: dict[str, float]) -> tuple[Topic, float] | None:
        ranked = [(scores.get(topic.id, 0.0), -number) for number, topic in enumerate(self.topics)]
        score, number = max(ranked, default=(0.0, 0))
        return (self.topics[-number], score) if score > 0 else None

    def issue_of(self, text: str, spans: Sequence[Span], cast: Cast) -> tuple[str, str] | None:
        """Return the issue of a statement.

        The words of the content decide; the rest of its sentence and the one before count for less, and most when
        the content points back ("such guarantees", "these matters").

        Parameters
        ----------
        text : str
            The frozen text of the source.
        spans : sequence of Span
            The content of the statement.
        cast : Cast

        Returns
        -------
        tuple of (str, str) or None
            Issue id and the words for people. Where the vocabulary is silent, a noun phrase that recurs in the
            document stands in, its id made of its words.
        """
        content = " ".join(span.of(text) for span in spans)
        scores = self.scores(content)
        for id_, weight in self._opening(content).items():
            scores[id_] += _HEAD * weight
        top = self._top(scores)
        if top is None or top[1] < 2 * _ENOUGH:
            here, before = _around(spans, cast)
            self._blend(scores, text, here, _SENTENCE_SHARE)
            if top is None or top[1] < _ENOUGH:
                self._blend(scores, text, before, _BEFORE_SHARE)
            top = self._top(scores)
        if top is not None and top[1] >= _ENOUGH:
            return top[0].id, top[0].name
        phrase = _recurring(spans, cast)
        if phrase is not None:
            return slug(phrase), phrase
        if top is not None and top[1] > 0:
            return top[0].id, top[0].name
        return None

    def _blend(self, scores: dict[str, float], text: str, span: Span | None, share: float) -> None:
        if span is None:
            return
        for id_, weight in self.scores(span.of(text)).items():
            scores[id_] = scores.get(id_, 0.0) + share * weight


def _around(spans: Sequence[Span], cast: Cast) -> tuple[Span | None, Span | None]:
    """Return the sentences that hold the content, and the one before them."""
    words = cast.words
    if not spans or not words.sentences:
        return None, None
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    inside = cast.indices(start, end)
    if not inside:
        return None, None
    held = [words.sentence[inside[0]], words.sentence[inside[-1]]]
    here = Span(words.start[words.sentences[held[0]][0]], words.end[words.sentences[held[-1]][1] - 1])
    if held[0] == 0:
        return here, None
    first, last = words.sentences[held[0] - 1]
    return here, Span(words.start[first], words.end[last - 1])


def _recurring(spans: Sequence[Span], cast: Cast) -> str | None:
    """Return the noun of the content that the document comes back to most, with the noun or adjective before it."""
    words, counts = cast.words, cast.nouns
    best: tuple[int, int, str] | None = None
    inside = [index for span in spans for index in cast.indices(span.start, span.end)]
    for index in inside:
        key = words.lemma[index].lower()
        if (
            words.pos[index] != "NOUN"
            or key in words_like("discourse", "vague")
            or counts.get(key, 0) < _RECURS
            or not key.isalpha()
        ):
            continue
        mention = cast.naming(index)
        if mention is not None and cast.entities[mention.entity].type is EntityType.PERSON:
            continue
        whole = key
        if (
            index
            and words.dep[index - 1] == "compound"
            and words.head[index - 1] == index
            and words.pos[index - 1] == "NOUN"
        ):
            whole = f"{words.lemma[index - 1].lower()} {key}"
        if best is None or counts[key] > best[0]:
            best = (counts[key], -index, whole)
    return best[2] if best else None


@lru_cache(maxsize=1)
def _shipped() -> tuple[Topic, ...]:
    data = (files("pourparler.evidence") / "data" / "topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(entry["id"], entry["name"], weighted(entry["terms"].split(";")), entry["kind"], entry["area"])
        for entry in tomllib.loads(data)["topic"]
    )


@lru_cache(maxsize=1)
def _shipped_topics() -> Topics:
    return Topics(_shipped())


def load_topics(extra: Sequence[Topic] = ()) -> Topics:
    """Return the shipped vocabulary with the case's own issues, whose terms outweigh it.

    Parameters
    ----------
    extra : sequence of Topic
        An id that is shipped too replaces the shipped one. The name of each counts as a term.

    Examples
    --------
    >>> own = Topic("lighthouse", "the lighthouse", weighted(["lighthouse", "lamp"]))
    >>> load_topics([own]).best("The lamp of the ceasefire line")[0].id
    'lighthouse'
    """
    if not extra:
        return _shipped_topics()
    own = tuple(
        Topic(
            topic.id,
            topic.name,
            (*topic.terms, *weighted([topic.name.lower().removeprefix("the ")])),
            topic.kind,
            topic.area,
        )
        for topic in extra
    )
    ids = frozenset(topic.id for topic in own)
    return Topics((*own, *(topic for topic in _shipped() if topic.id not in ids)), ids)
