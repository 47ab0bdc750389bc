"""The language that is chosen, what is said in it, and what stays as it is in all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import run
from marked_language import marked

from derivtutor import explain, gradient
from derivtutor.calculus.figures.topics import figure_of
from derivtutor.derivation.misconceptions import name_of
from derivtutor.errors import Refusal, UserError
from derivtutor.language import LANGUAGES, counted, translated, written
from derivtutor.render.formats import render
from derivtutor.render.telling.derivation import tell
from derivtutor.speaking import language, of_environment

GOLDEN = Path(__file__).parent / "golden" / "german.txt"
OTHERS = [tag for tag in LANGUAGES if tag != "en"]


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_AT.UTF-8", "LANGUAGE": "nds:pt_BR:de"}, "pt"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de"}, "de"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "DERIVTUTOR_LANGUAGE": "es"}, "es"),
        ({"LANG": "de_DE.UTF-8", "DERIVTUTOR_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_language_of_the_terminal_is_that_of_its_locale(environment: dict[str, str], tag: str) -> None:
    assert of_environment(environment).tag == tag


@pytest.mark.parametrize("chosen", [["--language", "klingon"], []])
def test_an_unknown_language_is_told_the_known_ones(chosen: list[str]) -> None:
    done = run(*chosen, "hint", "x^2", DERIVTUTOR_LANGUAGE="klingon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: There is no language klingon here.\n  Choose one of en, de, es, fr, pt, zh_CN.\n"


def test_a_language_ends_with_its_block() -> None:
    with language("de"):
        assert name_of("chain-missing-inner") == "innere Ableitung vergessen"
        with pytest.raises(UserError, match="Die Funktion blub ist nicht bekannt"):
            explain("blub(3x)")
        with language("en"):
            assert name_of("chain-missing-inner") == "inner derivative forgotten"
        assert counted("1 step", "{count} steps", 2) == "{count} Schritte"
    assert name_of("chain-missing-inner") == "inner derivative forgotten"
    assert counted("1 step", "{count} steps", 1) == "1 step"


def test_what_is_not_in_a_catalogue_stays_english() -> None:
    with language("de"):
        assert translated("No catalogue has this sentence.") == "No catalogue has this sentence."
        refused = Refusal("Nor this {what}.", "Write {better}.")(what="one", better="more")
        assert str(refused) == "Nor this one. Write more."


def test_tables_that_are_made_while_a_language_is_spoken_outlive_it() -> None:
    """The modules below keep sentences in tables of their own; imported in German, they must not stay German."""
    script = (
        "from derivtutor.speaking import language\n"
        "with language('de'):\n"
        "    from derivtutor.grading import require\n"
        "    from derivtutor.notation import remarks\n"
        "    from derivtutor.grading.workings import thread\n"
        "print(remarks.LOGARITHMS['e'], '|', require._EVERYWHERE[0], '|', thread.FUNCTION.gives)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("log is read as the natural logarithm ln")
    assert done.stdout.endswith("| the function is\n")


@pytest.mark.parametrize(("tag", "loaded"), [("en", False), ("de", True)])
def test_english_loads_no_catalogue(tag: str, loaded: bool) -> None:
    script = (
        "import sys; from derivtutor import language; from derivtutor.cli.main import cli\n"
        f"cli(['--language', {tag!r}, 'hint', 'x^2'], standalone_mode=False)\n"
        "print(language._catalogue.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(int(loaded))


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "x sin(x^2)/(x + 1)", "--format", "json", "--at", "x=2"],
        ["check", "sin(x^2)", "cos(x^2)", "--format", "json"],
        ["hint", "sin(x^2)", "--level", "2", "--format", "json"],
        ["next", "sin(x^2)", "--format", "json"],
        ["gradient", "x^2 y", "--at", "x=1,y=2", "--format", "json"],
        ["rules", "chain", "--format", "json"],
        ["explain", "sin(x^2)", "--format", "speech"],
        ["exercises", "list", "--format", "json"],
        ["exercises", "show", "chain-rule", "--format", "json"],
        ["exercises", "generate", "--rules", "chain,sine", "--count", "2"],
        ["exercises", "generate", "--topic", "implicit", "--count", "2"],
        ["exercises", "generate", "--rules", "product", "--count", "1", "--erroneous"],
        ["exercises", "export", "first-rules", "--format", "moodle"],
        ["exercises", "worksheet", "first-rules", "--student", "ada"],
        ["exercises", "schema"],
    ],
)
def test_documents_are_the_same_in_every_language(arguments: list[str]) -> None:
    """In one that marks all that can be translated, and has decimal commas: more is seen than in any real one."""
    english = run(*arguments)
    assert english.returncode in (0, 1)
    with marked():
        assert run("--language", "de", *arguments) == english


@pytest.mark.parametrize("tag", OTHERS)
def test_numbers_and_functions_are_the_same_in_documents_of_every_language(tag: str) -> None:
    asked = ["explain", "tan(2.5x)", "--format", "json", "--at", "x=1.5"]
    assert run("--language", tag, *asked) == run(*asked)


def test_a_file_of_json_is_the_same_in_every_language(tmp_path: Path) -> None:
    for tag in ("en", "de"):
        run("--language", tag, "explain", "|x|", "--at", "0", "--output", f"{tag}.json", folder=tmp_path)
    english, german = (json.loads((tmp_path / f"{tag}.json").read_text("utf-8")) for tag in ("en", "de"))
    assert english == german


SESSION = [
    ["explain", "x sin(x^2)/(x + 1)"],
    ["explain", "|x|", "--at", "x=0"],
    ["explain", "e^(2x)", "--format", "plain"],
    ["explain", "x^3", "--order", "2", "--at", "x=1,5"],
    ["check", "sin(x^2)", "cos(x^2)"],
    ["check", "x^2", "2x"],
    ["check", "x^2", "2,5x"],
    ["hint", "sin(x^2)"],
    ["hint", "sin(x^2)", "--level", "4"],
    ["next", "sin(x^2)"],
    ["rules", "chain"],
    ["explain", "sin(x"],
    ["explain", "x^2", "--method", "logarithmic", "--wrt", "2"],
]


def session(tag: str) -> str:
    """What a student sees of some commands, one after the other."""
    pieces = []
    for arguments in SESSION:
        done = run("--language", tag, *arguments, COLUMNS="80")
        shown = " ".join(f"'{word}'" if " " in word or "(" in word else word for word in arguments)
        pieces.append(f"$ derivtutor {shown}\n{done.stdout}{done.stderr}")
    return "\n".join(pieces)


def test_a_screen_without_the_letters_is_spoken_to_in_english() -> None:
    told = [run("--language", "zh_CN", "explain", "sin(x^2)", PYTHONIOENCODING=each) for each in ("ascii", "utf-8")]
    assert "1   Chain rule" in told[0].stdout
    assert "1   链式法则" in told[1].stdout
    german = run("--language", "de", "explain", "e^(2x)", "--format", "plain")
    assert "Schicht 1, von aussen gezaehlt: f(x) = e^u" in german.stdout


def test_a_session_in_german() -> None:
    assert session("de") == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("tag", OTHERS)
def test_every_language_has_rules_laws_and_slips(tag: str) -> None:
    with language(tag):
        told = render(tell(explain("sin(x^2)")), "terminal")
        assert "Chain rule" not in told
        assert name_of("chain-missing-inner") != "inner derivative forgotten"


@pytest.mark.parametrize(
    ("tag", "typed", "read"),
    [
        ("de", "2,5x", "2.5x"),
        ("de", "1,000x", "1.000*x"),
        ("fr", "0,5 sin(1,5x)", "0.5sin(1.5x)"),
        ("es", "sen(2,5x)", "sin(2.5x)"),
        ("pt", "tg x + cotg x", "tan(x) + cot(x)"),
        ("en", "2,5x", "2.5x"),
        ("zh_CN", "2.5x", "2.5x"),
    ],
)
def test_what_is_typed_at_school_is_read(tag: str, typed: str, read: str) -> None:
    with language(tag):
        assert explain(typed).function.text == read


def test_what_could_be_another_number_is_told_or_refused() -> None:
    with pytest.raises(UserError, match=r"1,000 could be 1000 or 1\.000"):
        explain("1,000x")
    with language("de"):
        assert explain("1,000x").function.notes == ()
        assert explain("1.000x").function.notes == ("1.000 wird als 1,000 gelesen; schreibe 1000 für die ganze Zahl",)


def test_points_have_decimal_commas_too() -> None:
    with language("de"):
        told = render(tell(explain("a x^2", wrt="x", at="x=1,5,a=2")), "terminal")
    assert "Bei x = 1,5; a = 2" in told
    assert "f′(1,5) = 6" in told
    with pytest.raises(UserError):
        explain("x^2", at="x=1,5")


@pytest.mark.parametrize(
    ("tag", "shown"), [("es", "sen(2,5x)"), ("pt", "sen(2,5x)"), ("de", "sin(2,5x)"), ("en", "sin(2.5x)")]
)
def test_functions_and_decimals_are_shown_as_at_school(tag: str, shown: str) -> None:
    with language(tag):
        assert f"f(x) = {shown}" in render(tell(explain("sin(2.5x)")), "terminal")


def test_a_document_for_programs_reads_what_the_language_writes() -> None:
    done = run("--language", "de", "check", "x^2/2", "1,000x", "--format", "json")
    assert json.loads(done.stdout)["verdict"] == "correct"
    assert written().tag == "en"


def test_a_figure_is_drawn_in_the_language_that_is_spoken_now() -> None:
    """What is kept from one figure to the next has no words or numbers of another language in it."""

    def labels() -> list[str]:
        shown = figure_of("of_gradient", gradient("x^2/3 + y^2/5", at="x=0.5,y=0.25"))
        return [
            *[contour.label for contour in shown.contours],
            *[tick.label for tick in shown.across.ticks],
            *[dot.label for dot in shown.dots],
        ]

    before = labels()
    with language("de"):
        german = labels()
    assert labels() == before
    assert any("." in label for label in before)
    assert "(0,5; 0,25)" in german
    assert not any("." in label for label in german)


def test_conditions_that_say_no_more_are_told_once_in_every_language() -> None:
    told = {}
    for tag in ("en", "de", "en"):
        with language(tag):
            told[tag] = gradient("ln(x + 2y)").notes
    assert {tag: len(notes) for tag, notes in told.items()} == {"en": 1, "de": 1}


def test_the_answer_stands_once_on_a_page_in_every_language() -> None:
    derivation = explain("x^2")
    with language("de"):
        german = render(tell(derivation), "html")
    assert german.count("<h2>") == render(tell(derivation), "html").count("<h2>")


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(session("de"), "utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["explain"], "Aufruf: derivtutor explain [OPTIONS] EXPRESSION\n"),
        (["explain"], "Fehler: Es fehlt das Argument 'EXPRESSION'."),
        (["explain", "x", "--ordr", "2"], "Es gibt keine Option '--ordr'."),
        (["explain", "--help"], "Zeigt Schritt für Schritt, wie EXPRESSION abgeleitet wird."),
        (["--help"], "\nAbleitungen:\n"),
        (["--help"], "Diese Hilfe zeigen."),
        (
            ["grade", "none.yaml"],
            "none.yaml lässt sich nicht lesen: Datei oder Verzeichnis nicht gefunden.",
        ),
    ],
)
def test_help_and_errors_of_the_command_line_are_in_the_language(arguments: list[str], told: str) -> None:
    done = run("--language", "de", *arguments)
    assert told in done.stdout + done.stderr
