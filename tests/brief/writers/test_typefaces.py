"""The bundled typefaces hold what they say, and only those a page needs go into it."""

from __future__ import annotations

import pytest

from pourparler.brief.writers.typefaces import FOLDER, embedded, faces, held, uncovered

SCRIPTS = (
    ("Vietnamese", "Thỏa thuận ngừng bắn"),
    ("Turkish", "Görüşmeler İstanbul’da başlıyor"),
    ("Polish", "Źródło: rzecznik, łącznie"),
    ("Serbian", "Ђорђе је рекао"),
    ("Ukrainian", "Ґрунт, їжа, є"),
    ("Greek", "Ἀθῆναι, συμφωνία"),
    ("Arabic", "لن نوقّع"),
    ("Persian", "می‌خواهم پذیرفت گفت"),
    ("Urdu", "ٹھیک ہے"),
    ("Hebrew", "שלום"),
    ("Georgian", "მოლაპარაკება"),
    ("Armenian", "Բանակցություններ"),
    ("Amharic", "ስምምነት"),
    ("Hindi", "समझौता वार्ता"),
    ("Thai", "การเจรจา"),
    ("signs", "€ £ ₴ ₺ № § ☐ → ≤ ≥ ± × – — “ ” „ ‹ › ⟨ ⟩"),
)


@pytest.mark.parametrize("text", [case[1] for case in SCRIPTS], ids=[case[0] for case in SCRIPTS])
def test_held(text: str) -> None:
    assert [character for character in text if not held(character)] == []


def test_what_is_missing_is_named_and_counted() -> None:
    assert uncovered(["北京 and 서울", "தமிழ்"]) == ("CJK (2)", "Hangul (2)", "Tamil (5)")


def test_a_page_carries_only_the_scripts_it_needs() -> None:
    latin, mixed = embedded("plain"), embedded("Юг")
    assert latin.count("@font-face") == 5
    assert mixed.count("@font-face") == 10
    assert len(latin) < 150_000


def test_the_folder_is_small_and_licensed() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 3_000_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert all((FOLDER / face.web).is_file() for face in faces())
