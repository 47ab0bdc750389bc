"""The teacher's page: what is on it, that it needs nothing else, and that what others wrote stays text on it."""

from __future__ import annotations

import base64
import csv
import dataclasses
import hashlib
import io
import re
from contextlib import closing
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec.structs import replace
from reported import CSV, HOSTILE, SET, golden, report, results_of

from derivtutor.render.reports import Options, html_table, pages
from derivtutor.render.reports.charts import Bars, bar_chart, histogram
from derivtutor.render.safe import safe

VOID = {"meta", "br", "input"}
ELEMENTS = set(
    re.findall(
        r"\w+",
        """html head meta title style script body main header nav section h1 h2 h3 h4 p a ul ol li dl div dt dd details
        summary code label input output table caption thead tbody tr th td small span abbr b em br bdi
        figure figcaption svg desc rect line text
        math mrow mi mn mo msup mfrac msqrt mspace mtext mtable mtr mtd mstyle mpadded""",
    )
)
"""Everything that may stand on the page."""


class Page(HTMLParser):
    """A page taken apart: its elements, its text, its table; it complains where a tag is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def text(self) -> str:
        return "".join(piece for pieces in self.texts.values() for piece in pieces)


@cache
def small() -> str:
    return report("html")


def rows(page: str) -> list[str]:
    """The rows of the table of the class."""
    return re.findall(r"<tr.*?</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0])


def table(*lines: tuple[str, str, str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([("student", "exercise", "answer"), *lines])
    return written.getvalue()


def test_the_page_is_the_one_that_is_expected() -> None:
    assert small() == golden("html").read_text("utf-8")


def test_the_page_is_the_same_every_time() -> None:
    assert report("html") == small()


def test_every_tag_is_closed_and_every_id_is_there_once() -> None:
    page = Page(small())
    assert len(page.ids()) == len(set(page.ids()))
    assert {tag for tag, _ in page.elements} <= ELEMENTS


def test_every_link_leads_somewhere_on_the_page() -> None:
    page = Page(small())
    links = {attributes["href"] for attributes in page.of("a")}
    assert links
    assert links <= {f"#{name}" for name in page.ids()}


def test_headings_are_in_order() -> None:
    levels = [int(tag[1]) for tag, _ in Page(small()).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def card(title: str) -> str:
    """What stands on a card, without its tags."""
    text = small().partition(f"<h3>{title}</h3>")[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]*>", " ", text).split())


def test_three_cards_come_first() -> None:
    assert card("Hardest exercises") == (
        "own Numbers 2 and 2 mean 0%, 0 of 1 student all right power mean 33%, 1 of 3 students all right"
        " chain A function inside mean 33%, 0 of 3 students all right"
    )
    assert card("Commonest misconceptions") == "Inner derivative forgotten 2 students: Ada , Zoë"
    assert card("Who needs a look") == "Ben 1 late"
    titles = re.findall("<h[23]>(?:(?!<h)[^<]*)", small())
    assert [title[4:] for title in titles[:4]] == [
        "At a glance",
        "Hardest exercises",
        "Commonest misconceptions",
        "Who needs a look",
    ]


def test_cards_of_a_class_that_did_all_right() -> None:
    page = Page(report("html", "title: T\nexercises: [{id: e, differentiate: x^2}]", table(("Ada", "e", "2x"))))
    for nothing in ("Nobody lost a point.", "No misconception was recognised.", "Nobody: all was judged, proved"):
        assert nothing in page.text


def test_misconceptions_name_who_made_them_and_link_to_their_answers() -> None:
    made = re.search(r"<p>Made by (.*)</p>", small())
    assert made
    assert made[1] == '2 students: <a href="#student-1"><bdi>Ada</bdi></a>, <a href="#student-3"><bdi>Zoë</bdi></a>'


def test_many_names_are_counted() -> None:
    many = [(f"Student {number:02}", "chain", "cos(x^2)") for number in range(50)]
    page = report("html", SET, table(*many))
    assert "and 42 more" in page
    assert "and 10 more</p>" in page


def test_nothing_is_loaded_and_only_the_inlined_style_and_script_may_run() -> None:
    page = Page(small())
    for _, attributes in page.elements:
        assert {"src", "style", "srcset", "action", "background"}.isdisjoint(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "link" not in {tag for tag, _ in page.elements}
    assert "url(" not in small()
    assert "@import" not in small()
    policy = page.of("meta")[1]["content"]
    for tag in ("style", "script"):
        (inlined,) = page.texts[tag]
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")


def test_rows_carry_what_they_are_sorted_by() -> None:
    ada, ben, zoe = rows(small())
    assert '<td data-v="5">5</td><td data-v="0.454545">45%</td><td data-v="0"></td>' in ada
    assert ben.startswith("<tr data-look>")
    assert '<td data-v="1">1 late</td>' in ben
    assert not zoe.startswith("<tr data-look>")
    assert "<td>–</td>" in zoe
    heads = [attributes for attributes in Page(small()).of("th") if attributes["scope"] == "col"]
    assert [head["data-by"] for head in heads] == ["name", *["number"] * 10]


def test_scores_have_a_sign_beside_the_colour() -> None:
    assert html_table.cell(2, 2, False, {}) == '<td class="all" data-v="2">2 ✓</td>'
    assert html_table.cell(1.5, 2, False, {}) == '<td class="most" data-v="1.5">1.5 ◕</td>'
    assert (
        html_table.cell(0, 2, False, {"L": "late"}) == '<td class="none" data-v="0">0 ✗<abbr title="late">L</abbr></td>'
    )
    assert html_table.cell(0, 2, True, {}) == '<td class="doubt" data-v="0">?</td>'
    assert html_table.cell(0, 0, False, {}) == '<td data-v="0">0</td>'
    assert html_table.cell(None, 2, False, {}) == "<td>–</td>"


def test_what_students_wrote_stays_text() -> None:
    lines = [(text, "chain", text) for text in HOSTILE] + [("Ada", text, "x") for text in HOSTILE]
    written = report("html", SET, table(*lines))
    page = Page(written)
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert len(page.of("script")) == len(page.of("style")) == len(page.of("title")) - len(page.of("svg")) == 1
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert all(attributes["href"].startswith("#") for attributes in page.of("a"))
    for text in HOSTILE:
        assert page.texts["bdi"].count(safe(text)) == 2
        assert page.texts["code"].count(safe(text)) >= 2
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2028]", written)


def test_what_authors_wrote_stays_text() -> None:
    hostile = " ".join(HOSTILE[:3]) + "\n\n# Heading\n\n[x](javascript:alert(1)) \u202e"
    quoted = hostile.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    exercises = (
        f'title: "{quoted}"\nexercises:\n  - {{id: e, title: "{quoted}", text: "{quoted}", differentiate: x^2}}\n'
    )
    page = Page(report("html", exercises, table(("Ada", "e", "x"))))
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert all(attributes["href"].startswith("#") for attributes in page.of("a"))
    assert "\u202e" not in page.text
    assert len(page.of("h1")) == 1


def test_no_students() -> None:
    page = Page(report("html", SET, table(("Ada", "nothing", "x"))))
    assert "There are no answers to show." in page.text
    assert "No misconception was recognised." in page.text
    assert page.of("table") == []
    assert "nobody answered" in page.text


def test_no_points() -> None:
    written = report("html", "title: T\nexercises: [{id: e, differentiate: x^2, points: 0}]", table(("Ada", "e", "x")))
    assert rows(written)[0].endswith('<td data-v="0">0</td><td>–</td><td data-v="0"></td><td data-v="0">0</td></tr>')
    assert "There are no points to show." in written


def test_a_few_hundred_refused_rows_are_shown() -> None:
    page = Page(report("html", SET, table(*[("Ada", "chian", "x")] * 1250)))
    assert "and 1,050 more" in page.text
    assert page.text.count("Did you mean chain?") == 200


def test_a_class_that_is_too_large_for_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_table, "MOST_CELLS", 20)
    monkeypatch.setattr("derivtutor.render.reports.html.MOST_ROWS", 5)
    page = Page(report("html"))
    assert "With 3 students and 7 exercises this table shows totals only; the report in CSV" in page.text
    assert "With 12 answers this page leaves them out" in page.text
    assert len([attributes for attributes in page.of("th") if attributes["scope"] == "col"]) == 4
    assert not any(name.startswith("student-") for name in page.ids())


def test_the_table_is_written_as_the_students_come() -> None:
    many = [(f"Student {number}", "power", "x") for number in range(300)]
    with closing((results := results_of(SET, table(*many))).store):
        assert max(map(len, pages("html", results, Options()))) < 20_000


def test_what_was_not_judged_needs_a_look() -> None:
    with closing((results := results_of(SET, CSV)).store):
        results.store._execute("UPDATE counted SET doubtful = 1 WHERE exercise = 'power'")
        written = "".join(pages("html", results, Options()))
    assert all(" data-look" in row and '<td class="doubt" data-v=' in row for row in rows(written))
    assert "3 (needs a look)" in written


def test_an_exercise_that_cannot_be_prepared_is_named() -> None:
    sound = "title: T\nexercises: [{id: e, differentiate: x^2}]"
    with closing((results := results_of(sound, table(("Ada", "e", "2x")))).store):
        exercises = results.plan.exercises
        wrong = replace(exercises, exercises=(replace(exercises.exercises[0], differentiate="x^"),))
        broken = dataclasses.replace(results, plan=dataclasses.replace(results.plan, exercises=wrong))
        assert "This exercise cannot be prepared: " in "".join(pages("html", broken, Options()))


def test_charts_are_told_in_words() -> None:
    chart = histogram("t", "Totals <b>", [0, 3, 1, 0, 0, 0, 0, 0, 0, 1], "Students")
    assert '<title id="t-title">Totals &lt;b&gt;</title>' in chart
    assert "Students: 10 to 20%: 3, 20 to 30%: 1, 90 to 100%: 1." in chart
    assert chart.count('<rect class="first"') == 3
    bars = bar_chart(
        "b", "Shares", ("mean", "right"), [Bars("one", 0.5, 0.25, ("50%", "25%")), Bars("two", remark="none")]
    )
    assert "one: mean 50%, right 25%; two: none." in bars
    assert 'width="42.00%"' in bars
    assert 'width="21.00%"' in bars


def test_many_exercises_have_several_charts() -> None:
    exercises = "title: T\nexercises:\n" + "".join(f"  - {{id: e{n}, differentiate: {n}x^2}}\n" for n in range(2, 15))
    page = Page(report("html", exercises, table(("Ada", "e5", "10x"))))
    titles = [text for text in page.texts["figcaption"] if text.startswith("Ex")]
    assert titles == ["Exercises 1 to 7", "Exercises 8 to 13"]
