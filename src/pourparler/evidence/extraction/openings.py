"""Whom a title means when no name stands beside it: "the union leader", "Ukraine's president", "the minister"."""

from __future__ import annotations

from pourparler.evidence.claim import EntityType, Office
from pourparler.evidence.extraction.casting import Casting
from pourparler.evidence.extraction.draft import Draft, Held
from pourparler.evidence.extraction.gazetteer import Title, titles, words_like
from pourparler.evidence.extraction.holders import Holding
from pourparler.evidence.extraction.people import gender_of_name
from pourparler.evidence.spelling import folded, slug

_NOBODY = frozenset(("official", "expert", "worker", "activist", "journalist", "scholar", "honorific", "adviser"))
_LEADERS = frozenset(("leader", "chief", "boss", "head"))
_LEADING = frozenset(("leader", "head", "chair", "secretary", "head-of-state", "head-of-government"))
_DIPLOMATS = frozenset(("ambassador", "envoy", "representative", "negotiator"))
_THINGS_TOO = frozenset((("chair",), ("head",)))
_SUBJECT = ("nsubj", "nsubjpass", "agent", "poss")


def match_of(words: frozenset[str], held: Held, key: tuple[str, ...] | None = None) -> int:
    """Return how well title words describe a title somebody holds: 0 not at all.

    "The defence minister" fits a Defence Minister and no Foreign Minister; "the union leader" fits its president.
    """
    nouns = set((key or ())[-1:]) or words
    own = set(held.key) | set(held.office.title.lower().replace("-", " ").split())
    if nouns & set(held.key[-1:]) or (key and set(key) == set(held.key)):
        rest = words - own - held.words
        return (
            0
            if rest & (words_like("titles", "portfolios") | words_like("titles", "modifiers")) - {"new"}
            else 3 + len(words & own)
        )
    if "diplomat" in nouns and held.title.rank in _DIPLOMATS:
        return 1
    if nouns & _LEADERS and held.title.rank in _LEADING:
        rest = words - nouns - held.words - {"new"}
        labour = words_like("organisations", "labour")
        if rest and not rest <= (labour | {"party", "opposition"}):
            return 0
        if rest & labour and not held.words & (labour | {"trade-union"}):
            return 0
        if "opposition" in rest or ("party" in rest and held.title.scope != "party"):
            return 0
        return 1 + len(words & held.words)
    return 0


class Openings:
    """Resolves the titles of a casting that no name stands beside."""

    def __init__(self, casting: Casting) -> None:
        self._casting, self._words = casting, casting.words

    def resolve(self) -> None:
        """Give every title that means one person that person, new or known."""
        for holding in sorted(self._casting.holdings, key=lambda one: one.start):
            use = holding.use
            if use is None or holding.person is not None or use.honorific:
                continue
            entity = self._entity(holding)
            if entity is not None:
                self._casting.mention(entity, (use.start, use.end), "title", (holding.start, max(holding.end, use.end)))

    def _entity(self, holding: Holding) -> str | None:
        use = holding.use
        assert use is not None  # noqa: S101 - resolve() passes titles only
        casting = self._casting
        organisation = casting.owner(holding.organisation)
        if organisation is None and self._words.key[holding.start] in ("our", "my", "your"):
            return None  # "our ambassador": whose, only the writer knows
        if use.title.rank == "spokesperson" and not holding.definite:
            return organisation
        if use.title.rank in _NOBODY and not holding.definite:
            return None
        bare = holding.start == use.start
        label = bare and self._label(holding)
        told = holding.definite or organisation is not None or label
        if not told and not (bare and self._words.dep[use.end - 1] == "nsubj" and use.title.rank not in _NOBODY):
            return None
        found = self._known(holding, organisation)
        if found is not None:
            if organisation is not None:
                self._confirm(found, holding, organisation)
            return found
        if use.title.rank in _NOBODY or not told or not self._acts(holding):
            return None
        return self._new(holding, organisation)

    def _label(self, holding: Holding) -> bool:
        """Tell "HOST:" and "Minister, ..." addressed to somebody."""
        words, end = self._words, holding.end
        return words.capital(holding.start) and end < len(words) and words.text[end] in (":", ",")

    def _known(self, holding: Holding, organisation: str | None) -> str | None:
        use = holding.use
        assert use is not None  # noqa: S101
        words = frozenset(folded(holding.title).replace("-", " ").split())
        scored: list[tuple[int, int, str]] = []
        for draft in self._casting.drafts.values():
            if draft.type is not EntityType.PERSON or self._elsewhere(draft, use.key, organisation):
                continue
            if organisation is not None and self._beside(draft, holding):
                continue
            best = max(
                (match_of(words, held, use.key) + self._same_owner(held, organisation) for held in draft.held),
                default=0,
            )
            if best > 0:
                scored.append((best, self._last_before(draft.id, holding.start), draft.id))
        if not scored:
            return None
        top = max(scored)
        return top[2] if top[0] > 0 else None

    def _elsewhere(self, draft: Draft, key: tuple[str, ...], organisation: str | None) -> bool:
        """Tell whether somebody is said to hold this very title of another body: no "President of Astrelia" then."""
        told = {held.office.organisation for held in draft.held if held.key == key} - {None}
        return organisation is not None and bool(told) and organisation not in told

    def _beside(self, draft: Draft, holding: Holding) -> bool:
        """Tell whether the sentence has named the person: "Rask spoke of the President of Dornia" means another."""
        words = self._words
        return any(
            held.entity == draft.id and held.kind == "name" and held.core[0] < holding.start
            and words.sentence[held.core[0]] == words.sentence[holding.start]
            for held in self._casting.mentions
        )  # fmt: skip

    def _same_owner(self, held: Held, organisation: str | None) -> int:
        if organisation is None:
            return 0
        if held.office.organisation == organisation:
            return 2
        if held.office.organisation is None:
            return 0 if self._free(held, organisation) else -100
        return -100

    def _free(self, held: Held, organisation: str) -> bool:
        """Tell whether nobody else is already known to hold this title there."""
        return not any(
            other.office.organisation == organisation and other.key == held.key and other is not held
            for draft in self._casting.drafts.values()
            for other in draft.held
        )

    def _last_before(self, entity: str, position: int) -> int:
        return max(
            (held.core[0] for held in self._casting.mentions if held.entity == entity and held.core[0] < position),
            default=-1,
        )

    def _confirm(self, entity: str, holding: Holding, organisation: str) -> None:
        """Let "Ukraine's president" tell whose President Zelenskyy is."""
        draft = self._casting.drafts[entity]
        use = holding.use
        assert use is not None  # noqa: S101
        for at, held in enumerate(draft.held):
            if held.office.organisation is None and held.key == use.key:
                office = Office(held.office.title, organisation, held.office.evidence)
                draft.held[at] = Held(office, held.key, held.title, held.words, held.dated, True, held.at)
        self._casting.hold(entity, holding, organisation)
        draft.party = draft.party or self._casting.drafts[organisation].party or organisation

    def _acts(self, holding: Holding) -> bool:
        use = holding.use
        assert use is not None  # noqa: S101
        subject = self._words.dep[use.end - 1] in _SUBJECT
        if holding.organisation is not None and (subject or use.key not in _THINGS_TOO):
            return True
        return subject and self._words.dep[use.end - 1] in _SUBJECT

    def _new(self, holding: Holding, organisation: str | None) -> str:
        casting, use = self._casting, holding.use
        assert use is not None  # noqa: S101
        home = casting.drafts[organisation] if organisation else None
        title = holding.title
        name = f"{home.name} {title}" if home is not None and home.type is not EntityType.PERSON else title
        id_ = slug(f"{organisation} {title}" if organisation else title)
        draft = casting.draft(id_, EntityType.PERSON, name)
        draft.called(self._words.joined(holding.start, holding.end))
        casting.hold(draft.id, holding, organisation)
        return draft.id


def title_words(text: str) -> tuple[frozenset[str], tuple[str, ...], Title | None]:
    """Return the folded words of a title, its words in the table of titles, and what the table says.

    Examples
    --------
    >>> title_words("the Norland defence minister")[1]
    ('minister',)
    """
    words = folded(text).replace("'s", "").split()
    table = titles()
    joined = [word for part in words for word in part.split("-")]
    for length in range(min(4, len(joined)), 0, -1):
        for start in range(len(joined) - length, -1, -1):
            for key in (
                tuple(joined[start : start + length]),
                tuple("-".join(joined[start : start + length]).replace("-", " - ").split()),
            ):
                if key in table:
                    return frozenset(joined), key, table[key]
    return frozenset(joined), (), None


def draft_gender(draft: Draft) -> str | None:
    """Return the pronoun a draft goes by, as far as titles and names tell."""
    if draft.type is EntityType.GROUP:
        return "they"
    if draft.type is not EntityType.PERSON:
        return "it"
    told = draft.gender or next((held.title.gender for held in draft.held if held.title.gender), None)
    return told or (gender_of_name(draft.name.split()[0]) if " " in draft.name else None)
