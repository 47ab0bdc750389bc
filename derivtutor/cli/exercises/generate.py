"""`derivtutor exercises generate`: new exercises that need exactly the rules asked for, or are in a topic."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derivtutor.cli import options, sentences
from derivtutor.exercises.erroneous import erroneous as worked_wrongly
from derivtutor.exercises.generating.request import asked_rules
from derivtutor.exercises.generator import generate
from derivtutor.exercises.model import Exercise, ExerciseSet
from derivtutor.exercises.topical import check_topic, topical
from derivtutor.exercises.writing import to_yaml
from derivtutor.language import in_english


@click.command("generate")
@click.option("--rules", metavar="RULES", help="Which rules they need: chain,product.")
@click.option("--topic", metavar="TOPIC", help="Which topic they are in instead: gradient, implicit, taylor.")
@click.option("--difficulty", type=click.IntRange(1, 5), help="From 1 to 5 (default: a mixture).")
@click.option("--count", type=click.IntRange(1, 10_000), default=10, show_default=True, help="How many.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives different exercises.")
@click.option("--erroneous", is_flag=True, help="Worked solutions with one slip to find.")
@click.option("--title", help="The title of the set.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
def command(
    rules: str | None,
    topic: str | None,
    difficulty: int | None,
    count: int,
    seed: int,
    erroneous: bool,
    title: str | None,
    output: Path | None,
) -> None:
    """Make exercises that need exactly the given rules, or are in a topic, as a YAML file."""
    if topic is not None and (rules is not None or erroneous):
        raise sentences.RULES_AND_TOPIC()
    wanted = [rule.strip() for rule in (rules or "").split(",") if rule.strip()]
    if topic is None and not wanted:
        raise sentences.NO_RULES()
    if output is not None and output.exists():
        raise sentences.THERE_ALREADY(file=output)
    if topic is not None:  # what is wrong with the request is told in the language that is spoken
        check_topic(topic)
    else:
        asked_rules(wanted)
    with in_english():
        if topic is not None:
            made, named = _in_topic(topic, difficulty, count, seed), topic
        else:
            made = (worked_wrongly if erroneous else generate)(wanted, difficulty, count, seed)
            named = ("Find the slip: " if erroneous else "") + ", ".join(wanted)
        written = to_yaml(ExerciseSet(title=title or named, exercises=made))
    options.write(written.rstrip("\n"), output)
    if len(made) < count:
        click.echo(sentences.MADE_UNTIL_INTERRUPTED.format(made=len(made), count=count), err=True)
        sys.exit(130)


def _in_topic(topic: str, difficulty: int | None, count: int, seed: int) -> tuple[Exercise, ...]:
    """The exercises of a topic; those that there are when somebody interrupts."""
    kept: list[Exercise] = []
    try:
        return topical(topic, difficulty, count, seed, kept)
    except KeyboardInterrupt:
        if not kept:
            raise
        return tuple(kept)
