"""Cut the typefaces of the brief from the Noto fonts: run once by a maintainer, never at installation.

Usage: ``python tools/subset_fonts.py FOLDER_OF_NOTO_FONTS`` with ``fonttools`` and ``brotli`` installed. The folder is
the one of Debian's ``fonts-noto-core`` or a download of the Noto project. Writes ``*.ttf`` (for PDF and figures),
``*.woff2`` (for HTML, one file for each script) and ``coverage.json`` into ``src/pourparler/brief/writers/fonts/``.
The families are renamed, so that another Noto version on a reader's machine cannot change a brief.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

TARGET = Path(__file__).resolve().parent.parent / "src/pourparler/brief/writers/fonts"
FEATURES = [
    *("kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "onum", "pnum", "tnum", "smcp", "c2sc", "case", "rlig"),
    *("init", "medi", "fina", "isol", "calt", "abvm", "blwm", "abvs", "blws", "akhn", "blwf", "cjct", "half", "haln"),
    *("nukt", "pres", "psts", "rkrf", "rphf", "vatu", "dist"),
]
LATIN = (
    "0-17F 192 218-21B 2BB-2BC 2C6 2DA 2DC 2000-200D 2010-2015 2018-201E 2020-2022 2026 202F-2030 2032-2033 2039-203A "
    "2044 20AC 2116 2122 2190-2193 2212 2260 2264-2265 25CF"
)
EXTENDED = "180-24F 250-2AF 2B0-2FF 300-36F 1E00-1EFF 2070-209F 20A0-20CF 2C60-2C7F A720-A78F"
GREEK = "370-3FF 1F00-1FFF"
CYRILLIC = "400-52F 1C80-1C88 2DE0-2DFF A640-A69F 2116"
TEXT = {"latin": LATIN, "extended": EXTENDED, "greek": GREEK, "cyrillic": CYRILLIC}
FACES = (
    ("NotoSerif-Regular", "Pourparler Serif", "serif", 400, "normal"),
    ("NotoSerif-Italic", "Pourparler Serif", "serif-italic", 400, "italic"),
    ("NotoSerif-Bold", "Pourparler Serif", "serif-bold", 700, "normal"),
    ("NotoSans-Regular", "Pourparler Sans", "sans", 400, "normal"),
    ("NotoSans-Bold", "Pourparler Sans", "sans-bold", 700, "normal"),
)
SCRIPTS = (
    ("NotoNaskhArabic-Regular", "Arabic", "600-6FF 750-77F 8A0-8FF FB50-FDFF FE70-FEFC 200C-200E"),
    ("NotoSerifHebrew-Regular", "Hebrew", "590-5FF FB1D-FB4F"),
    ("NotoSerifGeorgian-Regular", "Georgian", "10A0-10FF 1C90-1CBF 2D00-2D2F"),
    ("NotoSerifArmenian-Regular", "Armenian", "530-58F FB13-FB17"),
    ("NotoSerifEthiopic-Regular", "Ethiopic", "1200-139F 2D80-2DDF"),
    ("NotoSerifDevanagari-Regular", "Devanagari", "900-97F A8E0-A8FF 200C-200D 25CC"),
    ("NotoSerifThai-Regular", "Thai", "E01-E5B"),
    ("NotoSansMath-Regular", "Symbols", "27E8-27E9 21A9 2190-2199 21D0-21D4 2200-2204 2208-220B 2248 2260-2265"),
    ("NotoSansSymbols2-Regular", "Marks", "25A0-25A1 25AF-25B3 25B6 25BC-25BD 25C6-25C7 25CB 25CF 2610-2612 2713-2717"),
)


def points(ranges: str) -> set[int]:
    """Return the code points of ranges such as ``"0-FF 131"``."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(source: Path, wanted: set[int]) -> TTFont:
    """Return the font with only these characters, without hinting."""
    options = subset.Options(hinting=False, layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["FFTM"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    return font


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the font its own family name, as the licence allows."""
    names = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def compact(codes: set[int]) -> list[list[int]]:
    """Return sorted first-last pairs."""
    pairs: list[list[int]] = []
    for code in sorted(codes):
        if pairs and pairs[-1][1] == code - 1:
            pairs[-1][1] = code
        else:
            pairs.append([code, code])
    return pairs


def write(font: TTFont, name: str, web: bool) -> str:
    """Write one file and return its name."""
    file = f"{name}.woff2" if web else f"{name}.ttf"
    font.flavor = "woff2" if web else None
    font.save(TARGET / file)
    return file


def main(folder: Path) -> None:
    """Cut every face and write the coverage."""
    faces = []
    for source, family, name, weight, style in FACES:
        label = {"serif-italic": "Italic", "serif-bold": "Bold", "sans-bold": "Bold"}.get(name, "Regular")
        everything = set().union(*(points(ranges) for ranges in TEXT.values()))
        font = cut(folder / f"{source}.ttf", everything)
        rename(font, family, label)
        printed = write(font, name, web=False)
        taken: set[int] = set()
        for script, ranges in TEXT.items():
            part = cut(folder / f"{source}.ttf", points(ranges) - taken)
            taken |= points(ranges)
            rename(part, family, label)
            held = compact(set(part.getBestCmap()))
            web = write(part, f"{name}-{script}", web=True)
            faces.append({"family": family, "weight": weight, "style": style, "script": script,
                          "print": printed, "web": web, "holds": held})  # fmt: skip
    for source, script, ranges in SCRIPTS:
        font = cut(folder / f"{source}.ttf", points(ranges))
        rename(font, f"Pourparler {script}", "Regular")
        held = compact(set(font.getBestCmap()))
        printed = write(font, script.lower(), web=False)
        web = write(font, script.lower(), web=True)
        faces.append({"family": f"Pourparler {script}", "weight": 400, "style": "normal", "script": script.lower(),
                      "print": printed, "web": web, "holds": held})  # fmt: skip
    lines = ",\n".join(json.dumps(face) for face in faces)
    (TARGET / "coverage.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
