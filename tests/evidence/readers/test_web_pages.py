"""The article of a saved page, without its surroundings; nothing runs, nothing is fetched."""

from __future__ import annotations

import socket

import pytest

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import read_bytes
from pourparler.evidence.readers.tags import deepest_nesting
from tests.evidence.readers.files import STORY, page_of

ARTICLE = (
    f"<article><h1>Talks stall</h1><p>{STORY}</p><p>“Not now,” he added. The two sides will meet again.</p></article>"
)


def test_words_are_kept_and_surroundings_left_out() -> None:
    body = f'<nav><a href="/">Home</a></nav>{ARTICLE}<script>document.write("planted")</script><footer>Imprint</footer>'
    frozen = read_bytes("page.html", page_of(body, "<title>Talks stall | The Ferry Post</title>"))
    assert STORY in frozen.text
    assert frozen.media == "html"
    assert frozen.title == "Talks stall"
    for word in ("planted", "Home", "Imprint", "<"):
        assert word not in frozen.text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page made the reader open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    body = f'{ARTICLE}<img src="http://tracker.test/x.png"><iframe src="http://tracker.test"></iframe>'
    head = '<meta http-equiv="refresh" content="0;url=http://tracker.test"><link rel="stylesheet" href="http://t.test/x.css">'
    assert STORY in read_bytes("page.html", page_of(body, head)).text


DATED = [
    ('<meta property="article:published_time" content="2031-03-12T23:30:00-05:00">', "article:published_time"),
    ('<script type="application/ld+json">{"@graph": [{"datePublished": "2031-03-12"}]}</script>', "datePublished"),
    ('<meta name="DC.date.issued" content="12 March 2031">', "dc.date.issued"),
    ('<meta name="date" content="20310312">', "(date)"),
]


@pytest.mark.parametrize(("head", "basis"), DATED)
def test_dates_of_pages(head: str, basis: str) -> None:
    frozen = read_bytes("page.html", page_of(ARTICLE, head))
    assert frozen.date == "2031-03-12"
    assert frozen.date_basis is not None and basis in frozen.date_basis


def test_a_time_element_and_a_date_line_date_a_page() -> None:
    timed = page_of(f'<article><time datetime="2031-03-12">Wednesday</time>{ARTICLE}</article>')
    assert read_bytes("page.html", timed).date == "2031-03-12"
    lined = page_of(f"<article><p>ODERHAVEN, 12 March 2031 — {STORY}</p><p>{STORY}</p></article>")
    assert read_bytes("page.html", lined).date == "2031-03-12"


def test_hostile_metadata_is_harmless() -> None:
    deep = "[" * 100_000
    head = f'<script type="application/ld+json">{deep}</script><script type="application/ld+json">{{"a":</script>'
    assert STORY in read_bytes("page.html", page_of(ARTICLE, head)).text


def test_a_declared_character_set_is_honoured() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><body>{ARTICLE}</body></html>'.encode("cp1252")
    assert STORY in read_bytes("page.html", page).text


def test_a_wrongly_declared_character_set_is_refused() -> None:
    page = b'<html><head><meta charset="shift_jis"></head><body><p>\xfd\xfe\xff</p></body></html>'
    with pytest.raises(PourparlerError, match="E103"):
        read_bytes("page.html", page)


NESTS = [
    ("<p>a<p>b<p>c", 0),
    ("<div><div></div><div></div></div>", 2),
    ("<br>" * 50, 0),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>", 2),
    ("<script>" + "<div>" * 99 + "</script>", 0),
    ("</div></div><b>x</b>", 1),
]


@pytest.mark.parametrize(("page", "depth"), NESTS)
def test_nesting(page: str, depth: int) -> None:
    assert deepest_nesting(page) == depth


@pytest.mark.parametrize("tag", ["div", "b", "table", "x-y"])
def test_ten_thousand_nested_tags_are_refused(tag: str) -> None:
    with pytest.raises(PourparlerError, match="E107"):
        read_bytes("page.html", page_of(f"<{tag}>" * 10_000 + STORY))


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(PourparlerError, match="E111"):
        read_bytes("page.html", page_of("<script>render()</script>"))


def test_a_page_of_endless_tags_is_refused() -> None:
    with pytest.raises(PourparlerError, match="E107"):
        read_bytes("page.html", page_of("<p>x</p>" * 60_000))
