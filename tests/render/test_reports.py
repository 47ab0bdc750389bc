"""The reports: golden files, the structure that each format demands, and hostile text."""

from __future__ import annotations

import json
import re
from contextlib import closing
from xml.etree import ElementTree

import pytest
from graded import ANSWERS, CLASS, golden, graded, not_judged, of_class, of_one, report, reports, table
from hypothesis import given
from hypothesis import strategies as st
from inline import results_of
from markdown_it import MarkdownIt

from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.render.reports import markdown
from derivtutor.render.reports.words import comment, typed


def test_golden() -> None:
    for name, text in reports():
        assert text == golden(name), name


@pytest.mark.parametrize("form", CLASS)
def test_text_is_utf8_without_control_characters(form: str) -> None:
    text = report(form, of_class())
    assert text.encode("utf-8").decode("utf-8") == text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", text) or form in ("json", "jsonl")
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal_keeps_to_its_width(width: int) -> None:
    for results in (of_class(), of_one()):
        text = report("terminal", results, width=width, unicode=False)
        assert text.isascii()
        assert max(map(len, text.split("\n"))) <= width


@pytest.mark.parametrize(("width", "many"), [(80, 20), (81, 20), (200, 44)])
def test_the_name_of_an_exercise_takes_a_quarter_of_the_width_at_most(width: int, many: int) -> None:
    name = "the-slope-of-a-product-of-three-factors-at-0"
    week = f"title: Week\nexercises:\n  - {{id: {name}, differentiate: x^2}}\n"
    with closing((results := results_of(week, f"student,exercise,answer\nada,{name},2x\n")).store):
        table = report("terminal", results, width=width).split("\n")[3:5]
    assert table == [
        f"{'Exercise':{many}}  {'Answer':{width - many - 38}}  {'Verdict':20}  Score",
        f"{name[:many]}  {'2x':{width - many - 38}}  {'Correct':20}  1 of 1",
    ]


def test_terminal_lists_ten_refused_rows() -> None:
    wrong = "".join(f"zed,none-{number},x,\n" for number in range(15))
    text = report("terminal", graded(ANSWERS + wrong))
    assert text.count("answers.csv:") == 10
    assert "and 7 more" in text


def test_terminal_of_nobody() -> None:
    text = report("terminal", graded("student,exercise,answer\nada,none,x\n"))
    assert text.startswith("Week 1\n0 students, 0 answers\n")
    assert "1 row could not be graded" in text


def test_what_was_not_judged_is_no_mistake() -> None:
    results = not_judged()
    assert "Not judged, and so far without points: 1 answer\n" in report("terminal", results)
    assert json.loads(report("json", results))["students"][0]["not_judged"] == ["chain-1"]
    error = ElementTree.fromstring(report("junit", results)).find("testsuite/testcase/error")
    assert error is not None
    assert error.attrib["message"] == "Could not be judged in time. No judgement within 5 seconds."
    assert json.loads(report("github", results))["tests"][1]["status"] == "error"
    assert "Could not be judged in time" in report("markdown", results)


def test_json_has_its_fields() -> None:
    found = json.loads(report("json", of_class()))
    assert list(found) == [
        "schema", "title", "seed", "count", "totals", "exercises", "students", "misconceptions", "refused",
        "remarks",
    ]  # fmt: skip
    assert found["totals"]["students"] == len(found["students"]) == 5
    assert found["totals"]["refused"] == len(found["refused"]) == 2
    assert {student["student"]: student["total"] for student in found["students"]}["bob"] == 1.0


def test_csv_reads_back_and_has_no_formula() -> None:
    text = report("csv", of_class())
    rows = table(text)
    assert text.startswith('\ufeff"student",')
    assert text.count("\r\n") == len(rows) + 1 == of_class().rows + 1
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]
    bob = [row for row in rows if row["student"] == "bob" and row["exercise"] == "chain-1"]
    assert [(row["attempt"], row["counts"], row["late"], row["score"]) for row in bob] == [
        ("1", "yes", "yes", "1"),  # what came before it in time cannot be read, and is no attempt
        ("1", "no", "no", "0"),
    ]


def test_junit_is_as_the_schema_demands() -> None:
    root = ElementTree.fromstring(report("junit", of_class()))
    assert (root.tag, root.attrib) == ("testsuites", {})
    for number, suite in enumerate(root):
        cases = suite.findall("testcase")
        assert [child.tag for child in suite] == [
            "properties",
            *["testcase"] * len(cases),
            "system-out",
            "system-err",
        ]
        assert set(suite.attrib) == {
            "package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time",
        }  # fmt: skip
        assert suite.attrib["id"] == str(number)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        for tag, counted in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert len(suite.findall(f"testcase/{tag}")) == int(suite.attrib[counted])
        assert all(set(case.attrib) == {"name", "classname", "time"} and len(case) <= 1 for case in cases)
        assert all({"message", "type"} == set(each.attrib) for each in suite.findall("testcase/failure"))


def test_gradescope_has_its_fields() -> None:
    found = json.loads(report("gradescope", of_one()))
    assert found["score"] == sum(test["score"] for test in found["tests"]) == 2.0
    assert [test["max_score"] for test in found["tests"]] == [1.0, 2.0, 2.0]
    assert [test["status"] for test in found["tests"]] == ["passed", "failed", "failed"]
    assert {test["output_format"] for test in found["tests"]} == {"text"}
    assert {test["visibility"] for test in found["tests"]} == {"visible"}
    assert found["tests"][0]["tags"] == ["warm-up"]
    assert all(isinstance(test["number"], str) for test in found["tests"])


def test_github_has_its_fields() -> None:
    found = json.loads(report("github", of_one()))
    assert (found["version"], found["status"], found["max_score"]) == (1, "fail", 5.0)
    assert [test["status"] for test in found["tests"]] == ["pass", "fail", "fail"]
    assert [test["score"] for test in found["tests"]] == [1.0, 1.0, 0.0]
    assert found["tests"][0]["message"] is None
    assert found["tests"][1]["line_no"] == 3


@pytest.mark.parametrize("form", ["gradescope", "github"])
def test_one_student_only(form: str) -> None:
    with pytest.raises(UserError, match="about one student; there are 5 here"):
        report(form, of_class())


# -- Markdown ------------------------------------------------------------------------------------------------------


def test_markdown_lets_no_html_or_table_break() -> None:
    text = report("markdown", of_class())
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in page
    assert "</td> </td>" not in page
    assert page.count("<table>") == 5
    assert page.count("<h2>") == 5
    assert set(re.findall(r"<tr>(.*?)</tr>", page.replace("\n", ""))) >= {
        '<td>power-1</td><td>Correct</td><td style="text-align:right">1 of 1</td>'
    }
    assert "``2x`` &lt;script" not in page
    assert "<code>`2x` &lt;script&gt;" in page


def test_markdown_file_for_each_student() -> None:
    found = dict(markdown.files(of_class()))
    assert list(found) == ["HYPERLINK_http_evil", "Eve_x_td", "Müller_Zoë", "ada@example.org", "bob"]
    assert all(text.startswith("# Week 1\n\nHello ") for text in found.values())
    assert "It was handed in late." in found["bob"]


NAMES = st.text(min_size=1) | st.sampled_from(
    ["CON", "con.txt", "nul", "COM1", "com¹", "..", "/", "a/b", "A\\B", "-rf"]
)


@given(st.lists(NAMES, unique=True))
def test_file_names_are_safe_and_unique(students: list[str]) -> None:
    taken: set[str] = set()
    names = [markdown.file_name(student, taken) for student in students]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[\w.@+-]+", name)
        assert not name.startswith((".", "-"))
        assert not name.endswith((".", " "))
        assert len(f"{name}.md.unfinished".encode()) <= 255
        assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1", ""}


@given(st.text())
def test_code_is_one_span(text: str) -> None:
    shown = typed(text)
    tokens = MarkdownIt("commonmark").parse(f"Your answer: {markdown.code(shown)}\n")
    code = [child.content for token in tokens for child in token.children or [] if child.type == "code_inline"]
    code += [token.content.removesuffix("\n") for token in tokens if token.type == "fence"]
    assert code == [shown] or not shown.strip()


# -- words ---------------------------------------------------------------------------------------------------------


def test_a_number_that_was_asked_for_is_not_told() -> None:
    def wrong(at: dict[str, float]) -> Mark:
        evidence = {"counterexample": {"at": at, "got": 4, "expected": 5.25}}
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", evidence=evidence)

    assert comment(wrong({"x": 0.7})) == "At x = 0.7 it gives 4 instead of 5.25."
    assert comment(wrong({})) == ""


def test_what_is_not_prose_is_not_read_as_formulas() -> None:
    says = f"There is no rule called ${'(' * 900},{')' * 900}$."
    assert comment(Mark(verdict="unreadable", credit=0.0, reason="wrong", says=says)).startswith("There is no rule")
