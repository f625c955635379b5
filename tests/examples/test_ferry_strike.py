"""The second example: invented, whole, about money, and nothing in it is borrowed from the first."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest

from pourparler.case.audience import visible
from pourparler.case.check import cited_claims
from pourparler.case.entries import Entry
from pourparler.case.judgement import Judgement
from pourparler.case.load import LoadedCase, load_case
from pourparler.case.model import Case
from pourparler.case.paths import judgements, walk
from pourparler.case.ranges import Range
from pourparler.evidence.claim import Act, QuoteType
from pourparler.evidence.readers import Frozen, read_file
from pourparler.evidence.record import Evidence
from pourparler.workspace.base import evidence_of
from pourparler.workspace.folder import existing
from pourparler.workspace.reading import read_unread

SOURCES = ("courier.html", "bulletin.txt", "statement.pdf", "note.docx")
PRINCIPALS = ("ferry-crews-union", "harl-sound-ferries", "deck-officers-guild")


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "examples" / "ferry-strike"


@pytest.fixture(scope="module")
def loaded(folder: Path) -> LoadedCase:
    return load_case(folder / "case.yaml")


@pytest.fixture(scope="module")
def case(loaded: LoadedCase) -> Case:
    return loaded.case


@pytest.fixture(scope="module")
def frozen(folder: Path) -> dict[str, Frozen]:
    return {name: read_file(folder / "sources" / name) for name in SOURCES}


@pytest.fixture(scope="module")
def evidence(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Return what is on file after the example was read as a user reads it."""
    copy = tmp_path_factory.mktemp("strike") / "ferry-strike"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("evidence.db*", "briefs"))
    read_unread(existing(copy))
    return evidence_of(existing(copy))


# ------------------------------------------------------------------ sources


def test_each_source_is_there_and_marked(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "sources").iterdir()) == sorted(SOURCES)
    marked = re.findall(r"^(\S+):$", (folder / "sources.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(marked) == sorted(SOURCES)
    assert all((folder / "sources" / name).stat().st_size < 100_000 for name in SOURCES)


def test_they_are_of_four_kinds(frozen: dict[str, Frozen]) -> None:
    assert {name: one.media for name, one in frozen.items()} == {
        "courier.html": "html",
        "bulletin.txt": "text",
        "statement.pdf": "pdf",
        "note.docx": "word",
    }


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("courier.html", "unless the company gave up agency crews", id="a refusal with a condition"),
        pytest.param("courier.html", "if the crews sailed the hospital boat", id="an offer with a condition"),
        pytest.param("courier.html", "as long as permanent berths are vacant", id="two objectors, and while what"),
        pytest.param("courier.html", "who asked not to be named", id="an anonymous manager"),
        pytest.param("courier.html", "denied that any crew had been leased", id="a denial"),
        pytest.param("courier.html", "Last week she had told", id="a change of mind"),
        pytest.param("courier.html", "has said nothing", id="a silent council"),
        pytest.param("courier.html", "is not on the list", id="somebody is not invited"),
        pytest.param("courier.html", "not to name figures in public", id="an appeal against figures"),
        pytest.param("courier.html", "310,000 orrins a day", id="a sum"),
        pytest.param("bulletin.txt", "180,000 orrins a day", id="the sum that conflicts"),
        pytest.param("bulletin.txt", "640 members out", id="a count"),
        pytest.param("statement.pdf", "410 of its 655 seagoing staff", id="the count that conflicts"),
        pytest.param("statement.pdf", "9 per cent over three years: 4 per cent in the first", id="the offer in full"),
        pytest.param("bulletin.txt", "you are left with 8.2", id="the offer as the union counts it"),
        pytest.param("note.docx", "could go to 5 per cent in the first year", id="a confidence of the mediator"),
        pytest.param("note.docx", "The strike fund lasts six weeks", id="a number that must not leave the team"),
    ],
)
def test_what_is_planted_reaches_the_frozen_text(frozen: dict[str, Frozen], source: str, words: str) -> None:
    assert words in " ".join(frozen[source].text.split())


def test_the_page_has_active_parts_and_none_of_them_is_read(folder: Path, frozen: dict[str, Frozen]) -> None:
    page = (folder / "sources" / "courier.html").read_text(encoding="utf-8")
    for active in ("<script", "onload=", "onerror=", "onclick=", "<iframe", "<form", "document.cookie"):
        assert active in page
    text = frozen["courier.html"].text
    for stray in ("document.", "Three free articles", "Agree to all", "Herons", "Tide letter", "about:schema"):
        assert stray not in text
    assert "stray characters </script> and =HYPERLINK(A1)" in text
    assert not re.search(r"https?://", page), "a saved page that would fetch something"


def test_the_statement_is_one_page_and_the_note_says_whose_it_is(folder: Path) -> None:
    import docx
    from pypdf import PdfReader

    reader = PdfReader(folder / "sources" / "statement.pdf")
    assert len(reader.pages) == 1
    note = docx.Document(str(folder / "sources" / "note.docx"))
    assert note.core_properties.author == "Negotiating team"
    assert "OWN SIDE ONLY" in note.sections[0].header.paragraphs[0].text


REAL = (
    "NATO", "European Union", "United Nations", "Unite ", "Teamsters", "RMT", "Nautilus", "Stena", "CalMac", "Brittany",
    "Orkney", "Shetland", "Aran", "euro", "dollar", "pound", "EUR", "GBP", "USD",
)  # fmt: skip


def _told(folder: Path, frozen: dict[str, Frozen]) -> str:
    return "\n".join([(folder / "case.yaml").read_text(encoding="utf-8"), *(one.text for one in frozen.values())])


def test_nothing_real_is_named(folder: Path, frozen: dict[str, Frozen]) -> None:
    from babel import Locale

    told = _told(folder, frozen)
    territories = set(Locale("en").territories.values()) - {"world"}
    assert not {name for name in territories if re.search(rf"\b{re.escape(name)}\b", told)}
    assert not [name for name in REAL if name in told]


def test_no_name_is_taken_from_the_first_example(folder: Path, root: Path, case: Case) -> None:
    other = load_case(root / "examples" / "alliance" / "case.yaml").case

    def names(one: Case) -> set[str]:
        called = [entry.label for entry in (*one.parties, *one.people, *one.bodies)]
        return {word for name in called for word in re.findall(r"[A-Z]\w+", name)} - {"Council", "Union"}

    assert not names(case) & names(other)
    assert "crowns" not in (folder / "case.yaml").read_text(encoding="utf-8")


# ------------------------------------------------------------------ case


def test_the_case_is_valid_and_says_whose_it_is(loaded: LoadedCase) -> None:
    assert loaded.migrated_from is None
    assert loaded.case.prepared_for == "ferry-crews-union"
    assert str(loaded.case.as_of) == "2033-03-10"
    assert "fictional" in loaded.case.classification


def test_every_kind_of_role_is_taken_but_war_is_not_in_it(folder: Path, case: Case) -> None:
    roles = {role for party in case.parties for role in party.roles}
    assert roles == {"principal", "backer", "guarantor", "mediator", "ratifier", "observer"}
    told = (folder / "case.yaml").read_text(encoding="utf-8").lower()
    assert not re.findall(r"\b(war|troops|army|ceasefire|attack|weapons?|soldiers?)\b", told)


def test_six_issues_are_of_substance_and_two_of_process(case: Case) -> None:
    assert {issue.id for issue in case.issues if issue.kind == "process"} == {"timing", "publicity"}
    assert {issue.id for issue in case.issues if issue.kind != "process"} == {
        "pay",
        "rest",
        "outsourcing",
        "pensions",
        "strike-days",
        "minimum-service",
    }
    assert all(3 <= len(issue.options) <= 4 for issue in case.issues)


def test_options_carry_costs_as_ranges_in_the_unit_of_their_issue(case: Case) -> None:
    paid: dict[str, set[str]] = {}
    for issue in case.issues:
        for option in issue.options:
            for party, cost in option.costs.items():
                assert cost.value.low >= 0
                assert cost.value.high > cost.value.low or cost.value.high == 0
                assert cost.signed and cost.visibility is not None and cost.visibility.level.value == "own"
                paid.setdefault(issue.id, set()).add(party)
        if issue.id in paid:
            assert issue.cost_unit == "million orrins"
            assert issue.cost_per == ("once" if issue.id == "strike-days" else "year")
    assert set(paid) >= {"pay", "rest", "outsourcing", "pensions", "strike-days"}
    assert paid["pensions"] == {"harl-sound-ferries", "ferry-crews-union"}


def test_the_two_sides_of_the_table_have_the_same_fields(case: Case) -> None:
    def filled(party: str) -> set[str]:
        entry = case.party(party)
        assert entry is not None
        return {name for name in type(entry).model_fields if getattr(entry, name) not in (None, (), "", {})}

    assert filled("ferry-crews-union") == filled("harl-sound-ferries")
    issues = {issue.id: {option.id for option in issue.options} for issue in case.issues}
    for principal in PRINCIPALS[:2]:
        views = {view.issue: view for view in case.views if view.party == principal}
        assert {issue: set(view.values) for issue, view in views.items()} == issues
        assert all(view.weight is not None for view in views.values())


def test_what_is_missing_on_purpose_is_missing(case: Case) -> None:
    island, company = case.view("brack-island-council", "minimum-service"), case.party("harl-sound-ferries")
    assert island is not None and island.weight is None
    assert company is not None and company.no_deal is not None and company.no_deal.outside_option is None
    assert not [view for view in case.views if view.party == "sorrel-island-council"]


def test_only_one_view_is_unsigned(case: Case) -> None:
    everything = dict(judgements(case))
    unsigned = {path for path, judgement in everything.items() if not judgement.signed}
    assert len(everything) > 250
    assert unsigned == {
        f"views.harl-sound-ferries.publicity.{part}"
        for part in ("values.silence", "values.joint-notice", "values.open", "weight")
    }


def test_every_red_line_says_where_it_comes_from(case: Case) -> None:
    drawn = [view for view in case.views if view.red_lines]
    assert {view.party for view in drawn} == set(PRINCIPALS)
    assert all(view.red_line_source is not None for view in drawn)


def test_undertakings_and_measures_have_a_supplier_and_a_fate(case: Case) -> None:
    assert {measure.id for measure in case.measures} >= {"strike-fund", "leased-crews", "subsidy-withheld"}
    assert {measure.after_agreement for measure in case.measures} == {"ends", "starts"}
    clause = next(one for one in case.guarantees if one.id == "arbitration-clause")
    assert clause.type == "automatic" and clause.guarantors == ("labour-mediation-service",)


SECRETS = (
    "six weeks",
    "told our side",
    "trustee indicated",
    "five in the first year",
    "hints",
    "on this alone",
    "Not for",
)


@pytest.mark.parametrize("reader", ["public", "harl-sound-ferries", "deck-officers-guild", "labour-mediation-service"])
def test_nothing_told_in_confidence_stands_in_an_entry_others_may_see(case: Case, reader: str) -> None:
    told = []
    for found in walk(case):
        value = found.value
        if not visible(getattr(value, "visibility", None), reader):
            continue
        if isinstance(value, Judgement):
            told.append(f"{found.path}: {value.value} ({value.why})")
        elif isinstance(value, Entry):
            told.append(f"{found.path}: {getattr(value, 'name', '')} {getattr(value, 'last_met', '')}")
    assert told
    assert not [line for line in told for secret in SECRETS if secret in line]
    numbers = [line for line in told if re.search(r"views\.\S+\.(values|weight)\b|no_deal", line)]
    if reader in ("public", "harl-sound-ferries"):
        assert not numbers


def test_there_is_room_for_agreement_but_not_everywhere(case: Case) -> None:
    """Brute force at the middle of each range, by hand-written sums that share nothing with the analyses."""

    def middle(judgement: Judgement[Range]) -> float:
        numbers = judgement.value.numbers
        return numbers[1] if len(numbers) == 3 else (numbers[0] + numbers[-1]) / 2

    packages = [
        package
        for package in itertools.product(*([f"{issue.id}.{o.id}" for o in issue.options] for issue in case.issues))
        if not any(set(exclusion.options) <= set(package) for exclusion in case.exclusions)
        and all(set(p.needs) <= set(package) for p in case.prerequisites if p.option in package)
    ]
    accepted = set(packages)
    for party in PRINCIPALS:
        views = [view for view in case.views if view.party == party]
        total = sum(middle(view.weight) for view in views if view.weight)
        worth = {
            f"{view.issue}.{option}": middle(value) * middle(view.weight) / total
            for view in views
            for option, value in view.values.items()
            if view.weight
        }
        red = {f"{view.issue}.{option}" for view in views for option in view.red_lines}
        entry = case.party(party)
        assert entry is not None and entry.no_deal is not None and entry.no_deal.value is not None
        floor = middle(entry.no_deal.value)
        accepted &= {p for p in packages if not red & set(p) and sum(worth.get(option, 0) for option in p) >= floor}
    assert len(packages) == 14_652
    assert 0.01 < len(accepted) / len(packages) < 0.25


# ------------------------------------------------------------------ as read


@pytest.mark.parametrize(
    ("source", "words", "speaker"),
    [
        pytest.param("courier", "would not accept the third pay offer", "agnes-burwick", id="our side, reported"),
        pytest.param("courier", "fair wind in a boat with a hole", "agnes-burwick", id="our side, quoted"),
        pytest.param("courier", "We have moved three times", "conrad-haskew", id="the other side, quoted"),
        pytest.param("courier", "Send the hospital boat tonight", "della-morvane", id="an island"),
        pytest.param("courier", "A promise is not an asset", "lewis-abernay", id="the fund"),
        pytest.param("courier", "would withhold its subsidy", "rosa-kinvale", id="the authority"),
        pytest.param("courier", "not to name figures", "judith-orme", id="the mediator"),
        pytest.param("bulletin", "Eleven hours is not a luxury", "agnes-burwick", id="she, in the next sentence"),
        pytest.param("bulletin", "An officer without a crew", "owen-tarrish", id="the smaller union"),
        pytest.param("statement", "We will put one point more", "miriam-tolland", id="the company's money"),
    ],
)
def test_the_speaker_is_found(evidence: Evidence, source: str, words: str, speaker: str) -> None:
    found = {
        one.claim.speaker.entity
        for one in evidence.claims
        if one.claim.source == source and any(words in evidence.quote(source, span) for span in one.claim.content)
    }
    assert found == {speaker}


def test_an_unnamed_manager_stays_unnamed_and_the_denial_is_no_objection(evidence: Evidence) -> None:
    def claims(words: str) -> list[tuple[bool, Act]]:
        return [
            (one.claim.speaker.unnamed, one.claim.act)
            for one in evidence.claims
            if any(words in evidence.quote(one.claim.source, span) for span in one.claim.content)
        ]

    assert [unnamed for unnamed, _ in claims("what two leased crews would cost")] == [True]
    assert Act.OPPOSE not in {act for _, act in claims("any crew had been leased")}


def test_what_the_case_cites_is_on_file_and_all_of_it_in_quotation_marks(case: Case, evidence: Evidence) -> None:
    cited = {claim for claim, _ in cited_claims(case)}
    assert len(cited) >= 8
    quoted = [evidence.by_id[claim].claim for claim in cited]
    assert all(claim.quote_type is QuoteType.DIRECT for claim in quoted)
