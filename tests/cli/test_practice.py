"""`derivtutor practice` over a pipe: a session with every key, what was cut off, and what a user can get wrong.

`python tests/cli/test_practice.py` writes the golden transcript anew; look at what changed before keeping it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))

from command import Done, run

from derivtutor.cli.conversation.keys import KEYS, key_of, possible_answers
from derivtutor.cli.conversation.preview import preview
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise
from derivtutor.practice.running import running
from derivtutor.practice.skills import CURRICULUM
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice

GOLDEN = Path(__file__).parent / "golden"
WEEK = GOLDEN / "week.yaml"
EXERCISES = Path(__file__).parents[2] / "exercises"
FIXED = ("--plain", "--now", "2026-01-01T12:00")


def practised(home: Path, *arguments: str, stdin: str = "") -> Done:
    return run("practice", *arguments, *FIXED, stdin=stdin, DERIVTUTOR_HOME=str(home))


def transcript(home: Path) -> str:
    done = practised(home, str(WEEK), stdin=(GOLDEN / "week.in").read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.replace(str(WEEK), "week.yaml")


def test_a_session_with_every_key(tmp_path: Path) -> None:
    told = transcript(tmp_path)
    assert told == (GOLDEN / "week.out").read_text(encoding="utf-8")
    assert told.isascii()
    assert "\x1b" not in told


def test_the_transcript_has_every_key() -> None:
    typed = {line.removeprefix(":").split(" ")[0] for line in (GOLDEN / "week.in").read_text().split("\n")}
    assert {key.sign for key in KEYS} <= typed


def test_a_figure_is_shown_only_when_the_question_is_over(tmp_path: Path) -> None:
    told = practised(tmp_path, str(WEEK), stdin="p\n2x cos(x^2)\n:p\nq\n").stdout
    before, after = told.split("Right")
    assert "There is no figure yet, as it would show the answer. Answer the question first." in before
    assert "Figure:" not in before
    assert "Figure: From x = -5 to x = 5, f rises and falls in turn." in after


def test_a_figure_follows_each_question_that_is_over(tmp_path: Path) -> None:
    told = practised(tmp_path, str(WEEK), "--plot", stdin="2x\n2x cos(x^2)\nk\n:g\nq\n").stdout
    before, after = told.split("Right")
    assert "Figure:" not in before
    solved, skipped = after.split("Skipped.")
    assert solved.count("Figure:") == 1
    assert skipped.count("Figure:") <= 1


def test_fresh_questions_are_the_same_each_time(tmp_path: Path) -> None:
    answers = "\nx\ng\n\n?\ns\n"
    first, second = (practised(tmp_path / name, "--rules", "sine,power", stdin=answers) for name in "ab")
    assert first.stdout == second.stdout
    assert "\nAn example to read.\n" in first.stdout
    assert "\nQuestion 1 of 10: an example with a gap.\n" in first.stdout
    assert first.stdout.endswith("Everything is saved. To continue, type derivtutor practice.\n")


def test_the_first_session_offers_five_quick_questions(tmp_path: Path) -> None:
    offer = "derivtutor practice --placement"
    assert offer in practised(tmp_path, stdin="q\n").stdout
    told = practised(tmp_path, "--placement", stdin="k\ng\nk\nk\nk\n").stdout
    assert "Question 5 of 5: what you know already." in told
    assert "0 of 1 solved so far" in told
    assert offer not in practised(tmp_path, "--fresh", stdin="q\n").stdout
    refused = practised(tmp_path, "--placement", "--rules", "chain")
    assert refused.returncode == 2
    assert "--placement has questions of its own." in refused.stderr


def test_a_killed_process_goes_on_at_the_same_question(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "derivtutor", "practice", str(WEEK), *FIXED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "DERIVTUTOR_HOME": str(tmp_path)},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("2x cos(x^2)\nx\n?\n7\n")
    child.stdin.flush()
    seen: list[str] = []
    while sum(line.startswith("Not right") for line in seen) < 2:
        seen.append(child.stdout.readline())
    child.kill()
    child.communicate()
    again = practised(tmp_path, stdin="n + 2x\n")
    assert "the session that was interrupted at question 2" in again.stdout
    assert "Question 2 of 8.\nDifferentiate n x + x^2 with respect to x.\nSo far: 2 tries, 1 hint." in again.stdout
    assert "Right in the end." in again.stdout


def test_another_topic_or_fresh_begins_anew(tmp_path: Path) -> None:
    practised(tmp_path, str(WEEK), stdin="x\n")
    assert "interrupted" not in practised(tmp_path, "--rules", "sine", stdin="\n").stdout
    assert "interrupted at question 1: " in practised(tmp_path, str(WEEK), stdin="7\n").stdout  # it was only left
    begun = practised(tmp_path, str(WEEK), "--fresh").stdout
    assert "interrupted" not in begun
    assert "So far" not in begun


def test_a_session_in_another_window_was_not_cut_off(tmp_path: Path) -> None:
    with running(tmp_path / "student.sqlite"):
        first = practised(tmp_path, str(WEEK), stdin="x\n").stdout
        second = practised(tmp_path, str(WEEK), stdin="x\n").stdout
    for told in (first, second):
        assert told.startswith("Another session is open in another window; this is a new one.\n")
        assert "So far" not in told
    assert "interrupted at question 1" in practised(tmp_path, str(WEEK)).stdout


@pytest.mark.parametrize("topic", sorted(topic.name for topic in EXERCISES.iterdir() if topic.is_dir()))
def test_after_every_topic_practice_goes_on(tmp_path: Path, topic: str) -> None:
    """Exercises without a function have ids, which are no formulas."""
    done = practised(tmp_path, str(EXERCISES / topic), stdin=":k\n" * 30)
    assert done.returncode == 0, done.stderr
    again = practised(tmp_path, stdin="\n")
    assert (again.returncode, again.stderr) == (0, "")
    assert "Question 1 of 10" in again.stdout


def test_a_question_that_cannot_be_asked_any_more_is_skipped(tmp_path: Path) -> None:
    """As after an import from another version."""
    practised(tmp_path, str(WEEK), stdin=":k\n:k\n")
    with Store(tmp_path / "student.sqlite") as store:
        (saved,) = store.open_sessions()
        store.write_state(saved.id, json.loads(json.dumps(saved.state).replace('"answer": "sine"', '"answer": "x"')))
    done = practised(tmp_path, stdin="product\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Skipped." in done.stdout
    assert "Question 4 of 8." in done.stdout


def test_after_the_last_question_it_can_still_be_taken_back(tmp_path: Path) -> None:
    answers = ":k\n" * 7 + "6x^2 - 1\nx\nr 2\nf\n\n"
    told = practised(tmp_path, str(WEEK), stdin=answers).stdout
    assert "That was the last question." in told
    assert "The questions are over. Press Enter to see how it went." in told
    assert "2x^3 - x was rated 2 (hard)." in told
    assert "1 of 1 solved, 1 on the first try." in told
    assert "Marked:\n2x^3 - x.\n" in told
    undone = practised(tmp_path, str(WEEK), "--fresh", stdin=":k\n" * 7 + "6x^2 - 1\nu\n").stdout
    assert "Your answer to 2x^3 - x was taken back" in undone
    assert "No question was answered in this session." in undone
    skipped = practised(tmp_path, str(WEEK), "--fresh", stdin=":k\n" * 8).stdout
    assert "That was the last question." not in skipped
    assert "No question was answered in this session." in skipped


def test_profiles_have_progress_of_their_own(tmp_path: Path) -> None:
    done = practised(tmp_path, str(WEEK), "--profile", "ada", stdin="x\n")
    assert done.stdout.endswith("type derivtutor practice --profile ada.\n")
    assert "interrupted" not in practised(tmp_path, str(WEEK)).stdout
    assert (tmp_path / "ada.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chain-rul"], "Did you mean the topic chain-rule?"),
        (["--rules", "chian"], "Did you mean chain?"),
        (["--rules", " , "], "No rules were given."),
        (["gradient,hesian"], "There is no practice for the topic hesian.\n  Did you mean hessian?"),
        (["gradient,chain"], "There is no practice for the topic chain."),
        (["--rules", "gradient"], "It is a topic: use derivtutor practice gradient."),
        (["--rules", "chain", "chain-rule"], "A set has rules of its own."),
        (["--count", "0"], "A session cannot have 0 questions."),
        (["--minutes", "-1"], "A session cannot last -1 minutes."),
        (["--minutes", "nan"], "A session cannot last nan minutes."),
        (["--count", "3", "--minutes", "5"], "not both"),
        (["--difficulty", "6"], "'6' is not one of"),
        ([str(WEEK), "--difficulty", "5"], "There are no exercises of difficulty 5"),
        (["--now", "noon"], "noon is not a time."),
        (["--profile", "../x"], "cannot be the name of a profile"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = run("practice", "--plain", *arguments, DERIVTUTOR_HOME=str(tmp_path))
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("line", "answers", "sign", "number"),
    [
        ("n", "", "n", ""),
        (":n", "n", "n", ""),
        (" : n ", "n", "n", ""),
        ("next", "n", "n", ""),
        (":give  up", "", "g", ""),
        ("r 3", "", "r", "3"),
        ("r3", "", "r", "3"),
        (":r", "r", "r", ""),
    ],
)
def test_keys(line: str, answers: str, sign: str, number: str) -> None:
    found = key_of(line, frozenset(answers))
    assert found is not None
    assert (found[0].sign, found[1]) == (sign, number)


@pytest.mark.parametrize(("line", "answers"), [("n", "n"), ("r 3", "r"), ("2x", ""), ("", ""), ("nx", ""), ("??", "")])
def test_answers_are_no_keys(line: str, answers: str) -> None:
    assert key_of(line, frozenset(answers)) is None


def test_an_unknown_key_is_told() -> None:
    with pytest.raises(UserError, match="There is no key z"):
        key_of(":z")


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ({"differentiate": "n x^k"}, "nk"),
        ({"differentiate": "sin(x)"}, ""),
        ({"text": "The partials of $f(u, w) = u w$", "answer": "(w, u)", "kind": "gradient"}, "fuw"),
        ({"kind": "choice", "choices": tuple("123456"), "text": "Which of $n$ and $k$?", "answer": "1"}, "f"),
        ({"kind": "rule", "differentiate": "n x"}, ""),
    ],
)
def test_which_keys_may_be_answers(fields: dict[str, str], answers: str) -> None:
    assert possible_answers(Exercise(id="a", **fields)) == frozenset(answers)  # type: ignore[arg-type]


def test_the_preview_reads_along() -> None:
    exercise = Exercise(id="a", differentiate="x^2")
    shown = preview(exercise, frozenset(), Voice())
    assert shown(r"y' = \frac{x}{2}") == "read as x/2"
    assert shown("2(x") == "… This bracket is never closed"
    assert shown("s").startswith("solution: shows")
    assert shown(" ") == shown(":z") == shown("x" * 600) == ""
    assert len(shown("x+" * 90 + "x")) < 80


def test_a_preview_of_choices_says_nothing() -> None:
    exercise = Exercise(id="a", kind="choice", choices=("1", "2"), answer="1")
    assert preview(exercise, frozenset(), Voice())("a") == ""


def test_an_example_says_which_key_goes_on(tmp_path: Path) -> None:
    told = practised(tmp_path, "--rules", "sine", stdin="cos(x)\ns\nk\nq\n").stdout
    begin, asks = told.split("This is an example to read. Press Enter to continue, or type k to skip it.\n", 1)
    assert begin.endswith("\nPress Enter to continue.\n")
    assert asks.startswith("This is an example to read.")
    assert "\nSkipped: the problems follow.\n" in asks


LETTERS = """
title: Letters
exercises:
  - {id: letters, kind: choice, text: Which letter comes first?, choices: [b, a, c], answer: a}
  - {id: lines, kind: choice, text: Where is the slip?, choices: [line 2, line 3, line 4], answer: line 3}
"""


def test_choices_whose_texts_are_letters_or_lines(tmp_path: Path) -> None:
    week = tmp_path / "week.yaml"
    week.write_text(LETTERS)
    told = practised(tmp_path, str(week), stdin="(a)\ng\n4\n9\n3\n").stdout
    for says in (
        "The answer is (b) a.",
        "Answer with the number of the line, or with a letter from a to c.",
        "Right, on the second try.",
    ):
        assert says in told


def test_topics_are_asked_for_by_name_and_go_on_after_an_interruption(tmp_path: Path) -> None:
    first = practised(tmp_path, "Gradient, hessian", stdin="\n(1,\n(1, 1, 1)\n?\n")
    assert first.returncode == 0, first.stderr
    for says in (
        "Practice: gradient, hessian. ",
        "An example to read.\nFind the gradient of ",
        "Answer: grad f(",
        "Question 1 of 10: Gradients.\nFind the gradient of ",
        "Not right.",
        "Hint 1 of 5: Differentiate with respect to x; hold y constant.",
    ):
        assert says in first.stdout
    assert first.stdout.isascii()
    assert "\x1b" not in first.stdout
    again = practised(tmp_path, stdin="s\n\nq\n").stdout
    assert "interrupted at question 1: gradient, hessian" in again
    assert "So far: 1 try, 1 hint." in again
    assert "The function rises fastest along the gradient" in again
    assert "\nThe answer is (" in again
    assert "Gradients: mastery from 30%" in again


def test_rules_may_be_asked_for_beside_topics(tmp_path: Path) -> None:
    told = practised(tmp_path, "taylor", "--rules", "sine", stdin="k\nk\nk\nk\nq\n").stdout
    assert told.startswith("Practice: sine, taylor. ")
    assert "Find the Taylor polynomial" in told
    assert "Differentiate " in told


@pytest.mark.parametrize("group", ["rules", "topics"])
def test_a_whole_group_is_asked_for_by_its_name(tmp_path: Path, group: str) -> None:
    told = practised(tmp_path, group, stdin="q\n")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Practice: {group}. ")
    assert ("by the definition" in told.stdout) == (group == "topics")


def test_a_file_goes_before_a_topic_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gradient").mkdir()
    (tmp_path / "gradient" / "week.yaml").write_text(LETTERS)
    monkeypatch.chdir(tmp_path)
    assert "Which letter comes first?" in practised(tmp_path, "gradient", stdin="q\n").stdout


def test_what_can_be_practised_is_listed_by_groups(tmp_path: Path) -> None:
    listed = run("practice", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert not [*tmp_path.iterdir()]
    rules, topics = listed.split("\nTopics")
    assert rules.startswith("Rules")
    for each in CURRICULUM:
        if not each.is_pair:
            shown = topics if each.topic else rules
            assert re.search(rf"^{each.topic or each.id} .*{re.escape(each.title)}", shown, re.MULTILINE), each
    assert max(map(len, listed.splitlines())) <= 80
    practised(tmp_path, "gradient", stdin="\ng\n")
    after = run("practice", "--list", DERIVTUTOR_HOME=str(tmp_path)).stdout
    assert re.search(r"^gradient +Gradients +\d+%$", after, re.MULTILINE)


def test_a_preview_of_several_components_reads_each() -> None:
    shown = preview(Exercise(id="a", kind="hessian", differentiate="x^2 y"), frozenset(), Voice())
    assert shown("[[2y, 2x], [2x, 0]]") == "read as [[2y, 2x], [2x, 0]]"
    assert shown("(3,4)") == "read as (3, 4)"
    assert shown("(3, 4") == ""
    assert shown("2y") == "read as 2y"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        (GOLDEN / "week.out").write_text(transcript(Path(folder)), encoding="utf-8")
