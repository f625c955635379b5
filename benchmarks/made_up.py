"""A large made-up workspace, the same each time: the case of ``examples/alliance`` with fifty sources about it.

``python -m benchmarks.made_up DIR [SOURCES]`` writes one to look at. The articles are put together from the sentences
below by a seeded generator: nobody in them exists. Every tenth is a near-copy of the one before it, every seventh is
marked own, so that a copy for others has something to leave out.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "alliance"
SOURCES = 50
COPY_EVERY, OWN_EVERY = 10, 7
FIRST_DAY, LAST_DAY = date(2031, 9, 15), date(2031, 11, 10)
STATEMENTS = 9
"""Put together for each article; each makes one to three claims."""

PEOPLE = (
    ("Milena Daskar", "Karvonian President", "Karvonia", "Desmar", "she", "her"),
    ("Davor Melin", "Karvonian Foreign Minister", "Karvonia", "Desmar", "he", "his"),
    ("Adrian Veskar", "Sethonian President", "Sethonia", "Aurel", "he", "his"),
    ("Lucan Ferrow", "Sethonian Foreign Minister", "Sethonia", "Aurel", "he", "his"),
    ("Elias Montrel", "Lumerian President", "Lumeria", "Orvelle", "he", "his"),
    ("Odile Ferrand", "Lumerian Foreign Minister", "Lumeria", "Orvelle", "she", "her"),
    ("Greta Lindqvar", "Dornian Chancellor", "Dornia", "Halmstedt", "she", "her"),
    ("Rowan Thorne", "Astrelian President", "Astrelia", "Castleport", "he", "his"),
    ("Nora Whitlock", "Astrelian Secretary of State", "Astrelia", "Castleport", "she", "her"),
    ("Alastair Brind", "Galvarian Foreign Secretary", "Galvaria", "Wexmouth", "he", "his"),
    ("Ines Hallam", "Coravian Foreign Minister", "Coravia", "Port Calden", "she", "her"),
)

THINGS = (
    ("membership of the Alliance", "join the Alliance", "the application to the Alliance"),
    ("security assurances", "give Karvonia assurances", "a treaty of assistance"),
    ("a withdrawal from the Sill", "leave the Sill crossings", "the ceasefire line on the Sill River"),
    ("a monitoring force", "send monitors to the river", "observers under the flag of the Alliance"),
    ("budget support", "pay for the winter", "aid of 2.4 billion crowns a year"),
    ("air defence", "deliver the batteries", "six air defence batteries"),
    ("trade restrictions", "lift the restrictions", "an end to the trade restrictions"),
    ("the format of the talks", "sit at one table", "a mediator in the room"),
    ("an exchange of prisoners", "bring the prisoners home", "a list of 840 prisoners of war"),
    ("the reconstruction fund", "rebuild the eastern provinces", "a fund for reconstruction"),
    ("a ceasefire", "stop the firing", "a truce of sixty days"),
    ("speculation about the date", "speak less in public", "a date for the talks"),
)

REASONS = (
    "the winter would be long",
    "a settlement that nobody guards does not last",
    "the money for it had not been found",
    "the other side had broken the truce of 2029",
    "families in the ports had waited two years",
    "nothing had been signed",
    "every week of delay cost lives on the river",
    "the council had not been asked",
)

CONDITIONS = (
    "if the firing stops first",
    "provided that both governments ask for it",
    "as long as the fighting goes on",
    "unless parliament agrees before the spring",
    "once the prisoners are home",
)

QUOTATIONS = (
    "We have waited long enough for {0}",
    "Nobody will be surprised by what we say about {0}",
    "{2} is a matter for those who have to live with it",
    "There can be no talk of {0} while our towns are shelled",
    "If they want to {1}, they know where to find us",
    "I have never promised {2}, and I do not promise it today",
    "Let us {1} first and argue afterwards",
    "The price of {0} is rising with every month that passes",
    "What we need is {2}, in writing and with a date",
    "You do not {1} by shouting about it in the newspapers",
)

WHERE = (
    "at a news conference in {city}",
    "in an interview with the Harbour Press",
    "before the foreign affairs committee",
    "on the sidelines of the summit",
    "in a letter to the council",
    "after a telephone call that lasted an hour",
)

SENTENCES = (
    "{title} {name} said on {weekday} that {party} would {verb} {condition}, because {reason}.",
    "“{Quotation},” {name} told reporters {where}. “{Second}.”",
    "{name} demanded {long} {where}, and added that {reason}.",
    "{party} rejected {thing}, {title} {name} said in {city}. “{Quotation},” {pronoun} said.",
    "According to {poss_office} office, {party} is ready to {verb} {condition}.",
    "{title} {name} denied that {party} had agreed to {verb}. {Pronoun} said that {reason}.",
    "“{Quotation},” said {name}, who met {title2} {name2} on {weekday}, “and we shall say so again.”",
    "{name} warned {party2} that {reason}, and called on its government to {verb}.",
    "{party} offered {long} {condition}, a statement from the ministry in {city} said.",
    "{title2} {name2} replied that {party2} opposes {thing} {condition}.",
    "Asked about {thing}, {name} said {where}: “{Quotation}.”",
    "{name} welcomed {long} and promised that {party} would {verb} before the end of the year.",
    "In {city}, {title} {name} insisted that {long} was not on the table. {Pronoun} accused {party2} of delay.",
    "A senior official in {city}, who asked not to be named, said {party} wanted {thing} “{condition}”.",
    "{name} urged {party2} to {verb}, arguing that {reason}.",
    "{party}'s opposition to {thing} has not changed, {poss_office} spokeswoman said on {weekday}.",
    "The general staff in {city} said {number} soldiers had been killed since the start of the month.",
    "{name} and {name2} are to meet in {city2} on {weekday}; {party3} was not invited.",
    "“{Quotation},” {name} wrote on {possessive} Signalpost channel. {Pronoun} did not say who would pay for it.",
    "{party} supports {long}, {name} said, adding that it “{second}”.",
)

BACKGROUND = (
    "The war on the Sill is in its third year, and the front has hardly moved since August.",
    "Both delegations have kept their instructions to themselves, and neither has named a date.",
    "Snow is expected on the passes within two weeks, which would close the road on the east bank until March.",
    "The two governments have not spoken to each other directly since the truce of 2029 broke down after five months.",
)


def article(dealer: Random, day: date, statements: int) -> str:
    """Return one article: a headline, a dateline and paragraphs of one to three statements."""
    things = dealer.sample(THINGS, 4)
    cast = dealer.sample(PEOPLE, 5)
    rival = next(one for one in cast if one[2] != cast[0][2])
    place = cast[0][3]
    left = [_statement(dealer, things, cast) for _ in range(statements)]
    told: list[str] = []
    while left:
        size = dealer.randint(1, 3)
        background = [dealer.choice(BACKGROUND)] if len(told) % 3 == 2 else []
        told.append(" ".join([*left[:size], *background]))
        left = left[size:]
    head = f"{cast[0][2]} and {rival[2]} differ over {things[0][0]}".upper()
    months = ("Sept", "Oct", "Nov")
    dated = f"{place.upper()}, {months[day.month - 9]} {day.day}, {day.year} (Harbour Press) - "
    return f"{head}\n\n{dated}" + "\n\n".join(told) + "\n"


def _statement(dealer: Random, things: Sequence[tuple[str, str, str]], cast: Sequence[tuple[str, ...]]) -> str:
    one, other, third = dealer.sample(cast, 3)
    thing = dealer.choice(things)
    said, more = (line.format(*dealer.choice(things)) for line in dealer.sample(QUOTATIONS, 2))
    return dealer.choice(SENTENCES).format(
        name=one[0],
        title=one[1],
        party=one[2],
        city=one[3],
        pronoun=one[4],
        Pronoun=one[4].title(),
        possessive=one[5],
        poss_office=f"{one[0].split()[-1]}'s",
        name2=other[0],
        title2=other[1],
        party2=other[2],
        city2=other[3],
        party3=third[2],
        thing=thing[0],
        verb=thing[1],
        long=thing[2],
        reason=dealer.choice(REASONS),
        condition=dealer.choice(CONDITIONS),
        where=dealer.choice(WHERE).format(city=one[3]),
        weekday=dealer.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
        number=dealer.randint(40, 900),
        Quotation=said[0].upper() + said[1:],
        Second=more[0].upper() + more[1:],
        second=more[0].lower() + more[1:],
    )


def large_workspace(home: Path, sources: int = SOURCES, statements: int = STATEMENTS) -> None:
    """Write a workspace that nobody has read yet: the case of the example, and that many sources with its own four.

    Parameters
    ----------
    home : Path
        A folder that does not exist.
    sources : int
        All of them, the four of the example included.
    statements : int
        Put together for each made-up article; each makes one to three claims.
    """
    kept = shutil.ignore_patterns("briefs", "evidence.db*", ".lock")
    shutil.copytree(EXAMPLE, home, ignore=kept)
    dealer = Random(20)
    marks, text = [], ""
    for number in range(1, sources - 3):
        day = FIRST_DAY + timedelta(days=number)
        copied = number % COPY_EVERY == 0
        text = text.replace("(Harbour Press)", "(Sill Wire)") if copied else article(dealer, day, statements)
        name = f"report-{number:03}.txt"
        (home / "sources" / name).write_text(text, encoding="utf-8")
        visibility = "own" if number % OWN_EVERY == 0 else "public"
        marks.append(f"\n{name}:\n  visibility: {visibility}\n  publisher: Harbour Press\n  date: {day}\n")
    with (home / "sources.yaml").open("a", encoding="utf-8") as file:
        file.writelines(marks)


if __name__ == "__main__":
    large_workspace(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SOURCES)
