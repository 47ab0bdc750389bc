"""Another way to the same derivative, in one sentence."""

from __future__ import annotations

from derivtutor.derivation.another_way import AnotherWay
from derivtutor.derivation.model import Step
from derivtutor.language import ENGLISH, counted, mark, spoken
from derivtutor.notation import linear
from derivtutor.render import sentences
from derivtutor.render.telling import words

_LONG = 60
"""A result of more letters than this is not repeated."""


def sentence_on(other: AnotherWay) -> str:
    """Which way it is, how many steps it takes, and why it ends in the same, if that looks otherwise."""
    is_as_long = other.steps == other.instead_of
    sentence = (sentences.ANOTHER_WAY_AS_LONG if is_as_long else sentences.ANOTHER_WAY).format(
        way=_way(other), steps=_steps(other.steps), instead=other.instead_of, method=other.method
    )
    if other.result is None:
        return sentence
    result = linear.unicode(other.result)
    if len(result) > _LONG:
        ending = sentences.ENDS_OTHERWISE
    elif other.laws:
        ending = sentences.ENDS_IN_WITH_LAWS.format(result=result, laws=words.laws(other.laws))
    else:
        ending = sentences.ENDS_IN.format(result=result)
    return f"{sentence}{mark(' ')}{ending}"


def _way(other: AnotherWay) -> str:
    begun = _first_of_interest(other.root)
    if other.rewritten is None:
        use = sentences.AS_IT_STANDS if other.without_rewriting else sentences.USE
        return use.format(rule=_named(begun))
    form = linear.unicode(other.rewritten)
    after = _first_of_interest(begun.steps[0])
    if after.rule.is_basic:
        return sentences.REWRITTEN.format(form=form)
    return sentences.REWRITTEN_FOR.format(form=form, rule=_named(after))


def _first_of_interest(step: Step) -> Step:
    """A step, or the first below it that is not about terms and constant factors alone."""
    while step.rule.term_by_term and step.steps:
        step = max(step.steps, key=lambda each: each.rule.effort)
    return step


def _named(step: Step) -> str:
    title = words.lowered(words.title(step.rule))
    return f"the {title}" if spoken() is ENGLISH and title.endswith("rule") else title


def _steps(count: int) -> str:
    return counted("1 step", "{count} steps", count).format(count=count)
