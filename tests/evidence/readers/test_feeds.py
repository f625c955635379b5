"""Feeds saved to disk: each entry a source of its own, the same file whenever the same entry comes again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import limits, read_bytes
from pourparler.evidence.readers.feed import entries_of, split_feed
from tests.evidence.readers.files import rss_of

WHEN = "<pubDate>Wed, 12 Mar 2031 09:00:00 GMT</pubDate>"
WORDS = "&lt;p&gt;Rask said &lt;b&gt;no&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Then left.&lt;/p&gt;"
FIRST = f"<title>Talks resume</title>{WHEN}<description>{WORDS}</description>"
SECOND = "<title>Talks: end?</title><description>Lind said yes.</description>"
EMPTY = "<title>Pictures of the day</title><link>https://press.example/p</link>"
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Press</title>
<entry><title type="html">Talks &amp;amp; tea</title><updated>2031-03-12T09:00:00Z</updated><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rask said no.</p><p>Longer.</p></div></content>
</entry></feed>"""


def test_an_entry_is_a_source_with_title_date_and_publisher() -> None:
    (first, second), left_out = split_feed("feed.xml", rss_of(FIRST, SECOND, EMPTY))
    frozen = read_bytes(first.name, first.read())
    assert (first.name, second.name) == ("Harbour Press~Talks resume.atom", "Harbour Press~Talks end.atom")
    assert frozen.text == "Rask said no.\nThen left."
    assert (frozen.title, frozen.publisher, frozen.media) == ("Talks resume", "Harbour Press", "feed")
    assert (frozen.date, frozen.date_basis) == ("2031-03-12", "date of the entry")
    assert read_bytes(second.name, second.read()).date is None
    assert left_out == ("feed.xml: the entry 'Pictures of the day' has no text",)


def test_the_longest_text_of_an_entry_counts() -> None:
    frozen = read_bytes("feed.atom", ATOM)
    assert (frozen.text, frozen.title, frozen.date) == ("Rask said no.\nLonger.", "Talks & tea", "2031-03-12")


def test_a_feed_with_one_entry_stays_the_file_it_is() -> None:
    (part,), left_out = split_feed("feed.atom", ATOM)
    assert (part.name, part.read(), left_out) == ("feed.atom", ATOM, ())


def test_the_same_entry_is_the_same_file_in_the_next_copy_of_the_feed() -> None:
    today, _ = split_feed("monday.xml", rss_of(FIRST, SECOND))
    tomorrow, _ = split_feed(
        "tuesday.xml", rss_of("<title>New</title><description>X said so.</description>", FIRST, SECOND)
    )
    assert set(today) < set(tomorrow)


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)] * 2),
        min_size=2,
        max_size=3,
    )
)
def test_what_is_split_reads_back(told: list[tuple[str, str]]) -> None:
    from html import escape

    items = [f"<title>{escape(escape(t))}</title><description>{escape(escape(d))}</description>" for t, d in told]
    data = rss_of(*items)
    try:
        whole = [entry for entry in entries_of("feed.xml", data) if entry.text.strip()]
        parts, _ = split_feed("feed.xml", data)
    except PourparlerError as error:
        assert error.problems[0].code == "E111"
        return
    if len(whole) > 1:
        read = [entries_of(part.name, part.read())[0] for part in parts]
        assert [(one.title, one.text) for one in read] == [(one.title, one.text) for one in whole]


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<rss version='2.0'><channel><title>&b;</title></channel></rss>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
REFUSED = [
    pytest.param(BOMB, "E107", id="entities that multiply"),
    pytest.param(OUTSIDE, "E107", id="an entity that points to a file"),
    pytest.param(b"<rss>" + b"<a>" * 10_000, "E107", id="ten thousand nested tags"),
    pytest.param(rss_of("<description>" + "&lt;div&gt;" * 10_000 + "</description>"), "E107", id="nested in the entry"),
    pytest.param(rss_of(EMPTY), "E111", id="no text"),
    pytest.param(rss_of(FIRST, SECOND), "E112", id="several entries as one source"),
    pytest.param(b"<?xml version='1.0' encoding='utf-8'?><rss>\xff</rss>", "E103", id="not what it declares"),
    pytest.param(b"<?xml version='1.0'?><note>words</note>", "E105", id="XML that is no feed"),
    pytest.param(b"<!doctype html><p>Not found</p>", None, id="a page under the name of XML"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_one_clear_error(data: bytes, code: str | None) -> None:
    if code is None:
        from pourparler.evidence.readers.recognise import media_of

        assert media_of("page.xml", data) == "html"
        return
    with pytest.raises(PourparlerError) as caught:
        read_bytes("feed.xml", data)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COLLECTION_FILES", 2)
    with pytest.raises(PourparlerError, match="E107"):
        split_feed("feed.xml", rss_of(FIRST, SECOND, FIRST))


def test_an_address_in_the_place_of_a_feed_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(PourparlerError, match="E109"):
        entries_of("feed.xml", b"http://press.example/feed.xml")
    item = '<title>x</title><enclosure url="http://press.example/a.mp3"/><description>&lt;img src="http://press.example/x.png"&gt;said</description>'
    assert entries_of("feed.xml", rss_of(item))[0].text == "said"
