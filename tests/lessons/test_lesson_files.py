"""Lesson files: how they are read, what is wrong with them, and that those that are shipped are in order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parent))

from command import run
from shelf import SAMPLES, shelf

from derivtutor.cli.shown import pictured, shown
from derivtutor.errors import UserError
from derivtutor.exercises.marking import Marker
from derivtutor.lessons.catalogue import all_around, lesson
from derivtutor.lessons.checking import check
from derivtutor.lessons.library import lessons_in, shipped
from derivtutor.lessons.model import Ask, Explore, Show, Words
from derivtutor.lessons.outline import outline
from derivtutor.lessons.reading import MOST_BRACKETS, MOST_LETTERS, Read, read, read_text

HEAD = "---\ntitle: Test\nsays: A test.\n---\n"
EXERCISE = "```exercise\nid: {id}\ndifferentiate: x^2\n```\n"
QUIZ = "## Quiz\n" + "".join(EXERCISE.format(id=f"q{number}") for number in (1, 2, 3))
IDEA = "## Idea\n" + EXERCISE.format(id="one")


@pytest.fixture(autouse=True)
def _samples(request: pytest.FixtureRequest) -> Iterator[None]:
    if "shipped" in request.node.name:
        yield
    else:
        with shelf():
            yield


def mistakes(text: str, folder: Path, name: str = "07-test.md") -> list[str]:
    """What is said of a lesson, without the name of its file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = check(read(path), all_around([path]), shown, pictured)
    return [str(each).removeprefix(f"{path}:") for each in found]


def test_a_lesson_is_read_as_it_is_written() -> None:
    slopes = lesson(SAMPLES / "01-slopes.md")
    assert (slopes.id, slopes.number, slopes.title, slopes.head.teaches) == (
        "slopes", 1, "Slopes", ("power", "tangent-line"),
    )  # fmt: skip
    assert [(section.id, section.is_quiz, len(section.asks)) for section in slopes.sections] == [
        ("from-a-road-to-a-curve", False, 2), ("which-way", False, 1), ("quiz", True, 3),
    ]  # fmt: skip
    first = slopes.sections[0]
    assert [type(block) for block in first.blocks] == [Words, Show, Explore, Ask, Words, Ask]
    assert [block.line for block in first.blocks] == [11, 26, 30, 33, 46, 48]
    assert first.asks[0].solution == ("$2x$ is the slope at every $x$.", "$2 * 3 = 6$")


def test_formulas_are_no_markdown() -> None:
    text = f"{HEAD}## Idea\n$$\nf(x) = x^2\n= x * x\n$$\n\n- $a*b*c$ and $x_1 x_2$\n{EXERCISE.format(id='one')}{QUIZ}"
    found = read_text(text, Path("07-test.md"))
    assert found.complaints == ()
    assert [(each.text, each.line, each.column, each.is_displayed) for each in found.formulas] == [
        ("f(x) = x^2\n= x * x", 6, 1, True), ("a*b*c", 11, 3, False), ("x_1 x_2", 11, 15, False),
    ]  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks_are_nothing(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "07-test.md"
    path.write_bytes(("\ufeff" + (HEAD + IDEA + QUIZ).replace("\n", ends)).encode())
    assert check(read(path), all_around([path]), shown, pictured) == ()
    path.write_bytes((HEAD + IDEA + QUIZ).encode("utf-16"))
    assert check(read(path), all_around([path]), shown, pictured) == ()


MISTAKES = {
    # the head
    "": ["1:1: The lesson is empty. Begin it with a line ---, title: and says:, and another line ---."],
    IDEA + QUIZ: ["1:1: The lesson has no head. Begin it with a line ---, title: and says:, and another line ---."],
    "---\ntitle: Test\n": [
        "1:1: The head of the lesson has no end. Write another line --- below it.",
    ],
    "---\n---\n" + IDEA + QUIZ: ["1:1: The lesson has no title. For example, write title: The chain rule."],
    "---\nsays: A test.\n---\n" + IDEA + QUIZ: [
        "1:1: The lesson has no title. For example, write title: The chain rule.",
    ],
    "---\ntitle: Test\n---\n" + IDEA + QUIZ: [
        "1:1: The lesson does not say what it is about. For example, write says: Why rates multiply.",
    ],
    "---\ntitle: Test\nsays: A test.\ntilte: x\ntitle: y\n---\n" + IDEA + QUIZ: [
        "4:1: There is no key tilte. Did you mean title?",
        "5:1: The key title is given twice. Leave out one of them.",
    ],
    "---\ntitle: Test\nsays: |\n  One.\n  Two.\n---\n" + IDEA + QUIZ: [
        "3:7: The value of says has several lines. Write it in one.",
    ],
    "---\ntitle: Test\nsays: A: test.\n---\n" + IDEA + QUIZ: [
        "3:8: This is not YAML: mapping values are not allowed here. Is the line indented like the one above it? A text"
        " that has a colon in it must be in quotes.",
    ],
    HEAD.replace("---\n", "needs: [slope, two-rates, test]\nteaches: [powr, chain]\n---\n").removeprefix(
        "needs: [slope, two-rates, test]\nteaches: [powr, chain]\n"
    ) + IDEA + QUIZ: [
        "4:9: There is no lesson called slope. Did you mean slopes?",
        "4:27: The lesson needs itself. Leave test out.",
        "5:11: There is no skill powr. Did you mean power?",
    ],
    # what it is made of
    HEAD: ["4:1: The lesson has no ideas. Begin each idea with a heading, such as ## Zoom in."],
    HEAD + "## Idea\nWords.\n" + QUIZ: [
        "5:1: There is no exercise in Idea. Let the reader try every idea: add an exercise.",
    ],
    HEAD + IDEA: ["9:1: The lesson has no quiz. End it with the heading ## Quiz and exercises below it."],
    HEAD + QUIZ + IDEA: ["5:1: The quiz is not the last section. Move it to the end."],
    HEAD + IDEA + "## Quiz\n" + EXERCISE.format(id="q"): ["10:1: The quiz has 1 exercises. Give it 3 to 6."],
    HEAD + IDEA + QUIZ + "Well done.\n\n```show\nrules power\n```\n": [
        "23:1: The quiz has more than exercises here. Words may stand before the first of them only.",
        "26:1: The quiz has more than exercises here. Words may stand before the first of them only.",
    ],
    HEAD + IDEA + IDEA.replace("one", "two") + QUIZ: [
        "10:1: Another section is called Idea, in line 5. Give each its own title.",
    ],
    HEAD + "# Title\n\nTitle\n---\n\n### Part\n\n##\n" + IDEA + QUIZ: [
        "5:1: This heading of level 1 does not begin an idea. Begin each idea with ##; there are no other headings.",
        "7:1: This heading of level 2 does not begin an idea. Begin each idea with ##; there are no other headings.",
        "10:1: This heading of level 3 does not begin an idea. Begin each idea with ##; there are no other headings.",
        "12:1: The heading is empty. Say what the idea is.",
    ],
    HEAD + EXERCISE.format(id="early") + IDEA + QUIZ: [
        "5:1: This exercise stands before the first idea. Put it below a heading, ## and a title.",
    ],
    HEAD + IDEA + "```\nx\n```\n```exercize\n```\n- a\n  ```show\n  rules\n  ```\n" + QUIZ: [
        "10:1: This block has no name. Use show, explore, exercise, solution.",
        "13:1: There is no block exercize. Did you mean exercise?",
        "16:1: This block is indented. Begin it at the left margin.",
    ],
    HEAD + IDEA + "```show\n\n```\n" + QUIZ + "```exercise\nid: x\n": [
        "10:1: The block show is empty. Leave it out, or write what belongs into it.",
        "26:1: The block exercise has no end. Write ``` on a line of its own below it.",
    ],
    HEAD + IDEA.replace("```exercise", "```solution\nx\n```\n```exercise", 1) + "```solution\n$x$\n```\n```solution\ny\n```\n" + QUIZ: [
        "6:1: This solution has no exercise before it. Put it below the exercise that it is for.",
        "16:1: The exercise before it has a solution already. Put all lines into one block.",
    ],
    # words
    HEAD + IDEA + "One <b>two</b>.\n\n<div>\n\n![a](b.png)\n\n***\n\n    code\n\na\x07\n" + QUIZ: [
        "10:5: There is HTML here: <b>. Use Markdown; a < in a formula stands between dollar signs.",
        "10:11: There is HTML here: </b>. Use Markdown; a < in a formula stands between dollar signs.",
        "12:1: There is HTML here: <div>. Use Markdown; a < in a formula stands between dollar signs.",
        "14:1: There is an image here. Show a figure by a command with --plot, in a show block.",
        "16:1: There is a line of hyphens or stars here. Leave it out.",
        "18:5: This line is indented by four spaces or more. Begin it at the left margin.",
        "20:2: There is a control character here, U+0007. Type that part again.",
    ],
    HEAD + IDEA + "[a](slopes), [b](slope) and\n[c](https://example.org).\n" + QUIZ: [
        "10:17: The link leads to slope, which is no lesson. Did you mean slopes?",
        "11:4: The link leads to https://example.org. Link to lessons only, by their ids: [the rules](rules).",
    ],
    HEAD + IDEA + "It costs 5$.\n\nHere $x^^2$ and $y$, $ $.\n\n$$f(x) = \\foo{x}$$\n" + QUIZ: [
        "10:11: A dollar sign is missing. Put every formula between two: $x^2$.",
        "12:6: The formula x^^2 cannot be read. The sign ^ appears twice here. Write it once, as in x ^ 2.",
        "12:22: There is nothing between the dollar signs. Put a formula between them: $x^2$.",
        "14:1: The formula f(x) = \\foo{x} cannot be read. The LaTeX command \\foo is not known. Write functions by their"
        " names, such as sin(x).",
    ],
    # exercises, with what exercises check says
    HEAD + IDEA.replace("x^2", "x^^2") + QUIZ.replace("id: q2", "id: q1").replace("id: q3", "id: q3\nknid: choice"): [
        "8:16: The sign ^ appears twice here. Write it once, as in x ^ 2.\n    x^^2\n      ^",
        "16:5: The id q1 is taken by the exercise in line 12. Every exercise needs its own id.",
        "21:1: There is no key knid. Did you mean kind?",
    ],
    HEAD + IDEA + QUIZ.replace("differentiate: x^2", "differentiate: x^2\nanswer: 3x", 1).replace(
        "id: q2\ndifferentiate: x^2", "id: q2\nkind: numeric\ntext: What?\nanswer: a bag"
    ).replace("id: q3", "\tid: q3"): [
        "14:9: The key is wrong: it was judged incorrect. The engine finds 2x; leave out answer, or correct it.",
        '20:9: The answer a bag is not a number. Write a number, such as 2, 1/3 or sqrt(2).\n    a bag\n    ^',
        "23:1: This is not YAML: found character '\\t' that cannot start any token. Indent with spaces, and put a text that"
        " begins with a special character in quotes.",
    ],
    # commands
    HEAD + IDEA + '```show\nexplain "x^^2"\n  explain "x\nexercises list\nexplain x^2 --output x.html\n```\n'
    '```explore\n"x^2\n```\n' + QUIZ: [
        "11:12: The sign ^ appears twice here. Write it once, as in x ^ 2.",
        "12:3: The command cannot be taken apart: a quotation mark is missing. Put it there.",
        "13:1: The command exercises cannot be run in a lesson. These can: explain",
        "14:1: --output names a file or a port, which a lesson must not use. Leave it out.",
        "17:1: The command cannot be taken apart: a quotation mark is missing. Put it there.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    told, wanted = mistakes(text, tmp_path), MISTAKES[text]
    assert len(told) == len(wanted), "\n".join(told)
    for said, expected in zip(told, wanted, strict=True):
        assert said == expected or (expected.endswith(": explain") and said.startswith(expected))


def test_lessons_that_need_one_another(tmp_path: Path) -> None:
    for name, needs in (("01-a", "b"), ("02-b", "c"), ("03-c", "a")):
        text = HEAD.replace("A test.", f"A test.\nneeds: {needs}") + (IDEA + QUIZ).replace("id: ", f"id: {name}-")
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    assert mistakes((tmp_path / "02-b.md").read_text(encoding="utf-8"), tmp_path, "02-b.md") == [
        "4:8: The lessons need one another: b → c → a → b. Leave one of them out."
    ]


def test_names_of_files(tmp_path: Path) -> None:
    (tmp_path / "03-test.md").write_text((HEAD + IDEA + QUIZ).replace("id: ", "id: other-"), encoding="utf-8")
    assert mistakes(HEAD + IDEA + QUIZ, tmp_path) == [
        "1:1: There is another lesson with the id test, 03-test.md. Give one of them another name."
    ]
    assert mistakes((HEAD + IDEA + QUIZ).replace("id: ", "id: third-"), tmp_path, "a b.md") == [
        "1:1: a b.md is not the name of a lesson. Use letters, digits and hyphens, with a number first:"
        " 03-chain-rule.md."
    ]


def test_files_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "07-test.md"
    path.write_bytes(b"---\ntitle: caf\xe9\n")
    with pytest.raises(UserError, match=r"07-test\.md:2:1: This is not UTF-8 text\."):
        read(path)
    path.write_text("x" * (MOST_LETTERS + 1), encoding="utf-8")
    with pytest.raises(UserError, match="larger than 200,000"):
        read(path)
    path.write_text("![[" * MOST_BRACKETS, encoding="utf-8")
    with pytest.raises(UserError, match="more than 4,000 opening brackets"):
        read(path)


def test_the_command_finds_every_mistake(tmp_path: Path) -> None:
    assert run("learn", "check", str(SAMPLES)).stdout == "2 lessons are in order.\n"
    assert run("learn", "check", str(SAMPLES / "01-slopes.md")).stdout == "1 lesson is in order.\n"
    (tmp_path / "07-test.md").write_text(HEAD + "## Idea\n" + QUIZ, encoding="utf-8")
    (tmp_path / "08-bad.md").write_bytes(b"\xff\xfe\xff")
    done = run("learn", "check", str(tmp_path))
    assert done.returncode == 1
    assert "07-test.md:5:1: There is no exercise in Idea." in done.stdout
    assert "08-bad.md:1:1: This is not UTF-8 text." in done.stdout
    assert done.stdout.endswith("2 mistakes.\n")
    assert run("learn", "check", str(tmp_path / "none.md")).returncode == 2


# -- the lessons that are shipped ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped_lessons() -> list[Read]:
    return [read(path) for path in lessons_in(shipped())]


def test_shipped_lessons_are_in_order(shipped_lessons: list[Read]) -> None:
    """Every formula, exercise, link and command: each command is run once."""
    known = all_around([each.path for each in shipped_lessons])
    found = [str(mistake) for each in shipped_lessons for mistake in check(each, known, shown, pictured)]
    assert "\n".join(found) == ""


def test_keys_of_shipped_lessons_are_right(shipped_lessons: list[Read]) -> None:
    for each in shipped_lessons:
        for exercise in each.lesson.exercises:
            marker = Marker.of(exercise)
            mark = marker.mark(marker.question.key.letter or marker.question.key.text)
            assert mark.is_right, (each.path.name, exercise.id, mark)


def test_shipped_lessons_stand_in_an_order_in_which_they_can_be_learnt(shipped_lessons: list[Read]) -> None:
    assert len(shipped_lessons) >= 12
    learnt: set[str] = set()
    for each in shipped_lessons:
        outlined = outline(each.path)
        assert learnt.issuperset(each.lesson.head.needs), each.path
        assert outlined.head == each.lesson.head
        assert [(one.title, one.line) for one in outlined.sections] == [
            (one.title, one.line) for one in each.lesson.sections
        ]
        learnt.add(each.lesson.id)
