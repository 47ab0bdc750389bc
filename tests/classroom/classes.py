"""Many small things that are handed in, listed and graded: what is read of each, and what comes out, in golden files.

`python tests/classroom/classes.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

sys.path.append(str(Path(__file__).parents[1]))

import openpyxl
import pyarrow
import pyarrow.parquet
import untidy
from inline import Inline

from derivtutor.classroom import borrowed, overrides, roster
from derivtutor.classroom.changes import keep_earlier, remember
from derivtutor.classroom.grading import Plan, grade
from derivtutor.classroom.marks import not_judged
from derivtutor.classroom.names import folded_name
from derivtutor.classroom.results import Results
from derivtutor.classroom.store import Store
from derivtutor.classroom.submissions.cells import is_blank, of_editor, without_tags
from derivtutor.classroom.submissions.row import BadRow, Remark, Submission
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import together
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.marking import Marker
from derivtutor.render.reports import Options, pages

FOLDER = Path(__file__).parent / "golden"
Shown = tuple[str, str]
"""What was handed in, and what comes of it."""

SET = """\
title: Four
exercises:
  - {id: chain-1, title: Inside and outside, differentiate: sin(x^2)}
  - {id: power-1, differentiate: x^3}
  - {id: rule-1, kind: rule, differentiate: x e^x}
  - {id: own-1, differentiate: a x^2, parameters: {a: 2..9}}
"""
LONG = "student,exercise,answer,submitted\n"
WORKBOOK = [
    ["student", "exercise", "answer"],
    ["ada", "chain-1", "2x"],
    [7, "power-1", 3.5],
    [None, None, None],
    ["z", "rule-1", True],
]
OWN = (
    "student,exercise,attempt,counts,answer,verdict,score,points,feedback\n'=ada,chain-1,1,yes,'-2x,,,,\n"
    "'ada,chain-1,1,yes,-2.5,,,,\nbob,chain-1,2,no,2x\\u202e\\x41\\xa0\\U00110000,,,,\n"
)
READ: list[tuple[str, str | bytes, dict[str, str]]] = [
    ("empty.csv", "", {}),
    ("header.csv", LONG, {}),
    ("long.csv", f"{LONG}ada,chain-1,2x,2026-11-30\n\n,,,\nbob,,x,\n,chain-1,x,\ncy,chain-1\ncy,chain-1,x,,,\ncy,chain-1,f(x, y),2\n", {}),
    ("short.csv", "student,exercise,answer,note\nada,chain-1,2x\nada,chain-1\n", {}),
    ("names.csv", "Student ID;Question;Response;Submitted at\nada;chain-1;2x;-\n", {}),
    ("named.csv", "who,what,how\nada,chain-1,2x\n", {"student": "who", "exercise": "what", "answer": "how"}),
    ("misnamed.csv", "who,what,how\nada,chain-1,2x\n", {"student": "whom"}),
    ("unknown.csv", "who,what,how\nada,chain-1,2x\n", {}),
    ("nearly.csv", "studnet,exercise,answer\nada,chain-1,2x\n", {}),
    ("twice.csv", "student,student,exercise,answer\nada,bob,chain-1,2x\n", {}),
    ("wide.csv", "name,chain-1,POWER-1,rule-1\nAda,cos(x^2),3x^2,-\nBob,,x\nCy\nDi,1,2,3,4\n,,,\n,x,,\n", {}),
    ("wide-title.csv", "name,Inside and outside,power-1\nAda,cos(x^2),3x^2\n", {}),
    ("quotes.csv", f'{LONG}ada,chain-1,"2x\nbob,power-1,3x^2,\ncy,power-1,a"b"c,\ndi,power-1,"a ""b"" c",\ned,power-1,"y = 1\n= 2",\nfy,power-1,"x" y,\n', {}),
    ("bars.csv", "student|exercise|answer\nada|chain-1|2x\n", {}),
    ("tags.csv", f"{LONG}ada,chain-1,<p>2x<br>cos(x<sup>2</sup>)</p>,\nbob,chain-1,<div>0 &lt; x&nbsp;</div>,\ncy,chain-1,0 < x <b>,\n", {}),
    ("windows.csv", f"{LONG}Zoë,chain-1,3x²,\n".encode("cp1252"), {}),
    ("utf16.csv", f"{LONG}Zoë,chain-1,3x²,\n".encode("utf-16"), {}),
    ("utf16-bare.csv", f"{LONG}Zoë,chain-1,3x²,\n".encode("utf-16-le"), {}),
    ("cut.csv", f"{LONG}Zoë,chain-1,3x²,\n".encode("utf-16")[:-1], {}),
    ("mac.csv", f"{LONG}ada,chain-1,2x,\nbob,chain-1,3x,\n".replace("\n", "\r"), {}),
    ("own.csv", OWN, {}),
    ("long-row.csv", f"{LONG}ada,chain-1,{'x' * 100_001},\nbob,chain-1,{'x' * 99_900},\ncy,chain-1,\"{'x' * 100_001}\",\n", {}),
    ("form.csv", "Timestamp,Email Address,Score,Inside and outside,Find it [power-1]\n2026/11/30 9:10:00 AM GMT,ada@x.org,1 / 2,cos(x^2),3x^2\n,,,,\n2026/11/30 9:11:00 AM GMT,,0,x,x\n", {}),
    ("who.csv", "Timestamp,What is your name?,chain-1,power-1\n2026/11/30 9:10:00 AM GMT,Ada,cos(x^2),3x^2\n2026/11/30,,1,\n", {}),
    ("forms.csv", "Id,Start time,Completion time,Email,Name,Student ID,chain-1,power-1\n1,3/2/26,3/2/26,anonymous,,ada7,cos(x^2),3x^2\n2,3/2/26,3/2/26,anonymous,,,x,x\n", {}),
    ("moodle.csv", "Last name,First name,Email address,State,Completed,Response 1,Response 2,Response 3,Response 4\nL,Ada,a@x,Done,6 February 2024,cos(x^2),3x^2,-,\nL,Ada,,,,2x,-,product,7\nL,Bob,,,,2x,-,product,7\n", {}),
    ("canvas.csv", "name,id,sis_id,section,submitted,attempt,1: [chain-1] D,1.0,2: [power-1],1.0\nAda,7,ada7,A,2026-11-30 09:10:00 UTC,1,cos(x^2),0,3x^2,1\nBob,8,,A,,1,x,0,,1\n", {}),
    ("three.csv", "name,id,sis_id,section,submitted,attempt,1: one,1.0,2: two,1.0\nAda,7,ada7,A,2026-11-30,1,cos(x^2),0,3x^2,1\n", {}),
    ("blackboard.csv", "Username,Question ID 1,Question 1,Answer 1,Question ID 2,Question 2,Answer 2\nada,Question ID 1,[chain-1],2x,Question ID 2,[power-1],<p>3x</p>\nbob,Question ID 1,[chain-1],-,Question ID 2,What?,5\n,Question ID 1,[chain-1],1,,,\n", {}),
    ("asked.csv", "Username,Question ID,Question,Answer,Possible Points\nada,1,one,2x,1\nada,2,two,3x,1\nada,3,three,product,1\nada,4,four,,1\nbob,1,one,5,1\nbob,2\n,2,two,1,1\n", {}),
    ("shuffled.csv", "Username,Question ID,Question,Answer,Possible Points\nada,1,one,2x,1\nada,2,two,3x,1\nbob,2,one,5,1\nbob,1,two,5,1\n", {}),
    ("brightspace.csv", "Username,Org Defined ID,Attempt End,Q #,Q Title,Q Text,Answer,Answer Match\nada,1,2026-11-30,1,chain-1,<p>D</p>,2x,\nada,1,2026-11-30,2,,Find [power-1],3x,Unchecked\n,2,2026-11-30,2,,Find [power-1],3x,Checked\n", {}),
    ("stack.csv", f"{LONG}ada,chain-1,Seed: 1; ans1: 2*x [score]; prt1: # = 1,\n", {}),
    ("lines.jsonl", '{"student": "ada", "exercise": "chain-1", "answer": "2x"}\n\n{"Student": 7, "exercise": "power-1", "answer": ["a", "b"], "submitted": "2026-11-30"}\n{"student": "bob", "exercise": "chain-1", "answer": "\\frac{1}{2}"}\n{"student": "cy", "exercise": \n[1]\n{"student": " ", "exercise": "a"}\n{"student": "x"}\n{"exercise": "x"}\n{"student": "di", "exercise": "chain-1", "answer": 2.5}\n{"student": "ed", "exercise": "chain-1"}\nplain\n', {}),
    ("long-names.jsonl", "".join(f'{{"student": "{"x" * many}", \n' for many in (79, 80, 81)) + '{"student": ada, "answer" 1}\n{"LOGIN": "a", "exercise": "e", "answer": null}\n{"student": null, "id": 3, "exercise": 4, "answer": [1, "b"]}\n', {}),
    ("endless.csv", f'{LONG}ada,chain-1,"{"x" * 60_000}\n{"y" * 60_000}\nbob,chain-1,2x,\n', {}),
    ("odd.csv", f'{LONG}ada,chain-1,2"x,\nbob,chain-1,"2x" "3x",\ncy,chain-1,""2x"",\n', {}),
    ("limit.csv", f"{LONG}" + "".join(f"s{many},chain-1,{'x' * many},\n" for many in (99_983, 99_984, 99_985)), {}),
    ("commas.csv", 'student,exercise,"an;answer;of;many;;;;"\nada,chain-1,2x\n', {"answer": "an;answer;of;many;;;;"}),
    ("blank-cells.csv", "name,chain-1,power-1\nada,<Unanswered>,[none given]\nbob, - ,-x\n", {}),
    ("list.json", '[{"student": "ada", "exercise": "chain-1", "answer": "2x"}, 3]', {}),
    ("escaped.json", '[{"student": "ada", "exercise": "chain-1", "answer": "\\cdot"}]', {}),
    ("broken.json", '[{"student": "ada"', {}),
    ("table.txt", f"{LONG}ada,chain-1,2x,\n", {}),
    ("answers.tsv", f"{LONG}ada,chain-1,2x,\n".replace(",", "\t"), {}),
    ("answers.pdf", b"%PDF-1.7 x", {}),
    ("answers.xlsx", b"PK no workbook", {}),
    ("archive.zip", untidy.archive(ada_csv=f"{LONG}ada,chain-1,2x,\n", b__bob_csv=f"{LONG}bob,chain-1,2x,\n", __MACOSX__x_csv="x"), {}),
    ("broken.zip", b"PK\x03\x04 nothing", {}),
]  # fmt: skip
SHEET = "worksheet: Four\nset: set.yaml\nstudent: {}\nseed: 0\nanswers:\n  chain-1: 2x\n  power-1: ''\n"
BESIDE: list[tuple[str, str | bytes]] = [
    ("a.json", '[{"student": "ada", "exercise": "chain-1", "answer": "2x"}, 3, {"exercise": "b"}]'),
    ("b.json", '[{"student": "ada", "exercise": "chain-1", "answer": "\\\\cdot \\cdot"}]'),
    ("c.json", '[{"student": "ada"'),
    ("d.json", '{"title": "no sheet"}'),
    ("e.txt", "student: ada\nanswers:\n  chain-1: 2x\n"),
    ("f.txt", "Dear teacher, my cat ate it.\n"),
    ("Fay_7_assignsubmission_file_/g.txt", "Dear teacher, my cat ate it.\n"),
    ("Fay_7_assignsubmission_file_/deep/h.csv", "x\n"),
    ("i.yaml", "worksheet: Four\nset: s\nstudent: ada\nanswers:\n"),
    ("j.yaml", "worksheet: Four\nanswers:\n  chain-1: [\n"),
    ("k.csv", LONG),
    ("l.xls", f"{LONG}ada,chain-1,2x,\n"),
    ("m.txt", f"{LONG}ada,chain-1,2x,\n"),
    ("n.tsv", " \n"),
    ("o.html", "<p>2x</p>"),
    ("p.7z", "x"),
    ("q.ods", "x"),
    ("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
    ("s.jsonl", '{"student": "ada", "exercise": "chain-1", "answer": "2x"}\n'),
    ("t.md", "# Four\n\n## 1. a {#chain-1}\n\n**Answer:** 2x\n"),
]
ROSTERS: list[tuple[str, str]] = [
    ("a.csv", "id,name,aliases,e-mail,due\ns1,Ada Lovelace,countess; King,ada@x.org,2026-12-02\ns2,Ben,,,\n"),
    ("b.csv", "ID number;First name;Last name;E-mail\n1;Ada;Lovelace;ada@x.org\n2;Ada;Lovelace;a2@x.org\n3.0;;;\n"),
    ("c.yaml", "students:\n  - {id: s1, name: Ada, aliases: [a, b]}\n  - id: s2\n    due: 2026-12-01\n"),
    ("d.json", '[{"id": "s1", "name": "Ada"}, {"id": "s1", "name": "Bob"}]'),
    ("e.csv", "id,name\ns1,Ada\n s1 ,Bob\n"),
    ("f.csv", "id,name,alias\ns1,Ada,\ns2,Bob,ada\n"),
    ("g.csv", "name\nAda\n"),
    ("h.csv", "idd,name\n1,Ada\n"),
    ("i.csv", "id,name\n,Ada\n"),
    ("j.csv", "id,due\ns1,soon\n"),
    ("k.csv", "id,id\ns1,x\n"),
    ("l.csv", "id,name\ns1,Lovelace, Ada\n"),
    ("m.csv", "id,name\n"),
    ("n.csv", ""),
    ("o.pdf", "x"),
    ("p.yaml", "a: 1\nb: 2\n"),
    ("q.yaml", "- ada\n"),
    ("r.yaml", "- id: ada\n  id: bob\n"),
    ("s.csv", 'id,name\n\n"s1,Ada\n'),
    ("t.toml", '[[students]]\nid = "s1"\nname = "Ada"\n'),
    ("u.csv", "id,name\ns1,Ada,,\n"),
    ("v.yaml", "- {id: 7, name: true, aliases: ['', 1.50, null]}\n- {id: '', name: x}\n"),
    ("w.toml", "[[students]]\nid = 7\nname = true\n"),
    (
        "x.json",
        '[{"id": 7, "name": null, "aliases": [1.5, "a"]}, {"id": 8, "name": "Ada Lovelace"}, {"id": "9", "name": "Ada  LOVELACE"}]',
    ),
    ("y.csv", "id,name,aliases\n1,Bob,\n2,Ann,Bob\n"),
    ("z.yaml", "id: 1\n"),
    ("wide.csv", ",".join(f"c{place}" for place in range(14)) + "\n1\n"),
]
WRITTEN = [
    "Ada Lovelace",
    "lovelace, ada",
    "ADA  LOVELACE",
    "countess",
    "s1",
    "1",
    "1.0",
    "3",
    "Adda Lovelace",
    "x",
    "",
]
"""What may be written for a student of a roster."""

HAND = "student,exercise,credit,points,reason\n"
OVERRIDES: list[str] = [
    f"{HAND}ada,chain-1,0.5,,half\nbob,POWER-1,,1,all\n*,*,1,,gift\nada,*,50%,,more\n",
    *(f"{HAND}{row}\n" for row in (
        ",chain-1,1,,x", "ada,,1,,x", "ada,chain-1,1,,", "ada,chain-1,,,x", "ada,chain-1,1,1,x", "ada,chain-1,1.01,,x",
        "ada,chain-1,101%,,x", "ada,chain-1,100%,,x", "ada,chain-1,-1,,x", "ada,chain-1,,1.01,x", 'ada,chain-1,,"0,5",x', "ada,chain-1,,one,x",
        "ada,chian-1,,9,x",
    )),
    "student,exercise,reason\nada,chain-1,x\n",
]  # fmt: skip
CELLS = [
    "", " - ", "<unanswered>", "[None Given]", "-x", "<p>2x<br></p>", "0 < x <b>", "<p>2x&nbsp;cos(x<sup>2</sup>)</p>", "<div>a</div><div>b</div>",
    "x<sub>1</sub>", "a < b > c", "<ul><li>x</li><li>y</li></ul>", "&lt;", "<p>&lt;p&gt;</p>", "<P CLASS='a'>x</P>", "x<br/>y",
]  # fmt: skip
NAMES = [
    " ADA  O’Neill\u200b ",
    "Lovelace, Ada",
    "1815.0",
    "1815.5",
    "a, b, c",
    ", Ada",
    "Ada,",
    "Ｚoë",
    "STRASSE",
    "x–y",
]

RUN_SET = """\
title: Week
due: 2026-11-30T12:00
credit: {late: 0.5}
exercises:
  - {id: easy, differentiate: x^2, points: 2}
  - {id: hard, differentiate: sin(x^2), points: 4, attempts: 2}
  - {id: bonus, differentiate: x^3, points: 0}
  - {id: form, differentiate: (x + 1)^2, form: factored}
  - {id: own, differentiate: a x^3, parameters: {a: 2..9}, points: 1.5}
  - {id: pick, kind: choice, text: Which?, choices: [one, two], answer: b}
  - {id: nobody, differentiate: x^9}
"""
RUN_ANSWERS = """\
student,exercise,answer,submitted
ada,easy,2x,2026-11-30T11:59
ada,hard,cos(x^2),2026-11-30T12:00
ada,hard,2x cos(x^2),2026-11-30T12:01
ada,form,2x + 2,2026-11-30T10:00
ada,bonus,3x^2,2026-11-30T10:00
Ben,easy,x,30/11/2026 11:00
Ben,hard,cos(x^2),29/11/2026 11:00
Ben,hard,7,29/11/2026 11:01
Ben,hard,2x cos(x^2),29/11/2026 11:02
Ben,pick,b,2026-11-30T12:00:01
Cleo,easy,,2026-11-29
Cleo,hard,(x,2026-11-29
Cleo,own,24x^2,2026-12-01
Cleo,esay,2x,2026-11-29
Cleo,EASY,2x,someday
Di,own,x,
Di,own,6x^2,2026-11-30 11:00+02:00
Di,pick,a,2026-11-30T12:00+00:00
Di,pick,c,2026-11-30T11:00
dI,easy,2x,2026-11-30T13:00
Ed,nothing,2x,
"""
LATER_ANSWERS = (
    RUN_ANSWERS.replace("Ben,easy,x,", "Ben,easy,2x,").replace("ada,form,2x + 2", "ada,form,2(x + 1)")
    + "Flo,easy,2x,2026-11-29\n"
)
LENT = "student,exercise,answer\nCleo,own,24x^2\nDi,own,24x^2\nada,own,24x^2\n" + "".join(
    f"s{number},own,{3 * number}x^2\n" for number in range(2, 10)
)
PEOPLE = "id,name,aliases,e-mail,due\ns1,Ada Byron,ada,,2026-12-02\ns2,Ben,,,\ns3,Cleo,,,\ns4,Gus,,,\ns5,Ben,,,\n"
BY_HAND = "student,exercise,points,reason\nada,hard,3,appeal\n*,form,1,a gift\nGus,easy,2,on paper\nnobody,easy,1,x\nCloe,easy,1,x\nada,hrad,1,x\nCleo,own,0,late\n"
TOO_LATE = not_judged("timeout", "It took too long.")
HALF_RIGHT = Mark(verdict="incorrect", credit=0.5, reason="one slip")
RUNS: dict[str, dict[str, Any]] = {
    "best": {},
    "last": {"count": "last"},
    "first": {"count": "first"},
    "zone": {"zone": ZoneInfo("Asia/Tokyo")},
    "roster": {"people": PEOPLE},
    "by hand": {"hand": BY_HAND},
    "own numbers of others": {"answers": LENT},
    "own numbers of others, word for word": {"answers": LENT, "pairs": 0},
    "all": {"people": PEOPLE, "hand": BY_HAND, "count": "last"},
    "not judged": {"otherwise": {"2x cos(x^2)": TOO_LATE}},
}
AGAIN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the same": ({}, {}),
    "other answers": ({}, {"answers": LATER_ANSWERS}),
    "fewer answers": ({"answers": LATER_ANSWERS}, {}),
    "last": ({}, {"count": "last"}),
    "more points": ({}, {"set_yaml": RUN_SET.replace("points: 4", "points: 5").replace("late: 0.5", "late: 0.25")}),
    "due later": ({}, {"set_yaml": RUN_SET.replace("2026-11-30T12", "2026-12-30T12")}),
    "other exercises": ({}, {"set_yaml": RUN_SET.replace("id: easy", "id: simple")}),
    "other numbers": ({}, {"set_yaml": f"seed: 5\n{RUN_SET}"}),
    "by hand": ({}, {"hand": BY_HAND}),
    "no more by hand": ({"hand": BY_HAND}, {}),
    "a roster": ({}, {"people": PEOPLE}),
    "another set": ({}, {"set_yaml": SET}),
    "judged at last": ({"otherwise": {"2x": TOO_LATE}}, {}),
    "no longer judged": ({}, {"otherwise": {"2x": TOO_LATE}}),
    "judged otherwise": ({"otherwise": {"2x": HALF_RIGHT}}, {}),
    "judged otherwise by another version": ({"otherwise": {"2x": HALF_RIGHT}}, {}),
}


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder to be in, so that files have short names."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield Path()


def _written(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _or_refused(doing: Callable[[], str]) -> str:
    try:
        return doing()
    except UserError as error:
        return f"refused: {error.message} {error.hint}"


# -- what is handed in ---------------------------------------------------------------------------------------------


def handed_in() -> Iterator[Shown]:
    """Tables, records, sheets and archives."""
    with _folder():
        for name, text, columns in (*READ, *_binary(), *_sheets()):
            path = _written(name, text)
            yield (
                f"{name} {columns or ''}".rstrip(),
                _or_refused(lambda path=path, columns=columns: _read([str(path)], columns)),
            )
        yield "missing.csv", _or_refused(lambda: _read(["missing.csv"], {}))
        Path("hand").mkdir()
        untidy.write(Path("hand"))
        yield "an untidy folder", _or_refused(lambda: _read(["hand"], {}))
        for name, text in BESIDE:
            _written(f"beside/{name}", text)
        _written("beside/book.zip", {name: content for name, content, _ in _binary()}["book.xlsx"])
        yield "files beside each other", _or_refused(lambda: _read(["beside"], {}))
        yield "two that are named", _or_refused(lambda: _read(["ada.yaml", "empty.csv", "long.csv"], {}))
        Path("void").mkdir()
        yield "an empty folder", _or_refused(lambda: _read(["void"], {}))


def _binary() -> Iterator[tuple[str, bytes, dict[str, str]]]:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    for row in WORKBOOK:
        book.active.append(row)
    book.save(stream)
    yield "book.xlsx", stream.getvalue(), {}
    book.create_sheet("Second").append(["student", "exercise", "answer"])
    book.save(stream := io.BytesIO())
    yield "two.xlsx", stream.getvalue(), {}
    yield "shown.xlsx", _as_shown(), {}
    columns = {"student": ["ada", None, "7"], "exercise": ["chain-1", "power-1", "rule-1"], "answer": ["2x", "x", None]}
    pyarrow.parquet.write_table(pyarrow.table(columns), stream := io.BytesIO())
    yield "table.parquet", stream.getvalue(), {}


def _as_shown() -> bytes:
    """A workbook with numbers, fractions, dates and formulas as answers, behind a sheet that is not shown."""
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Empty")
    sheet = book.create_sheet("Answers")
    sheet.append([])
    sheet.append(["student", "exercise", "answer", None])
    values = [
        0.5, 1 / 3, 2.0, 1e15, 1e16, -7, 0.1 + 0.2, False, datetime(2026, 11, 30, 9, 5), date(2026, 11, 30), time(9, 5),
        "=1+1", "-2x", "a_x000D_b", None,
    ]  # fmt: skip
    for number, value in enumerate(values):
        sheet.append([number, "chain-1", value, None])
    for row, shown in ((3, "# ?/?"), (4, "# ??/??"), (5, "0.00")):
        sheet.cell(row, 3).number_format = shown
    sheet.append(["ada", "chain-1", "2x", "too far"])
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def _sheets() -> Iterator[tuple[str, str, dict[str, str]]]:
    yield "ada.yaml", SHEET.format("ada"), {}
    yield "nobody/work.yaml", SHEET.replace("student: {}\n", ""), {}
    yield (
        "nameless/work.md",
        "---\nworksheet: Four\nset: set.yaml\n---\n\n## 1. a {#chain-1}\n\n**Answer:** 2x\n\n**Answer:** 3x\n",
        {},
    )
    yield "Ada B_123_assignsubmission_file_/work.yaml", SHEET.replace("student: {}\n", ""), {}
    yield "byronada_LATE_12_34_work.yaml", SHEET.replace("student: {}\n", ""), {}
    yield "other.yaml", SHEET.format("ada").replace("chain-1", "chian-1"), {}
    yield "seed.yaml", SHEET.format("ada").replace("seed: 0", "seed: 3"), {}
    yield "numbers.yaml", SHEET.format("ada") + "  own-1: 7x\n", {}


def _read(names: list[str], columns: dict[str, str]) -> str:
    exercises = together([_written("set.yaml", SET)])
    return "\n".join(_row(each) for each in rows(names, exercises, columns))


def _row(found: Any) -> str:
    if isinstance(found, Submission):
        answer = found.answer if len(found.answer) < 200 else f"{len(found.answer)} characters"
        return f"{found.file}:{found.line} {found.student} | {found.exercise} | {answer!r} | {found.submitted}"
    if isinstance(found, BadRow | Remark):
        return f"{type(found).__name__} {found.file}:{found.line} {found.message}"
    return f"{found}"


# -- lists ---------------------------------------------------------------------------------------------------------


def lists() -> Iterator[Shown]:
    """Rosters, overrides, names and cells."""
    with _folder():
        for name, text in ROSTERS:
            path = _written(name, text)
            yield f"roster {name}", _or_refused(lambda path=path: _people(path))
        exercises = together([_written("set.yaml", SET)])
        for text in OVERRIDES:
            path = _written("hand.csv", text)
            yield (
                f"overrides {text!r}",
                _or_refused(lambda path=path: "\n".join(map(str, overrides.read(path, exercises)))),
            )
    yield "names", "\n".join(f"{name!r}: {folded_name(name)!r}" for name in NAMES)
    yield "cells", "\n".join(f"{cell!r}: {is_blank(cell)} {of_editor(cell)!r} {without_tags(cell)!r}" for cell in CELLS)


def _people(path: Path) -> str:
    found = roster.read(path)
    known = {
        written: person.label if (person := found.find(written)) else found.why_unknown(written) for written in WRITTEN
    }
    return "\n".join([*map(str, found.people), *(f"{written!r}: {who}" for written, who in known.items())])


# -- runs ----------------------------------------------------------------------------------------------------------


def runs() -> Iterator[Shown]:
    """Grading runs: every answer, and what comes of all of them."""
    for name, given in RUNS.items():
        how = dict(given)
        limits = patch.multiple(borrowed, MOST_PAIRS=how.pop("pairs", borrowed.MOST_PAIRS))
        with _folder(), limits, contextlib.closing(Store(":memory:")) as store:
            told: list[tuple[object, ...]] = []
            results = _graded(store, told, **how)
            yield f"{name}: progress", f"{told[0]} … {told[-1]}"
            yield f"{name}: answers", _report("csv", results).replace("\r\n", "\n")
            yield f"{name}: summary", _report("terminal", results)
            yield f"{name}: JSON", json.dumps(json.loads(_report("json", results)), indent=1, ensure_ascii=False)


def changes() -> Iterator[Shown]:
    """Runs after others: what is told to have changed."""
    for name, (before, now) in AGAIN.items():
        with _folder(), patch("derivtutor.__version__", "1.1"):
            earlier = patch("derivtutor.__version__", "1.0" if name.endswith("version") else "1.1")
            with contextlib.closing(Store(Path("state"))) as store, earlier:
                remember(_graded(store, [], **before).plan, store)
            with contextlib.closing(Store(Path("state"))) as store:
                keep_earlier(store, begin_anew=name != "the same")
            with contextlib.closing(Store(Path("state"))) as store:
                yield name, _report("changes", _graded(store, [], **now))


def _graded(
    store: Store,
    told: list[tuple[object, ...]],
    set_yaml: str = RUN_SET,
    answers: str = RUN_ANSWERS,
    people: str = "",
    hand: str = "",
    otherwise: Mapping[str, Mark] = {},
    **how: Any,
) -> Results:
    exercises = together([_written("set.yaml", set_yaml)])
    known = roster.read(_written("class.csv", people)) if people else None
    decided = overrides.read(_written("hand.csv", hand), exercises) if hand else ()
    plan = Plan(exercises, exercises.seed, roster=known, overrides=decided, **how)
    handed = rows([str(_written("answers.csv", answers))], exercises, {})
    with patch.object(Marker, "mark", _judging(otherwise)):
        grade(plan, handed, store, Inline(), lambda *said: told.append(said))
    return Results(plan, store)


def _judging(otherwise: Mapping[str, Mark]) -> Callable[[Marker, str], Mark]:
    """Judging, but that some answers are marked otherwise."""
    judged = Marker.mark
    return lambda marker, answer: otherwise.get(answer) or judged(marker, answer)


def _report(form: str, results: Results) -> str:
    return "".join(pages(form, results, Options(width=110)))


FILES = {
    "corpus-handed-in.txt": handed_in,
    "corpus-lists.txt": lists,
    "corpus-runs.txt": runs,
    "corpus-changes.txt": changes,
}
"""The golden files, and what stands in each."""


def text(file: str) -> str:
    r"""What a golden file should hold; a space at the end of a line is written as `\s`."""
    shown = "".join(f"=== {title}\n{shown}\n" for title, shown in FILES[file]())
    return re.sub(r" (?=\n)", r"\\s", shown)


if __name__ == "__main__":
    for file in FILES:
        (FOLDER / file).write_text(text(file), "utf-8")
