"""What stands beside words: marks that stay with them, lists, numbers of options, and tables that are no sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import run
from marked_language import template
from rich.cells import cell_len

import derivtutor
from derivtutor.language import Catalogue, grouped, percent, softened
from derivtutor.notation.within import typed
from derivtutor.render.safe import safe
from derivtutor.speaking import language


def test_french_marks_stay_with_the_word_before_them() -> None:
    path = Path(derivtutor.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "derivtutor.mo"
    french = Catalogue(path.read_bytes())
    parted = re.compile("(?<=[^ ,;:]) [:;?!»](?=[ \n]|$)|« ")  # `, ? for a hint` is about a key
    assert [text for source in template() - {""} for text in french.forms(source) if parted.search(text)] == []
    assert "\u00a0: " in french.forms("Hint: {hint}")[0]


def test_headings_of_help_have_the_colon_of_the_language() -> None:
    told = {tag: run("--language", tag, "--help").stdout for tag in ("en", "fr", "zh_CN")}
    assert "\nOptions:\n" in told["en"]
    assert "\nOptions\u00a0:\n" in told["fr"]
    assert not re.search(r"^\S+:$", told["zh_CN"], re.MULTILINE)


@pytest.mark.parametrize("number", ["0,5", "0.5"])
def test_options_read_the_comma_of_the_language(number: str) -> None:
    assert "0,5" in run("--language", "fr", "taylor", "e^x", "--order", "1", "--within", number).stdout


def test_an_option_that_is_no_number_is_quoted_as_it_was_typed() -> None:
    told = run("--language", "fr", "taylor", "e^x", "--within", "0,5x").stderr
    assert "'0,5x' n'est pas un nombre valide" in told


def test_letters_are_listed_with_commas_and_numbers_with_semicolons() -> None:
    assert "X, w et y" in run("--language", "fr", "matrix", "||X w - y||^2", "--wrt", "w").stdout
    told = run("--language", "de", "backprop", "z = w*x", "--at", "w=0,8, x=0,5").stdout
    assert "w = 0,8; x = 0,5" in told


def test_formulas_within_words_are_read_and_written_as_in_the_language() -> None:
    text = "$(0.8, 0.6)$ and $x = 0.5, y = 0.2$ and $f(1,2)$"
    told = []
    for tag in ("en", "fr", "en"):
        with language(tag):
            told.append(typed(text))
    assert told[0] == told[2] == "(0.8, 0.6) and x = 0.5, y = 0.2 and f(1, 2)"
    assert told[1].startswith("(0,8; 0,6) and x = 0,5; y = 0,2 and")


def test_shares_have_the_space_of_the_language() -> None:
    with language("fr"):
        assert percent(0.855) == "86\u00a0%"
    assert percent(0.855) == "86%"


@pytest.mark.parametrize(
    ("arguments", "english"),
    [
        (("practice", "--rules", "foo"), "The known ones"),
        (("exercises", "list"), "Topic "),
        (("exercises", "list", "chain-rule"), "Skills"),
        (("exercises", "show", "chain-rule", "--key"), "Answer:"),
        (("explain", "x^2", "--output", "/nowhere/x.txt"), "No such file"),
    ],
)
def test_nothing_around_what_authors_wrote_is_english(arguments: tuple[str, ...], english: str) -> None:
    told, before = run("--language", "fr", *arguments), run(*arguments)
    assert english in before.stdout + before.stderr
    assert english not in told.stdout + told.stderr


def test_numbers_of_lessons_are_whole_where_titles_are_cut_off(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path), "COLUMNS": "64"}
    rows = run("--language", "fr", "learn", "--list", **env).stdout.splitlines()
    assert [row.split()[0] for row in rows] == [str(number) for number in range(1, 17)]


def test_what_a_session_is_about_is_said_in_the_language(tmp_path: Path) -> None:
    arguments = ("practice", "--plain", "--now", "2026-01-31T12:00")
    told = run("--language", "fr", *arguments, stdin="q\n", XDG_DATA_HOME=str(tmp_path)).stdout
    assert "ce qui est à revoir" in told
    assert "what is due" not in told


def test_a_question_that_was_asked_in_french_is_shown_in_english_without_codes(tmp_path: Path) -> None:
    arguments = ("practice", "--plain", "--now", "2026-01-31T12:00")
    run("--language", "fr", *arguments, "--rules", "chain", stdin="\n1\n", XDG_DATA_HOME=str(tmp_path))
    told = run(*arguments, stdin="1\nq\n", XDG_DATA_HOME=str(tmp_path)).stdout
    assert "This continues the session" in told
    assert "\\xa0" not in told


@pytest.mark.parametrize(("answer", "is_meant"), [("o", True), ("Oui", True), ("y", True), ("non", False)])
def test_yes_and_no_are_said_in_the_language(answer: str, is_meant: bool, tmp_path: Path) -> None:
    run("practice", "--plain", "--rules", "chain", stdin="\n1\nq\n", XDG_DATA_HOME=str(tmp_path))
    told = run("--language", "fr", "progress", "reset", stdin=f"?\n{answer}\n", XDG_DATA_HOME=str(tmp_path)).stdout
    assert told.count("[o/N]") == 2
    assert ("Rien n'a été changé" not in told) is is_meant


def test_in_spanish_small_words_are_softened() -> None:
    assert "X, w e y se deducen" in run("--language", "es", "matrix", "||X w - y||^2", "--wrt", "w").stdout
    with language("es"):
        assert softened(" o ", "once") == " u "
        assert softened(" y ", "a") == " y "


def test_thousands_are_no_decimals() -> None:
    assert "100000 pas" in run("--language", "fr", "train", "y = x^2", "--at", "x=1", "--steps", "1000000").stderr
    with language("fr"):
        assert (grouped(100_000), safe(grouped(1234))) == ("100\u00a0000", "1\u00a0234")
    assert grouped(100_000) == "100,000"


def test_what_a_field_of_an_exercise_takes_is_said_in_the_language(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text("title: A\nexercises:\n  - {id: a, differentiate: x^2, points: -1}\n", "utf-8")
    assert "expected a number" in run("exercises", "check", str(path)).stdout
    assert "xpected" not in run("--language", "fr", "exercises", "check", str(path)).stdout


@pytest.mark.parametrize("tag", ["en", "fr", "zh_CN"])
def test_days_stand_beside_the_calendar(tag: str, tmp_path: Path) -> None:
    now = ("--now", "2026-01-31T12:00")
    run("practice", "--plain", "--rules", "chain", *now, stdin="\n1\nq\n", XDG_DATA_HOME=str(tmp_path))
    told = run("--language", tag, "progress", *now, XDG_DATA_HOME=str(tmp_path), COLUMNS="80").stdout
    rows = [row for row in told.splitlines() if re.search("·{20}|\\.{20}", row)]
    assert len({cell_len(re.split("[·.]{20}", row)[0]) for row in rows}) == 1
    assert not any(re.search(r"\w[·.]{20}", row) for row in rows)


def test_where_a_line_goes_wrong_has_the_colon_of_the_language(tmp_path: Path) -> None:
    work = tmp_path / "work.txt"
    work.write_text("2x sin x + x^2 cos x\n= 2x(sin x + cos x)\n", "utf-8")
    told = run("--language", "fr", "check", "x^2 sin x", "--work", str(work)).stdout
    assert "la ligne 1\u00a0: en x = 1" in " ".join(re.split("[ \n]+", told))
