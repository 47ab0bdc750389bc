"""What can be practised, for the terminal: rules and topics, with how well each is known."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.language import percent
from derivtutor.practice.records import SkillState
from derivtutor.practice.skills import GROUPS
from derivtutor.render import sentences
from derivtutor.render.catalogue import console, table
from derivtutor.render.practice_summary import skill_title
from derivtutor.render.safe import wrapped


def listed(known: Mapping[str, SkillState], width: int = 80, colour: bool = False) -> str:
    """All skills by groups.

    Args:
        known: the skills that were practised.
        width: the columns of the screen.
        colour: whether to set escape codes; none carries a meaning.
    """
    from rich.text import Text

    screen = console(width, colour)
    with screen.capture() as captured:
        for group, skills in GROUPS.items():
            rows = table(sentences.GROUPS[group], *sentences.SKILL_COLUMNS, right=sentences.SKILL_COLUMNS[1:])
            pairs = [each for each in skills if each.is_pair]
            for each in skills:
                if each not in pairs:
                    rows.add_row(each.topic or each.id, skill_title(each.id), _mastery(known.get(each.id)))
            screen.print(rows)
            if pairs:
                screen.print(sentences.AND_PAIRS.format(count=len(pairs), example=pairs[0].id.replace("+", ",")))
            screen.print()
        screen.print(Text("\n".join(wrapped(sentences.HOW_TO_PRACTISE, width))))
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _mastery(state: SkillState | None) -> str:
    return percent(state.mastery) if state and state.asked else ""
