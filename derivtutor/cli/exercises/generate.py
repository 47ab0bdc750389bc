"""`derivtutor exercises generate`: new exercises that need exactly the rules asked for."""

from __future__ import annotations

from pathlib import Path

import click

from derivtutor.cli import options, sentences
from derivtutor.exercises.erroneous import erroneous as worked_wrongly
from derivtutor.exercises.generator import generate
from derivtutor.exercises.model import ExerciseSet
from derivtutor.exercises.writing import to_yaml


@click.command("generate")
@click.option("--rules", required=True, metavar="RULES", help="Which rules they need: chain,product.")
@click.option("--difficulty", type=click.IntRange(1, 5), help="From 1 to 5 (default: a mixture).")
@click.option("--count", type=click.IntRange(1, 10_000), default=10, show_default=True, help="How many.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives different exercises.")
@click.option("--erroneous", is_flag=True, help="Worked solutions with one slip to find.")
@click.option("--title", help="The title of the set.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
def command(
    rules: str,
    difficulty: int | None,
    count: int,
    seed: int,
    erroneous: bool,
    title: str | None,
    output: Path | None,
) -> None:
    """Make exercises that need exactly the given rules, as a YAML file."""
    wanted = [rule.strip() for rule in rules.split(",") if rule.strip()]
    if not wanted:
        raise sentences.NO_RULES()
    if output is not None and output.exists():
        raise sentences.THERE_ALREADY(file=output)
    made = (worked_wrongly if erroneous else generate)(wanted, difficulty, count, seed)
    named = title or ("Find the slip: " if erroneous else "") + ", ".join(wanted)
    options.write(to_yaml(ExerciseSet(title=named, exercises=made)).rstrip("\n"), output)
