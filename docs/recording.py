"""A recording of a terminal as one SVG that moves: scenes in which a command is typed, and then answers.

It moves by its own style sheet, so a page can show it as a picture; who wants no motion sees the first scene.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SCENE = """\
<style>
{styles}
</style>
{backgrounds}<g class="matrix">{matrix}</g>
"""
"""What Rich exports of a scene, without a frame of its own."""

WIDTH, LINE, MARGIN, TOP = 12.2, 24.4, 10.0, 12.0
"""The size of a character, as Rich draws it, and what is left free around them."""

_TYPED = 0.08
"""Seconds for each character of a command."""
_PAUSE = 0.4


def recording(scenes: Sequence[tuple[str, str, int]], columns: int, seconds: float) -> str:
    """All scenes, each for so many seconds, again and again.

    Args:
        scenes: the command of each, the drawing of its prompt, command and output, and how many lines these have.
        columns: how wide the terminal is, in characters.
        seconds: how long each scene is seen.
    """
    width = columns * WIDTH + 2 * MARGIN
    height = max(lines for _, _, lines in scenes) * LINE + 2 * TOP
    each = [rule for number, (command, _, _) in enumerate(scenes) for rule in _rules(number, command, scenes, seconds)]
    rules = "\n".join(each)
    drawn = "\n".join(_scene(number, scene, width, height) for number, scene in enumerate(scenes))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">
<style>
.matrix {{ font: 20px/24.4px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }}
.scene {{ opacity: 0 }}
.cover {{ fill: #1b1f26; opacity: 0 }}
{rules}
@media (prefers-reduced-motion: reduce) {{
  * {{ animation: none !important }}
  #scene-0 {{ opacity: 1 }}
}}
</style>
<rect width="{width:g}" height="{height:g}" rx="8" fill="#1b1f26"/>
{drawn}
</svg>
"""


def _rules(number: int, command: str, scenes: Sequence[object], seconds: float) -> Iterator[str]:
    """When a scene is seen, how its command appears letter by letter, and when its answer does."""
    whole = len(scenes) * seconds
    start, end = (100 * place / len(scenes) for place in (number, number + 1))
    typed = start + 100 * _TYPED * len(command) / whole
    yield from _seen(f"scene-{number}", start, end, whole)
    yield from _seen(f"unsaid-{number}", start, typed + 100 * _PAUSE / whole, whole)
    yield from _seen(f"untyped-{number}", start, typed, whole, f", type-{number} {whole:g}s infinite")
    yield f"@keyframes type-{number} {{"
    yield f"  0%, {start:.2f}% {{ transform: none; animation-timing-function: steps({len(command)}) }}"
    yield f"  {typed:.2f}%, 100% {{ transform: translateX({len(command) * WIDTH:g}px) }}"
    yield "}"


def _seen(name: str, start: float, end: float, whole: float, also: str = "") -> Iterator[str]:
    """Something is there from one part of the whole to another, given in percent."""
    before = f"0% {{ opacity: 0 }} {start:.2f}%" if start else "0%"
    after = f" {end:.2f}% {{ opacity: 0 }}" if end < 100 else ""
    yield f"@keyframes {name} {{ {before} {{ opacity: 1 }}{after} }}"
    yield f"#{name} {{ animation: {name} {whole:g}s step-end infinite{also} }}"


def _scene(number: int, scene: tuple[str, str, int], width: float, height: float) -> str:
    """A scene, and what covers its command and its answer until they are there."""
    command, drawing, _ = scene
    place = f'x="{2 * WIDTH:g}" width="{len(command) * WIDTH:g}" height="{LINE + 2:g}"'
    below = f'y="{LINE + 2:g}" width="{width - 2 * MARGIN:g}" height="{height - TOP - LINE - 2:g}"'
    covers = f'<rect id="untyped-{number}" class="cover" {place}/><rect id="unsaid-{number}" class="cover" {below}/>'
    return f'<g id="scene-{number}" class="scene" transform="translate({MARGIN:g}, {TOP:g})">\n{drawing}{covers}\n</g>'
