"""Where a document uses a title: its head, what modifies it, and whether it is a thing of the past."""

from __future__ import annotations

from dataclasses import dataclass

from pourparler.evidence.extraction.gazetteer import Title, gazetteer, titles, words_like
from pourparler.evidence.extraction.words import Words

_LONGEST = 4
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ"))


@dataclass(frozen=True, slots=True)
class TitleUse:
    """A title as the document writes it, in word indices.

    Attributes
    ----------
    start, end : int
        With its modifiers ("acting environment minister").
    head : int
        Where the words of the table begin ("minister").
    key : tuple of str
        Those words, folded.
    dated : bool
        Former, acting, designate: no office held outright.
    """

    start: int
    end: int
    head: int
    key: tuple[str, ...]
    title: Title
    dated: bool

    @property
    def honorific(self) -> bool:
        """A form of address that is no office ("Mr", "Dr")."""
        return self.title.rank == "honorific"


def titles_in(words: Words) -> list[TitleUse]:
    """Return the titles a document uses, in order; plural ones are groups and not listed."""
    table = titles()
    heads = _first_words()
    found: list[TitleUse] = []
    index = 0
    while index < len(words):
        use = _title_at(words, index, table) if words.key[index] in heads else None
        if use is None:
            index += 1
            continue
        if found and found[-1].end > use.start:
            use = TitleUse(found[-1].end, use.end, use.head, use.key, use.title, use.dated)
        found.append(use)
        index = use.end
    return found


def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in titles())


def _title_at(words: Words, index: int, table: dict[tuple[str, ...], Title]) -> TitleUse | None:
    for length in range(min(_LONGEST, len(words) - index), 0, -1):
        key = tuple(words.key[index : index + length])
        known = table.get(key)
        if known is None:
            continue
        end = index + length
        if known.rank == "minister":
            end = _past_portfolio(words, end)
        if words.pos[index + length - 1] not in _NOUNS and not words.capital(index + length - 1):
            return None
        if length == 1 and _surname(words, index):
            return None
        if length == 1 and key[0] in words_like("titles", "beside_names") and not _beside_name(words, index, key[0]):
            return None
        if end < len(words) and words.text[end] == "-" and words.glued(end):
            return None
        start = _with_modifiers(words, index, known)
        dated = bool(words_like("titles", "dated") & set(words.key[start:index]))
        if end + 1 < len(words) and words.text[end] == "-" and words.key[end + 1] in ("elect", "designate"):
            dated = True
        return TitleUse(start, end, index, key, known, dated)
    return None


def _surname(words: Words, index: int) -> bool:
    """Tell "Mara Dean" and "Ms Dean", a surname, from "the dean"."""
    if index == 0 or not words.capital(index):
        return False
    before = words.key[index - 1]
    address = titles().get((before,))
    if address is not None and address.rank == "honorific":
        return True
    return before in words_like("given", "he") | words_like("given", "she") and words.capital(index - 1)


def _beside_name(words: Words, index: int, key: str) -> bool:
    after = index + 1
    if after < len(words) and words.text[after] == "." and words.glued(after):
        after += 1
    if after < len(words) and words.key[after] in words_like("titles", "portfolios") | words_like(
        "titles", "modifiers"
    ):
        return False
    if after < len(words) and words.capital(after) and not words.shouted[after]:
        return words.capital(index)
    if key in ("chief", "manager", "speaker", "judge", "doctor", "engineer", "deputy", "captain", "principal"):
        return words.pos[index] in ("NOUN", "PROPN") and (
            after >= len(words) or words.pos[after] not in ("NOUN", "PROPN")
        )
    return False


def _with_modifiers(words: Words, index: int, title: Title) -> int:
    modifiers, portfolios = words_like("titles", "modifiers"), words_like("titles", "portfolios")
    start = index
    while start > 0 and words.sentence[start - 1] == words.sentence[index]:
        before = start - 1
        key = words.key[before]
        if key in modifiers or key in portfolios:
            if words.capital(before) and before > 1 and _owned_by_many(words, before - 1):
                break  # "Ferry Crews’ Union general secretary": the body has the word, not the title
            if words.pos[before] in ("VERB", "AUX", "ADV") and key not in ("acting", "late", "then"):
                break
            start = before
        elif key in ("and", "-", "&") and before > 0 and words.key[before - 1] in portfolios and start < index:
            start = before - 1
        elif title.rank == "minister" and _unknown_portfolio(words, before):
            start = before
        else:
            break
    while start < index and words.key[start] in ("and", "-", "&"):
        start += 1
    return start


def _owned_by_many(words: Words, mark: int) -> bool:
    return words.text[mark] in ("'", "’") and words.key[mark - 1].endswith("s") and words.capital(mark - 1)


def _past_portfolio(words: Words, end: int) -> int:
    """Return the end of "Minister of Foreign Affairs", "Secretary of State for Trade and Industry"."""
    if end + 1 >= len(words) or words.key[end] not in ("of", "for"):
        return end
    portfolios = words_like("titles", "portfolios")
    at = end + 1 + (words.key[end + 1] == "the")
    if at >= len(words) or words.key[at] not in portfolios:
        return end
    while at < len(words) and (words.key[at] in portfolios or words.key[at] in ("and", "&", ",")):
        at += 1
    while words.key[at - 1] in ("and", "&", ","):
        at -= 1
    return at


def _unknown_portfolio(words: Words, before: int) -> bool:
    plain_noun = words.pos[before] in ("NOUN", "ADJ") and not words.capital(before)
    return plain_noun and gazetteer().match(words.key, words.text, before) is None and not words.stop[before]
