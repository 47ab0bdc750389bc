"""Which choice an answer means: rows of choices, the one that is meant (None: it is asked again), and answers."""

from __future__ import annotations

import pytest

from derivtutor.exercises.kinds.choices import Choices
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise

POWERS = ("$2x$", r"$x^{2} \sin\left(x\right)$", r"$\frac{x}{2}$", "$0$")
TEXTS = ("a saddle", "a minimum", "the maximum.", "There is none.")
LINES = tuple(f"Line {number}" for number in range(2, 6))
NOWHERE = ("line 2", "line 3", "line 4", "nowhere")
LAYERS = (r"outer $\sin\left(u\right)$, inner $u = x^{2} + 1$", r"outer $u^{2} + 1$, inner $u = \sin\left(x\right)$")
HALVES = ("$e^2$", "1/2", "$0.25$", "$-1$")
BY = ("by 110", "by about 14,000", "by about 11", "by 1.1")
SWAPPED = ("$b$", "$a$", "c x")
FORMS = ("$x^2 - 1$", "$(x - 1)(x + 1)$", "$x^2 + 1$")
EQUATIONS = ("$X w = y$", "$X^T X w = X^T y$", "$w = X^T y$")
OWN = ("1) $2x$", "2) $x^2$", "3) none")
STATIONARY = ("at $x = 0$ only", "at $x = -3$ and $x = 1$", "at $x = 1$ only")
CONDITIONS = (r"for $x \le 0$", "for $x > 0$", "for all x")

MEANT: list[tuple[tuple[str, ...], int | None, str]] = [
    (POWERS, 1, "b;B;b);B);(b);b.;[b];(B).;'b';“b”;**b**;ⓑ;(b;b:"),
    (POWERS, 1, "option b;Option B;answer b;Answer: (b);choice b;the answer is b;I think it's b"),
    (POWERS, 1, "letter b;b is the answer;- b;the answer is (b)"),
    (POWERS, 1, "option 2;choice 2;#2;no. 2;number two;the second;2nd;second option;the second one"),
    (POWERS, 0, "2x;2*x;2·x;x·2;x+x;$2x$;\\(2x\\);2\\cdot x;y' = 2x;a) 2x;a: 2x;(a) $2x$;answer: 2x"),
    (POWERS, 1, "x^2 sin(x);x^2*sin x;x² sin(x);x**2 sin(x);x^{2}\\sin(x);sin(x) x^2;b) x^2 sin x"),
    (POWERS, 2, "x/2;0.5x;\\frac{1}{2}x;\\tfrac{x}{2};1/2 x;x÷2"),
    (POWERS, 3, "0;0.0;x - x;d;(d) 0"),
    (POWERS[:3], 1, "2;2.;(2);②;2);#2;option 2;second"),
    (POWERS, None, "sin 2;sin2;by 2;2;(2);e;5;0th;b) 2x;a and b;a or b;not b;a b;bb;3x;;?;idk;both;fifth"),
    (TEXTS, 0, "a saddle;saddle;A saddle.;the saddle;(a) saddle;a) a saddle;It is a saddle;a;1;first"),
    (TEXTS, 2, "maximum;the maximum;Maximum;c) maximum;option c: the maximum"),
    (TEXTS, None, "no minimum;c) a minimum;saddles;is it"),
    (LINES, 1, "3;3.;(3);3);line 3;Line 3.;line3;LINE 3;L3;l. 3;line no. 3;line #3;the third line"),
    (LINES, 1, "third;3rd;3rd line;third line;the 3rd;3.0;answer: 3;It is line 3;choice 3;Line (3)"),
    (LINES, 1, "③;line three;in line 3;the slip is in line 3;it's in the third line;line 3 is wrong"),
    (LINES, 1, "the mistake was made in line 3;step 3;b;(b);b);(b) Line 3;b) line 3;option b;number 3"),
    (LINES, None, "1;line 1;6;7;first;line 2 and 3;2-3;2, 3;a) line 3;3.5;nowhere;line;33;0"),
    (NOWHERE, 1, "3;line 3;third;b;the slip is in line 3"),
    (NOWHERE, 3, "nowhere;d;Nowhere."),
    (NOWHERE, None, "1;5;five;fourth and third"),
    (LAYERS, 0, "1;first;outer sin(u), inner u = x^2 + 1;outer sin(u), inner u = x² + 1;a;outer sin(u) inner u=x^2+1"),
    (LAYERS, 0, "a) Outer sin(u), inner u = x^2+1"),
    (LAYERS, 0, "Outer \\sin\\left(u\\right), inner u = x^{2} + 1"),
    (LAYERS, 1, "b) outer u² + 1, inner u = sin(x);outer u^2+1, inner u=sin(x)"),
    (HALVES, 1, "1/2;0.5;.5;\\frac12;½;2/4;b"),
    (HALVES, 2, "0.25;1/4;.25;¼"),
    (HALVES, 3, "-1;−1;d"),
    (HALVES, 1, "option 2;the second one;2nd"),
    (HALVES, None, "1;2;3;5"),
    (("3", "1", "4"), 1, "1;(1);b;1.0"),
    (("3", "1", "4"), None, "2;option 2"),
    (BY, 0, "110;by 110;a"),
    (BY, 2, "by about 11;c"),
    (BY, 3, "1.1;by 1.1;d"),
    (BY, None, "by 11;1;2;4"),
    (SWAPPED, 0, "b;$b$; b ;(a) b;option a;(a);a);a.;A"),
    (SWAPPED, 1, "a;$a$;(b);b);b.;B;option b;answer b;b) a"),
    (FORMS, 0, "x^2 - 1;x² − 1;x^{2}-1;a"),
    (FORMS, 1, "(x-1)(x+1);(x - 1)*(x + 1);\\left(x-1\\right)\\left(x+1\\right)"),
    (FORMS, 2, "1 + x^2;x*x + 1"),
    (FORMS, None, "x(x - 1/x)"),
    (EQUATIONS, 2, "w = X^T y;w=X^T*y"),
    (EQUATIONS, None, "v = X^T y"),
    (OWN, 1, "2;2);b;x^2;x*x;2) x^2;option 2;second"),
    (OWN, 2, "none;3;c;3) none"),
    (STATIONARY, 0, "at x = 0 only;a;(a) at x=0 only"),
    (STATIONARY, None, "1;0;2;3"),
    (CONDITIONS, 0, "for x <= 0;for x ≤ 0;for x≤0;a;for $x \\le 0$;for x \\le 0"),
    (("A", "b", "a"), 0, "A;(a)"),
    (("A", "b", "a"), 2, "a;c"),
    (("$a \\sin(x)$", "$\\sin(x)$", "the sine"), 1, "sin x;\\sin x;b"),
    (("$a \\sin(x)$", "$\\sin(x)$", "the sine"), 0, "a sin(x);a \\sin x;a*sin(x)"),
    (("Yes, always.", "No, only if x = y.", "No."), 0, "yes, always;Yes always"),
    (("Yes, always.", "No, only if x = y.", "No."), 2, "no;No.;c"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "place", "answers"), MEANT)
def test_which_choice_is_meant(texts: tuple[str, ...], place: int | None, answers: str) -> None:
    choices = Choices(texts)
    assert {answer: choices.meant(answer) for answer in answers.split(";")} == dict.fromkeys(answers.split(";"), place)


def test_every_choice_is_meant_by_its_text_and_its_letter_unless_that_is_another_text() -> None:
    for texts in {texts for texts, _, _ in MEANT}:
        choices = Choices(texts)
        assert [choices.meant(text) for text in texts] == [*range(len(texts))]
        labels = [f"({chr(ord('a') + place)})" for place in range(len(texts))]
        assert [choices.meant(label) for label in labels] == [*range(len(texts))]


def test_what_is_said_where_no_choice_is_meant() -> None:
    for texts, says in [
        (LINES, "Answer with the number of the line, or with a letter from a to d."),
        (TEXTS, "Answer with a letter from a to d."),
        (HALVES, "Answer with a letter from a to d."),
    ]:
        mark = Marker.of(Exercise(id="a", kind="choice", text="?", choices=texts, answer="(b)")).mark("line 9")
        assert (mark.verdict, mark.says) == ("unreadable", says)
