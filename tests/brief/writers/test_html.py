"""The HTML page: complete, inert, self-contained, accessible."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest

from pourparler.brief.document import Document, Part, Section
from pourparler.brief.writers import write_html
from pourparler.brief.writers.wording import TINTS
from pourparler.core.inert import inert
from tests.brief.writers.sample import ARABIC, HOSTILE, long_sample, sentences


@pytest.fixture(scope="module")
def tree(page: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page.decode("utf-8"))


def _text(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content()).replace("\u200e", ""))


def test_every_sentence_and_every_reference_stands_in_it(brief: Document, tree: lxml.html.HtmlElement) -> None:
    text = _text(tree.body)
    for sentence in sentences(brief):
        assert re.sub(r"\s+", " ", inert(sentence.text)).strip() in text
    for reference in brief.references:
        assert re.sub(r"\s+", " ", inert(reference.title)).strip() in text


def test_a_quotation_is_marked_inside_its_paragraph_character_for_character(
    brief: Document, tree: lxml.html.HtmlElement
) -> None:
    entries = tree.xpath("//ol[@class='references']/li")
    assert len(entries) == len(brief.references)
    for entry, reference in zip(entries, brief.references, strict=True):
        marked = entry.xpath(".//mark")
        if reference.quotation and not reference.off_record:
            assert marked[0].text_content() == inert(reference.quotation)
            whole = entry.xpath(".//blockquote")[0].text_content()
            assert whole == inert(reference.before) + inert(reference.quotation) + inert(reference.after)
        else:
            assert not marked


def test_off_the_record_words_are_never_quoted(page: bytes) -> None:
    assert b"they could live with a longer phase" not in page
    assert b"Off the record" in page


def test_every_mark_leads_to_an_entry(tree: lxml.html.HtmlElement) -> None:
    ids = Counter(tree.xpath("//@id"))
    assert max(ids.values()) == 1
    links = tree.xpath("//a[contains(@class, 'mark')]")
    assert len(links) > 100
    assert all(link.get("href")[1:] in ids and link.get("aria-label") for link in links)
    assert all(link.get("href").startswith("#") for link in tree.xpath("//a"))


def test_hostile_strings_make_no_element(page: bytes, tree: lxml.html.HtmlElement) -> None:
    assert len(tree.xpath("//script")) == 1
    assert len(tree.xpath("//style")) == 1
    assert not tree.xpath("//img | //iframe | //object | //link | //base | //*[@onerror or @onclick or @onload]")
    text = page.decode("utf-8")
    assert "{{ 7 * 7 }}" in text
    assert not set("\u202e\u2066\u2069\u202c\x00\x07\x1b\ufeff\u2028") & set(text)
    assert all(inert(hostile) in tree.text_content() for hostile in HOSTILE if "\u0301" not in hostile)


def test_nothing_points_outside(page: bytes, tree: lxml.html.HtmlElement) -> None:
    text = page.decode("utf-8")
    allowed = {"http://www.w3.org/2000/svg", "http://example.invalid"}
    assert set(re.findall(r"https?://[^\s\"'<&]+", text)) <= allowed
    assert set(re.findall(r"url\(\"?([a-z]+:)", text)) == {"data:"}
    assert not tree.xpath("//*[@src or @srcset or @action or @data]")


def test_the_policy_allows_only_the_one_script(tree: lxml.html.HtmlElement) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = tree.xpath("//script")[0].text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'") and f"script-src 'sha256-{digest}'" in policy


def test_it_reads_well_aloud(brief: Document, tree: lxml.html.HtmlElement) -> None:
    assert tree.get("lang") == "en"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption") and all(cell.get("scope") for cell in table.xpath(".//th"))
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in tree.xpath("//*[local-name()='svg']"))
    assert tree.xpath(f"//bdi[@dir='rtl' and contains(., '{ARABIC}')]")


def test_a_tint_never_stands_without_its_word(tree: lxml.html.HtmlElement) -> None:
    tinted = tree.xpath("//td[starts-with(@class, 'tone-')]")
    assert tinted and all(cell.xpath(".//span[@class='tone']")[0].text_content().strip() for cell in tinted)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("paper", ["#ffffff", "#eef1f6", *TINTS.values()])
@pytest.mark.parametrize("ink", ["#1b1b1d", "#1f3b63", "#5a5a5e", "#3d3d40", "#7a2e1f"])
def test_contrast_meets_wcag_aa(ink: str, paper: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text."""
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_empty_things_say_so() -> None:
    text = write_html(Document("T", "", "", "", "", (Part("One", (Section("a", "A", ()),)), Part("Two", ())))).decode()
    assert text.count('class="nothing">nothing on file') == 2
    assert 'class="banner"' not in text


@pytest.mark.parametrize("name", ["panel", "main", 'x" onclick="y', "with space", "références"])
def test_section_ids_cannot_break_the_page(name: str) -> None:
    document = Document("T", "", "", "", "", (Part("One", (Section(name, "A", ()),)),))
    tree = lxml.html.document_fromstring(write_html(document).decode())
    assert max(Counter(tree.xpath("//@id")).values()) == 1
    assert not tree.xpath("//*[@onclick]")


@pytest.mark.parametrize("classification", ["Secret</style><script>x</script>", 'A" } body { display: none', "a\\b\nc"])
def test_a_hostile_classification_stays_in_its_banner(brief: Document, classification: str) -> None:
    tree = lxml.html.document_fromstring(write_html(replace(brief, classification=classification)).decode())
    assert len(tree.xpath("//script")) == 1
    assert "display: none }" not in tree.xpath("//style")[0].text.rpartition("@page {")[2]


def test_a_right_to_left_language_turns_the_page(brief: Document) -> None:
    assert b'<html lang="ar" dir="rtl">' in write_html(replace(brief, language="ar"))


def test_a_long_brief_stays_small() -> None:
    assert len(write_html(long_sample())) < 1_500_000
