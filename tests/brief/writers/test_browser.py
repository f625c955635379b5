"""In a real browser: a click opens the quotation, nothing is requested, nothing is logged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pourparler.brief.document import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"no browser found under any of {', '.join(names)}")
        pytest.skip("no browser on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, page: bytes, tmp_path: Path) -> Iterator[Page]:
    """Open the brief from a file; fail on any other request and on anything the console says."""
    file = tmp_path / "brief.html"
    file.write_bytes(page)
    tab = browser.new_page(viewport={"width": 1200, "height": 900})
    noted: list[str] = []
    tab.on("request", lambda request: noted.append(f"request {request.url}") if _outside(request.url, file) else None)
    tab.on("console", lambda message: noted.append(message.text))
    tab.on("pageerror", lambda error: noted.append(str(error)))
    tab.on("dialog", lambda dialog: noted.append(f"dialog {dialog.message}"))
    tab.goto(file.as_uri())
    yield tab
    tab.close()
    assert noted == []


def _outside(url: str, file: Path) -> bool:
    return not url.startswith(("data:", file.as_uri()))


def test_a_click_opens_the_quotation_in_its_paragraph(opened: Page, brief: Document) -> None:
    reference = brief.references[1]
    opened.click("a.mark[href='#ref-2'] >> nth=0")
    panel = opened.locator("#panel")
    assert panel.is_visible()
    assert panel.locator("mark").inner_text() == reference.quotation
    assert panel.locator("blockquote").inner_text() == reference.before + reference.quotation + reference.after
    opened.keyboard.press("Escape")
    assert not panel.is_visible()
    assert opened.evaluate("document.activeElement.getAttribute('href')") == "#ref-2"


def test_it_works_from_the_keyboard(opened: Page) -> None:
    opened.locator("a.mark").first.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#panel").is_visible()
    assert opened.evaluate("document.activeElement.tagName") == "BUTTON"
    opened.keyboard.press("Enter")
    assert not opened.locator("#panel").is_visible()


def test_every_mark_opens_something(opened: Page) -> None:
    empty = opened.evaluate(
        """() => Array.from(document.querySelectorAll('a.mark')).filter(mark => {
            mark.click();
            const said = document.getElementById('panel-body').textContent.trim();
            document.getElementById('panel').close();
            return !said;
        }).length"""
    )
    assert empty == 0


def test_show_in_the_list_goes_there(opened: Page) -> None:
    opened.click("a.mark[href='#ref-5'] >> nth=0")
    opened.click("#panel-list")
    assert opened.url.endswith("#ref-5")
    assert not opened.locator("#panel").is_visible()
    assert opened.locator("#ref-5").is_visible()


def test_without_scripts_a_mark_leads_to_the_list(browser: Browser, page: bytes, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    file.write_bytes(page)
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    tab.click("a.mark[href='#ref-2'] >> nth=0")
    assert tab.url.endswith("#ref-2")
    assert tab.locator("#ref-2 mark").is_visible()
    context.close()


def test_the_bundled_faces_are_used(opened: Page) -> None:
    used = opened.evaluate(
        "document.fonts.ready.then(f => Array.from(f).filter(x => x.status == 'loaded').map(x => x.family))"
    )
    assert any("Pourparler Serif" in family for family in used)
    assert any("Pourparler Arabic" in family for family in used)


def test_a_phone_shows_it_without_scrolling_sideways(opened: Page) -> None:
    opened.set_viewport_size({"width": 375, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 375
