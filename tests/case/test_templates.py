"""The texts a new case starts from."""

from __future__ import annotations

import pytest

from pourparler.case.check import check
from pourparler.case.load import load_text
from pourparler.case.save import append_entry, set_value
from pourparler.case.templates import TEMPLATES, new_case
from pourparler.core.errors import PourparlerError


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_are_valid_short_and_invent_no_number(template: str) -> None:
    text = new_case(template, "strait", "The strait: terms # and more")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=case.schema.json"
    assert len(text.splitlines()) <= 60
    assert max(map(len, text.splitlines())) <= 120
    loaded = load_text(text)
    report = check(loaded)
    assert (loaded.case.id, loaded.case.title) == ("strait", "The strait: terms # and more")
    assert (report.notices, report.judged) == ((), 0)
    assert report.questions


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_can_be_filled_in_without_disturbing_them(template: str) -> None:
    text = new_case(template, "strait", "The strait")
    signed = set_value(set_value(text, "judged.by", "AB"), "as_of", "2026-09-30")
    grown = append_entry(signed, "parties", {"id": "another", "name": "Another"})
    loaded = load_text(grown)
    assert loaded.case.judged is not None
    assert loaded.case.judged.by == "AB"
    assert loaded.case.party("another") is not None
    assert [line for line in text.splitlines() if "#" in line and "as_of" not in line and "judged" not in line] == [
        line for line in grown.splitlines() if "#" in line and "as_of" not in line and "judged" not in line
    ]


@pytest.mark.parametrize(("template", "id_", "code"), [("war", "a", "C142"), ("peace", "Not an id", "C115")])
def test_wrong_wishes_are_refused(template: str, id_: str, code: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        new_case(template, id_)
    assert caught.value.problems[0].code == code
