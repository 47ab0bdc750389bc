"""A set as a sheet in LaTeX that compiles with pdfLaTeX and the packages that every installation has."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.exercises.kinds.choices import letter
from derivtutor.exercises.kinds.question import Key
from derivtutor.render.exports.question_bank import Bank, Item, Working
from derivtutor.render.exports.words import in_tex, latex_math, latex_text, name, to_latex

_PREAMBLE = r"""\documentclass[11pt,a4paper,fleqn]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[margin=20mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\setlength{\mathindent}{1.2em}
\allowdisplaybreaks
\raggedbottom
\newsavebox{\wide}
% what is wider than its share of the line is made smaller
\newcommand{\fit}[2]{\sbox{\wide}{$\displaystyle #2$}%
  \ifdim\wd\wide>#1\linewidth\resizebox{#1\linewidth}{!}{\usebox{\wide}}\else\usebox{\wide}\fi}
\newcommand{\exercise}[3]{\par\bigskip{\raggedright\textbf{#1.\enspace #2}\hfill{\small #3}\par}\nopagebreak}
\newcommand{\why}[1]{\parbox{0.22\linewidth}{\footnotesize\raggedright #1}}
\newcommand{\writingline}{\par\nopagebreak\vspace{7mm}\hrule}
"""


def render(bank: Bank, key: bool = False) -> str:
    """A complete document."""
    return "\n".join([_PREAMBLE + r"\begin{document}", *_body(bank, key), r"\end{document}", ""])


def _body(bank: Bank, key: bool) -> Iterator[str]:
    title = latex_text(name(bank.title))
    yield rf"{{\raggedright\Large\bfseries {title}\par}}"
    student = latex_text(bank.student)
    yield rf"\bigskip Name: \makebox[0.55\linewidth][l]{{{student}}}\hfill Date: \makebox[0.2\linewidth]{{}}"
    yield r"\par\vspace{1mm}\hrule\medskip"
    if bank.introduction:
        yield to_latex(bank.introduction) + "\n"
    for item in bank.items:
        yield _heading(item)
        yield from _question(item)
    if key:
        yield rf"\clearpage{{\raggedright\Large\bfseries {title}: answers\par}}"
        for item in bank.items:
            yield _heading(item)
            yield from _key(item)


def _heading(item: Item) -> str:
    return rf"\exercise{{{item.number}}}{{{latex_text(name(item.title))}}}{{{item.worth}}}"


def _question(item: Item) -> Iterator[str]:
    yield to_latex(item.statement)
    if item.choices:
        yield r"\begin{itemize}"
        for place, choice in enumerate(item.choices):
            yield rf"\item[$\square$ ({letter(place)})] {to_latex(choice)}"
        yield r"\end{itemize}"
    yield from [r"\writingline"] * item.exercise.facts.lines


def _key(item: Item) -> Iterator[str]:
    for working in item.workings:
        yield from _working(working)
    yield rf"\textbf{{Answer:}} {item.key_set(to_latex, latex_text, _formula)}"


def _formula(key: Key) -> str:
    return rf"\fit{{0.8}}{{{latex_math(key.latex)}}}"


def _working(working: Working) -> Iterator[str]:
    """The lines below each other, the reasons at the right."""
    if working.heading:
        yield latex_text(working.heading)
    asked, *rest = working.rows
    yield r"\begin{flalign*}"
    left = rf"\fit{{0.28}}{{{latex_math(in_tex(asked.expression))}}}"
    rows = []
    for row in rest:
        sign, right = r"\approx" if row.is_about else "=", latex_math(in_tex(row.expression))
        rows.append(rf"{left} &{sign} \fit{{0.42}}{{{right}}} && \why{{{latex_text(row.why)}}}")
        left = ""
    yield " \\\\\n".join(rows)
    yield r"\end{flalign*}"
