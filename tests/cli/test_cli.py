"""The command line as a process: help, exit status, JSON, no colour codes, and time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "Norland said on 3 March 2031 that it backs the truce. “We will sign,” President Ada Rask said.\n"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    command = [sys.executable, "-m", "pourparler", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder above a workspace ``talks`` with one article read."""
    home = tmp_path_factory.mktemp("home")
    (home / "wire.txt").write_text(ARTICLE)
    assert run("new", "talks", cwd=home).returncode == 0
    assert run("read", "talks", "wire.txt", "--public", cwd=home).returncode == 0
    return home


@pytest.mark.parametrize(
    "verb",
    [
        "",
        "new",
        "read",
        "sources",
        "claims",
        "frame",
        "check",
        "analyse",
        "brief",
        "diff",
        "import",
        "export",
        "schema",
    ],
)
def test_help_says_what_it_does(verb: str, tmp_path: Path) -> None:
    done = run(*([verb] if verb else []), "--help", cwd=tmp_path)
    assert done.returncode == 0 and "Usage: pourparler" in done.stdout and "\x1b" not in done.stdout


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = "{'spacy','pandas','altair','sqlalchemy','typst','docx','lxml','pydantic','numpy'}"
    told = f"import sys, pourparler.cli.app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("brief", "nowhere"), "W101", id="no such folder"),
        pytest.param(("brief", "wire.txt"), "W102", id="a file"),
        pytest.param(("new", "talks"), "W104", id="taken"),
        pytest.param(("read", "talks", "none.txt"), "W130", id="no such article"),
        pytest.param(("read", "talks", "wire.txt", "--date", "soon"), "W160", id="no date"),
        pytest.param(("claims", "talks", "accept", "nothing", "--by", "AB"), "W122", id="no such claim"),
        pytest.param(("claims", "talks", "accept", "nothing"), "W161", id="nobody decides"),
        pytest.param(("sources", "talks", "rests", "nothing"), "W121", id="no such source"),
        pytest.param(("analyse", "talks", "postions"), "W150", id="no such question"),
        pytest.param(("brief", "talks", "--format", "rtf"), "W163", id="no such format"),
        pytest.param(("export", "talks", "--to", "csv", "--out", "x"), "W193", id="no such program"),
        pytest.param(("export", "talks", "--to", "genius", "--out", "x"), "W190", id="for whom"),
        pytest.param(("export", "talks", "--to", "genius", "--out", "x", "--level", "own"), "W191", id="no case"),
        pytest.param(("import", "talks", "wire.txt"), "C160", id="nothing that can be imported"),
        pytest.param(("import", "talks", "none.xml"), "W130", id="no file to import"),
    ],
)
def test_a_mistake_is_one_line_with_its_code_and_status_two(talks: Path, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, cwd=talks)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr and "Traceback" not in done.stderr and "errors.md" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "talks", "--json"),
        ("sources", "talks", "--json"),
        ("check", "talks", "--json"),
        ("analyse", "talks", "--json"),
        ("read", "talks", "--json"),
        ("schema",),
        ("claims", "talks", "search", "truce", "--json"),
    ],
    ids=" ".join,
)
def test_json_is_json(talks: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, cwd=talks)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_claims_are_listed_shown_and_decided(talks: Path) -> None:
    listed = run("claims", "talks", cwd=talks)
    assert "“We will sign,”" in listed.stdout
    claim = next(line.split()[0] for line in listed.stdout.splitlines() if "We will sign" in line)
    shown = run("claims", "talks", "show", claim, cwd=talks)
    assert "Ada Rask" in shown.stdout and ARTICLE.strip() in shown.stdout
    decided = run("claims", "talks", "accept", claim, "--by", "AB", "--on", "2031-03-04", cwd=talks)
    assert decided.stdout == f"{claim} accepted by AB, 2031-03-04\n"
    assert "accepted by AB, 2031-03-04" in run("claims", "talks", "show", claim, cwd=talks).stdout


def test_a_terminal_never_obeys_an_article(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("Norland said on 3 March 2031: “Stop \x1b[31m now \u202e”, and left.\n".encode())
    run("new", "talks", cwd=tmp_path)
    run("read", "talks", "bad.txt", cwd=tmp_path)
    listed = run("claims", "talks", cwd=tmp_path)
    assert "\x1b" not in listed.stdout and "\u202e" not in listed.stdout and "Stop" in listed.stdout


def test_a_scenario_comes_in_and_goes_out(tmp_path: Path) -> None:
    (tmp_path / "sale.xml").write_text(
        '<utility_space><objective index="0"><issue index="1" name="Price" type="discrete">'
        '<item value="low" evaluation="1"/><item value="high" evaluation="4"/></issue>'
        '<weight index="1" value="1"/></objective><reservation value="0.3"/></utility_space>'
    )
    shown = run("import", "sale", "sale.xml", "--preview", "--json", cwd=tmp_path)
    assert json.loads(shown.stdout)["applied"] is False and not (tmp_path / "sale").exists()
    done = run("import", "sale", "sale.xml", "--by", "AB", "--on", "2031-03-05", cwd=tmp_path)
    assert done.returncode == 0 and "sale/case.yaml" in done.stdout and "\x1b" not in done.stdout
    out = run("export", "sale", "--to", "negmas", "--out", "out", "--level", "own", "--json", cwd=tmp_path)
    told = json.loads(out.stdout)
    assert (told["parties"], told["ranges"], told["reader"]) == (["sale"], 0, "own")
    assert 'mapping:\n    "low": 0.25\n' in (tmp_path / "out" / "sale.yml").read_text()
    public = run("export", "sale", "--to", "negmas", "--out", "public", "--level", "public", cwd=tmp_path)
    assert public.returncode == 2 and "[C168]" in public.stderr and not (tmp_path / "public").exists()
    book = run("export", "sale", "--to", "workbook", "--out", "sale.xlsx", "--level", "own", cwd=tmp_path)
    assert book.returncode == 0 and "left out: " in book.stdout
    again = run("import", "sale", "sale.xlsx", cwd=tmp_path)
    assert again.returncode == 0 and "Nothing in it differs" in again.stdout


def test_what_a_library_prints_is_no_answer() -> None:
    """Solvers print by the C library, past `sys.stdout`; here it prints as they do."""
    program = (
        "import ctypes\n"
        "from pourparler.cli.showing import libraries_aside, print_json\n"
        "with libraries_aside():\n"
        "    ctypes.CDLL(None).puts(b'a remark')\n"
        "print_json({'a': 1})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (json.loads(done.stdout), done.stderr) == ({"a": 1}, "a remark\n")
