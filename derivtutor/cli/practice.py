"""`derivtutor practice`: questions one after the other, chosen for the student."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from derivtutor.cli import sentences, suggesting
from derivtutor.cli.choices import Choice
from derivtutor.cli.conversation.face import clock_of, face, leave
from derivtutor.cli.conversation.starting import planned, started, warm_up
from derivtutor.cli.conversation.talk import Conversation
from derivtutor.cli.screen import Screen
from derivtutor.practice.place import is_begun, progress_file
from derivtutor.practice.running import running
from derivtutor.practice.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from derivtutor.practice.records import SkillState


@click.command("practice")
@click.argument("name", metavar="[TOPICS|SET|FILE]", required=False, shell_complete=suggesting.practised)
@click.option("--rules", metavar="RULES", shell_complete=suggesting.rules, help="What to practise: chain,product.")
@click.option("--count", type=int, help="How many questions (default: 10, or all of a set).")
@click.option("--minutes", type=float, help="As many questions as there is time for.")
@click.option("--difficulty", type=Choice(["auto", *"12345"]), default="auto", help="Default: what suits you.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives different questions.")
@click.option("--profile", metavar="NAME", help="Whose progress this is, where several share a computer.")
@click.option("--plain", is_flag=True, help="Whole sentences and no editor, for screen readers and scripts.")
@click.option("--now", "moment", metavar="TIME", help="Use this as the current time, for scripts: 2026-01-31T12:00.")
@click.option("--plot", "plots", is_flag=True, help="Show the figure of each question that is over, where it has one.")
@click.option("--placement", is_flag=True, help="Five quick questions, to leave out what you already know.")
@click.option("--list", "is_listed", is_flag=True, help="List what can be practised, and how well you know it.")
@click.option("--fresh", is_flag=True, help="Do not continue a session that was interrupted.")
def command(
    name: str | None,
    rules: str | None,
    count: int | None,
    minutes: float | None,
    difficulty: str,
    seed: int,
    profile: str | None,
    plain: bool,
    moment: str | None,
    plots: bool,
    placement: bool,
    is_listed: bool,
    fresh: bool,
) -> None:
    """Practise differentiation: what is due, TOPICS such as gradient,hessian, a SET of exercises, or the given rules.

    Every answer is saved at once. Type h for help.
    """
    if is_listed:
        _list(progress_file(profile))
        return
    signal.signal(signal.SIGTERM, leave)
    level = None if difficulty == "auto" else int(difficulty)
    clock = clock_of(moment)
    plan = planned(name, rules, count, minutes, level, seed, profile or "", placement)
    reader, voice = face(plain, warm_up)
    path = progress_file(profile)
    with Store(path) as store, running(path) as is_only:
        session = started(store, plan, reader, voice, clock.now(), fresh, is_only)
        if not Conversation(lambda: session, reader, voice, clock, plots).run():
            again = "derivtutor practice" + (f" --profile {profile}" if profile else "")
            click.echo(sentences.LESSON_KEPT.format(again=again))


def _list(path: Path) -> None:
    from derivtutor.render.practice_list import listed

    known: Mapping[str, SkillState] = {}
    if is_begun(path):
        with Store(path) as store:
            known = store.skills()
    screen = Screen.here()
    click.echo(listed(known, screen.width, screen.colour), color=True)
