"""A rich fictional brief for the writers' tests: every block, several scripts, hostile strings."""

# ruff: noqa: E501 - prose in tables, one entry a line

from __future__ import annotations

from dataclasses import replace

from pourparler.brief.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Empty,
    Facts,
    Grid,
    GridCell,
    Paragraph,
    Part,
    Quotation,
    Reference,
    Section,
    TopicCard,
)
from pourparler.core.result import Figure, Mark, Sentence

CYRILLIC = "Мы готовы говорить о коридорах, но не о границах"
ARABIC = "لن نوقّع قبل أن تعود العائلات إلى بيوتها"
HEBREW = "נדבר על לוח הזמנים, לא על העיקרון"
HOSTILE = (
    "<script>alert('x')</script>",
    "</style><img src=x onerror=alert(1)>",
    '#panic("typst") *bold* _it_ $x^2$ `raw` @ref <label> \\u{0}',
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    '=HYPERLINK("http://example.invalid","click")',
    "a\u202egnihtemos\u202c b\u2066c\u2069 nul\x00 bell\x07 esc\x1b[31m bom\ufeff",
    "half a pair \ud800 and a stack Z" + "\u0301" * 40,
    "W" * 180,
    "]]> -- --> <!-- & &amp; \u2028 \\ \" '",
)

PARTIES = (
    "Varania",
    "Norland",
    "Alliance Council",
    "Ostmark",
    "Republic of Lisse",
    "Federal Union",
    "Port Authority",
    "Free Cantons",
)
ISSUES = ("Membership", "Ceasefire line", "Assurances", "Corridors", "Prisoners", "Sequence of talks")

_CLAIMS = (
    ("1a", "Varania's foreign minister, press conference, 2 March 2031", "we will sign when the assurances are in writing",
     "Asked what would bring her delegation to the table, the minister paused. “", "”, she said, adding that a date had not been discussed."),
    ("1b", "Norland news agency, 3 March 2031", "membership is not on our agenda while the fighting lasts",
     "Norland's spokesman told reporters that ", ", a line he repeated twice when pressed."),
    ("2a", "Readout of the Alliance Council, 4 March 2031", "Allies agreed to keep the timetable under review",
     "", ". No further detail was given and no date was set for the next session."),
    ("3a", "Варания-Пресс, 4 March 2031", CYRILLIC, "Представитель делегации заявил: «", "». Вопрос о сроках он обошёл."),
    ("3b", "وكالة المرفأ, 5 March 2031", ARABIC, "وقال رئيس الوفد للصحفيين: «", "» قبل أن يغادر القاعة."),
    ("3c", "Lisse Herald, 5 March 2031", HEBREW, "", ""),
    ("4", "Note of the delegation, 5 March 2031", "they could live with a longer phase", "In the margins he said that ", "."),
)  # fmt: skip


def _references() -> tuple[Reference, ...]:
    made = [
        Reference(
            Mark("claim", f"s-{label}"), label, title, before, quotation, after,
            detail=f"Speaker as printed; direct speech; {label}.txt, characters 120 to 184, sha256 9f2c41aa",
            off_record=label == "4",
        )
        for label, title, quotation, before, after in _CLAIMS
    ]  # fmt: skip
    made += [
        Reference(Mark("judgement", f"views.{n}.weight"), f"J{n}", f"A.K., {n} March 2031, moderate confidence",
                  detail="Three conversations in the margins of the last session point the same way.")
        for n in range(1, 5)
    ]  # fmt: skip
    made += [
        Reference(Mark("claim", f"h-{n}"), f"{n + 5}a", f"Hostile source {n}: {text}", text, text, text, detail=text)
        for n, text in enumerate(HOSTILE)
    ]
    made.append(
        Reference(Mark("unsigned", "views.x"), "unsigned", "Nobody signed this value", detail="Sign it in case.yaml.")
    )
    return tuple(made)


REFERENCES = _references()
CLAIMS = tuple(reference.mark for reference in REFERENCES[:6])
JUDGED = tuple(reference.mark for reference in REFERENCES[7:11])
UNSIGNED = REFERENCES[-1].mark
COMPUTED = Mark("method", "positions")


def say(text: str, *marks: Mark) -> Sentence:
    """Return a sentence; with no mark given, it was computed."""
    return Sentence(text, marks or (COMPUTED,))


def _card(heading: str, likelihood: str, *, full: bool = True) -> TopicCard:
    entries: tuple[tuple[str, tuple[Sentence, ...]], ...] = (
        ("Minimum and aim", (say("Written assurances before any change of the line; aim at a named guarantor.", JUDGED[0]),)),
        ("Arguments", (
            say("The Council has already said that the timetable stays under review.", CLAIMS[2]),
            say("A phased text costs nobody a vote at home this spring.", JUDGED[1], UNSIGNED),
        )),
        ("Their likely line", (say("“Membership is not on our agenda while the fighting lasts” (Norland, 3 March).", CLAIMS[1]),)),
        ("Our response", (say("Separate the principle from the calendar and ask which of the two they refuse.", JUDGED[2]),)),
        ("Fallback", (say("A declaratory text with a review after twelve months.", JUDGED[3]),) if full else ()),
        ("Avoid", (say("Dates, numbers of troops and names of contributors.", JUDGED[0]),) if full else ()),
    )  # fmt: skip
    return TopicCard(heading, likelihood, entries)


def _matrix() -> Grid:
    tones = ("for", "against", "conditional", "mixed", "silent", "")
    words = {
        "for": "“We will sign when the assurances are in writing” (2 March)",
        "against": "“Not on our agenda while the fighting lasts” (3 March)",
        "conditional": "Would accept if a guarantor is named first",
        "mixed": "Minister for, spokesman against, a day apart",
    }
    rows = []
    for row, party in enumerate(PARTIES):
        cells = [GridCell((Sentence(party),))]
        for column in range(len(ISSUES)):
            tone = tones[(row * 2 + column * 3) % 6]
            said = (say(words[tone], CLAIMS[(row + column) % 6], JUDGED[column % 4]),) if tone in words else ()
            cells.append(GridCell(said, tone))
        rows.append(tuple(cells))
    note = say("Newest quotation first; the date is that of the source.", COMPUTED)
    return Grid(
        "Who stands where, on whose word", ("Party", *ISSUES), tuple(rows), widths=(1.2, *([1.6] * 6)), note=note
    )


def figure(name: str = "leverage") -> Figure:
    """Return a chart of ranges with labels in three scripts."""
    values = [
        {
            "party": party,
            "low": 20 + 4 * n,
            "high": 45 + 5 * n,
            "middle": 33 + 4.5 * n,
            "tone": "with" if n % 2 else "without",
        }
        for n, party in enumerate((*PARTIES[:4], "Северный порт", "الميناء"))
    ]
    y = {"field": "party", "type": "nominal", "title": None, "sort": None}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 5}, "encoding": {
                "x": {"field": "low", "type": "quantitative", "title": "Value of no agreement, 0 to 100"}, "x2": {"field": "high"}, "y": y,
                "color": {"field": "tone", "type": "nominal", "title": None}}},
            {"mark": {"type": "point", "size": 60, "fill": "white", "stroke": "#1B1B1D"}, "encoding": {"x": {"field": "middle", "type": "quantitative"}, "y": y}},
        ],
    }  # fmt: skip
    return Figure(
        name, "What no agreement is worth", "Ranges for six parties; Varania lowest at 20 to 45, الميناء highest.", spec
    )


def _page_one() -> Part:
    purpose: tuple[tuple[str, tuple[Sentence, ...]], ...] = (
        ("Purpose", (say("Prepare the delegation for the closed session of 9 March and the summit on the day after.", CLAIMS[2]),)),
        ("Our objectives", (say("Keep the assurances ahead of the line.", JUDGED[0]), say("Learn which two members object, and to what.", JUDGED[1]))),
        ("Press line", (say("The parties decide; we help where asked.", JUDGED[2]),)),
    )  # fmt: skip
    facts = Bullets(
        (
            say("2 March: Varania asks for assurances in writing.", CLAIMS[0]),
            say("3 March: Norland rules out membership while the fighting lasts.", CLAIMS[1]),
            say("4 March: the Council keeps its timetable under review.", CLAIMS[2]),
            say("4 March: a delegate says corridors can be discussed, borders cannot.", CLAIMS[3]),
            say("5 March: the harbour delegation links signature to the return of families.", CLAIMS[4]),
        )
    )
    return Part(
        "Page one",
        (
            Section("purpose", "Purpose and objectives", (Facts(purpose),)),
            Section(
                "topics", "Topics", (_card("Membership", "certain"), _card("Assurances", "may be raised", full=False))
            ),
            Section("facts", "Five facts", (facts,)),
            Section("next", "Next meetings", ()),
        ),
    )


def _annexes() -> Part:
    sections = (
        Section("stands", "Who stands where", (_matrix(),), lead=say("Two of eight parties refuse membership.", CLAIMS[1]), landscape=True),
        Section("leverage", "Leverage", (
            Paragraph((say("No agreement is worth between 20 and 45 to Varania.", JUDGED[0]), say("The ranges overlap.", COMPUTED))),
            Chart(figure(), say("Value of no agreement by party, with and without the measure.", COMPUTED)),
            Empty(say("Which measure has a date? Ask the supplier.", Mark("none", "measures"))),
        )),
        Section("words", "In their own words", (
            Quotation(CYRILLIC, say("Delegate of Varania, quoted, 4 March 2031", CLAIMS[3])),
            Quotation(ARABIC, say("Head of the harbour delegation, quoted, 5 March 2031", CLAIMS[4])),
            Quotation(HEBREW, say("Envoy of Lisse, quoted, 5 March 2031", CLAIMS[5])),
            Paragraph((say(f"He said “{ARABIC}” and left at 10:30.", CLAIMS[4], CLAIMS[3]),)),
        )),
        Section("questions", "What we do not know and whom to ask", (
            Bullets((
                say("Which two members object to membership, and what would change their minds? Ask the Council secretariat.", Mark("none", "q1")),
                say("Does Norland's line end with the fighting or with a treaty? Ask Norland.", Mark("none", "q2")),
            ), asking=True),
            Bullets(()),
        )),
        Section("hostile", "Hostile strings", (
            Grid("Strings <b>that</b> must stay text", ("No.", HOSTILE[1]), tuple(
                (GridCell((Sentence(str(n)),)), GridCell((say(text, REFERENCES[11 + n].mark),), "mixed"))
                for n, text in enumerate(HOSTILE)), widths=(1, 9)),
            Grid("An empty table", ("A", "B"), ()),
        )),
    )  # fmt: skip
    return Part("Annexes", sections)


def sample() -> Document:
    """Return the whole brief."""
    return Document(
        title="Talks on the Varania settlement",
        subtitle="Brief for the closed session and the summit",
        classification="Restricted: delegation only",
        dated="6 March 2031",
        stamp="inputs 4be1d07c · pourparler 0.1.0",
        parts=(_page_one(), _annexes()),
        references=REFERENCES,
        caveats=(
            say("Scores are inputs by named people, not measurements; results are conditional on them.", COMPUTED),
            say("Quotations are verbatim spans; a report can be wrong, so check the original.", COMPUTED),
        ),
    )


def long_sample(copies: int = 6) -> Document:
    """Return a brief of some 25 printed pages."""
    document = sample()
    annexes = document.parts[1]
    more = tuple(
        replace(section, id=f"{section.id}_{n}", blocks=tuple(_renamed(block, n) for block in section.blocks))
        for n in range(copies)
        for section in annexes.sections
    )
    return replace(document, parts=(document.parts[0], replace(annexes, sections=more)))


def _renamed(block: Block, number: int) -> Block:
    if isinstance(block, Chart):
        return replace(block, figure=replace(block.figure, name=f"{block.figure.name}-{number}"))
    return block


def sentences(document: Document) -> list[Sentence]:
    """Return every sentence of a document, walking the tree without the writers' help."""
    found: list[Sentence] = list(document.caveats)
    for section in (section for part in document.parts for section in part.sections):
        if section.lead:
            found.append(section.lead)
        for block in section.blocks:
            found += _of_block(block)
    return found


def _of_block(block: Block) -> list[Sentence]:
    match block:
        case Paragraph(said):
            return list(said)
        case Bullets(items, _):
            return list(items)
        case Quotation(_, attribution):
            return [attribution]
        case Facts(rows) | TopicCard(_, _, rows):
            return [sentence for _, said in rows for sentence in said]
        case Grid():
            cells = [sentence for row in block.rows for cell in row for sentence in cell.sentences]
            return cells + ([block.note] if block.note else [])
        case Chart(_, caption):
            return [caption]
        case Empty(question):
            return [question] if question else []
