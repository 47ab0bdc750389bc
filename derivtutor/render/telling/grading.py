"""How what is said of answers is told: verdicts, workings, backward passes, hints and next steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from derivtutor.language import mark, translated
from derivtutor.notation.tree import Comparison, Name, Node, Unknown
from derivtutor.render import backward as backwards
from derivtutor.render import sentences, verdict, working
from derivtutor.render.safe import shortened
from derivtutor.render.telling import words
from derivtutor.render.telling.blocks import Block, Document, Heading, Notes, Phrase, Prose

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation
    from derivtutor.grading.asked import Asked
    from derivtutor.grading.backward.verdict import Backward
    from derivtutor.grading.hints import Hint
    from derivtutor.grading.judge import AnswerVerdict, EqualityVerdict, Judge
    from derivtutor.grading.matrices.judge import MatrixJudge
    from derivtutor.grading.next_step import NextStep
    from derivtutor.grading.topics.judging import TopicJudge
    from derivtutor.grading.verdict import Verdict
    from derivtutor.grading.workings.verdict import Working

Marks: TypeAlias = Mapping[str, tuple[str, str, str]]


def of_answer(judged: AnswerVerdict) -> Document:
    """The verdict on a derivative."""
    return _of_verdict(judged, _asked(judged.judge.asked))


def of_verdict(judged: Verdict) -> Document:
    """The verdict on an answer of another kind, such as one to a topic."""
    found = getattr(getattr(judged, "judge", None), "found", None)
    return _of_verdict(judged, _found(found) if found else _derivative(judged.problem, judged.variable))


def _of_verdict(judged: Verdict, asked: Phrase) -> Document:
    said = list(verdict.sentences(judged))
    shown = judged.as_written
    answer = Prose((sentences.ANSWERED, shortened(shown) if isinstance(shown, str) else shown))
    title = next(sentence for kind, sentence in said if kind)
    return _document(title, [Prose((sentences.ASKED, *asked)), answer], [each for kind, each in said if not kind])


def of_equality(judged: EqualityVerdict) -> Document:
    """Whether two expressions are equal."""
    both = Comparison((judged.problem, judged.answer), ("=" if judged else "≠",))
    title = sentences.EQUAL if judged else sentences.NOT_EQUAL
    return _document(title, [Prose((both,))], [verdict.compared(judged.evidence)])


def of_judge(judge: Judge) -> Document:
    """What answers are judged against, without the answer."""
    return _document(sentences.JUDGE, [Prose((sentences.ASKED, *_asked(judge.asked)))], [])


def of_topic_judge(judge: TopicJudge | MatrixJudge) -> Document:
    return _document(sentences.JUDGE, [Prose((sentences.ASKED, *_found(judge.found)))], [])


def of_working(judged: Working) -> Document:
    """A working, line by line."""
    asked = Prose((sentences.ASKED, *_derivative(judged.problem, judged.variable, judged.order)))
    return _document(judged.message, [asked, *_lines(judged.lines, working.MARKS, working.said_of)], [])


def of_backward(judged: Backward) -> Document:
    """A backward pass, line by line."""
    asked = Prose((sentences.PROGRAM, shortened("; ".join(judged.program))))
    return _document(judged.message, [asked, *_lines(judged.lines, backwards.MARKS, backwards.said_of)], [])


def of_hint(hint: Hint) -> Document:
    return _document(sentences.HINT.format(level=hint.level, of=hint.of), [Prose((hint.says,))], [])


def of_next_step(step: NextStep) -> Document:
    line = [] if step.line is None else [Prose(("= ", step.line))]
    remaining = [sentences.REMAIN.format(lines=step.remaining)] if step.remaining > 1 else []
    return _document(sentences.NEXT_STEP, [Prose((step.says,)), *line], remaining)


def _document(title: str, blocks: Sequence[Block], notes: Sequence[str]) -> Document:
    more = (Notes(tuple(notes)),) if notes else ()
    return Document((), (title,), (Heading(title, is_needed=True), *blocks, *more))


def _asked(asked: Asked) -> Phrase:
    derivation = asked.derivation
    place = [part for name, value in asked.point.items() for part in (", ", Name(name), " = ", value)]
    return (*_derivative(derivation.function.tree, derivation.variable, derivation.order), *place)


def _found(found: Explanation) -> Phrase:
    """The title of what a topic found, and the function, where it is only called f there."""
    start, *others = found.title
    title = (words.lowered(start) if isinstance(start, str) else start, *others)
    is_called = any(isinstance(each, Unknown) for each in title)
    return (*title, mark(": "), found.task.functions[0].tree) if is_called and found.task.functions else title


def _derivative(function: Node, variable: str, order: int = 1) -> Phrase:
    what = translated("derivative") if order == 1 else words.lowered(words.derivative_of_order(order))
    of, by = translated("the {derivative} of"), translated("with respect to")
    return (f"{of.format(derivative=what)} ", function, f" {by} ", Name(variable))


def _lines(lines: Iterable[Any], marks: Marks, said: Callable[[Any], Iterable[str]]) -> Iterator[Block]:
    """Lines as they were typed, each with its mark, and what is said of it below."""
    for line in lines:
        yield Prose((f"{line.number} {marks[line.status][0]} {shortened(line.text)}",))
        if sentences_on := tuple(said(line)):
            yield Notes(sentences_on)
