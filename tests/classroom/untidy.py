r"""A folder as it comes from a class: forty files, hardly one of them as it was handed out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SET = """\
title: Two
exercises:
  - {id: a, differentiate: tan(x)}
  - {id: b, differentiate: x^2, attempts: 1}
"""
SHEET = 'worksheet: Two\nset: set.yaml\nstudent: {}\nseed: 0\nanswers:\n  a: "\\frac{{1}}{{\\cos^2 x}}"\n  b: "2x"\n'
MARKDOWN = (
    "---\nworksheet: Two\nset: set.yaml\nstudent: {}\nseed: 0\n---\n\n# Two\n\n## 1. a (1 point) {{#a}}\n\n"
    "**Answer:** \\frac{{1}}{{\\cos^2 x}}\n\n## 2. b (1 point) {{#b}}\n\n**Answer:** 2x\n"
)
NAMELESS = SHEET.replace("student: {}\n", "").format()


def sheet(student: str) -> str:
    """A sheet with two right answers."""
    return SHEET.format(student)


def archive(**files: str | bytes) -> bytes:
    """An archive with these files; a double underscore is a slash, a single one a full stop."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


GRADED: dict[str, str | bytes] = {
    "s01.yaml": sheet("s01"),
    "s02.yaml": sheet("s02").replace("\n", "\r\n").encode(),
    "s03.yml": sheet("s03").replace("\n", "\r").encode(),
    "s04.yaml": sheet("s04").encode("utf-8-sig"),
    "s05.yaml": sheet("s05").encode("utf-16"),
    "s06.yaml": sheet("s06").replace("\n", "\r\n").encode("utf-8-sig"),
    "s07.yaml": sheet("s07").replace("answers:", '"answers":').replace("  a:", '  "a":').replace("  b:", "  'b':"),
    "s08.yaml": sheet("s08").replace("worksheet:", '"worksheet":').replace("student: s08", "'student': \"s08\""),
    "s09.md": MARKDOWN.format("s09"),
    "s10.md": MARKDOWN.format("s10").replace("\n", "\r\n").encode(),
    "s11.markdown": MARKDOWN.format("s11").encode("utf-16-le"),
    "s12.txt": sheet("s12"),
    "s13.yaml.txt": sheet("s13").replace("\n", "\r\n").encode(),
    "s14": sheet("s14"),
    "s15.docx.md": MARKDOWN.format("s15"),
    "S16.YAML": sheet("s16"),
    "s17.json": '{"worksheet": "Two", "student": "s17", "answers": {"a": "\\frac{1}{\\cos^2 x}", "b": "2x"}}',
    "s18.toml": 'worksheet = "Two"\nstudent = "s18"\n[answers]\na = "\\frac{1}{\\cos^2 x}"\nb = "2x"\n',
    "s19.yaml": sheet("s19").replace("  a:", "      a:").replace("  b:", "      b:"),
    "s20.yaml": sheet("s20").replace("s20", "s20 # that is me"),
    "deep/er/s21.yaml": sheet("s21"),
    "s22.zip": archive(s22_yaml=sheet("s22")),
    "s23.zip": archive(inner_zip=archive(s23_yaml=sheet("s23")), ___DS_Store="x"),
    "s24.csv": 'student,exercise,answer\r\ns24,a,\\frac{1}{\\cos^2 x}\r\ns24,b,2x\r\n',
    "s25.jsonl": '{"student": "s25", "exercise": "a", "answer": "\\sec^2 x"}\n'
    '{"student": "s25", "exercise": "b", "answer": "2x"}\n',
}  # fmt: skip
"""All of these are right, whatever was done to them."""

NO_NAME: dict[str, str | bytes] = {"x/sheet.yaml": NAMELESS, "y/sheet.yaml": NAMELESS, "z.yaml": NAMELESS}
UNREAD: dict[str, str | bytes] = {
    "u1.yaml": "",
    "u2.md": b"\xef\xbb\xbf \r\n",
    "named.yaml": sheet("u3").replace("seed: 0", "seed: ["),
    "u4.yaml": b"\x00\x01\x02\x00\xff" * 40,
    "u5.yaml": sheet("u5") + '  b: "2x"\n',
    "Ursula Six_77_assignsubmission_file_/photo.jpg": b"\xff\xd8",
}
"""Sheets that cannot be read, each with a student all the same: u1 to u5, and Ursula Six."""

REFUSED: dict[str, str | bytes] = {
    "r1.pdf": b"%PDF",
    "r2.docx": b"PK\x03\x04",
    "r3.rar": b"Rar!",
    "r4.zip": b"no archive",
    "r5": b"\x7fELF",
    "r6.csv": "hello\nworld\n",
}
PASSED: dict[str, str | bytes] = {
    ".DS_Store": b"x",
    "__MACOSX/._s01.yaml": b"x",
    "Thumbs.db": b"x",
    "~$s01.docx": b"x",
    ".~lock.s24.csv#": b"x",
    "set.yaml": SET,
}


def write(folder: Path) -> int:
    """Write them all; how many there are, those in archives counted one by one."""
    files = {**GRADED, **NO_NAME, **UNREAD, **REFUSED, **PASSED}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return len(files) + 1  # in one archive there is a hidden file beside the sheet
