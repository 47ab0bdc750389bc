"""The explorer on a screen: its pictures, keys, mouse, small screens, and a function that is typed anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from screens import SCREENS, explorer, file_of, picture
from textual.pilot import Pilot
from textual.widgets import Input, Static

from derivtutor.exploring.subjects import start
from derivtutor.render.tui.app import Explorer
from derivtutor.render.tui.keys import HelpScreen, in_short, sign
from derivtutor.render.tui.panel import PanelView

Trying = Callable[[Explorer, "Pilot[None]"], Awaitable[None]]


def tried(trying: Trying, function: str = "x^2", at: str = "x=2", size: tuple[int, int] = (80, 24)) -> None:
    async def run() -> None:
        app = explorer(function, at)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await trying(app, pilot)

    asyncio.run(run())


def status(app: Explorer) -> str:
    return str(app.query_one("#status", Static).content)


def shown(app: Explorer) -> list[str]:
    """The panels that are seen."""
    return [panel.panel.id for panel in app.query(PanelView) if panel.display]


def text(app: Explorer, id: str) -> str:
    return "\n".join(app.query_one(f"#panel-{id}", PanelView).laid.lines)


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_before(name: str) -> None:
    assert picture(name) == file_of(name).read_text("utf-8")


def test_all_panels_show_the_same_state() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("right", "h")
        assert status(app) == "f(x) = x²   x = 2.2   f = 4.84   f′ = 4.4   h = 1"
        assert "Secant 5.4, tangent 4.4" in text(app, "secant")
        assert "goes up by 4.4" in text(app, "tangent")

    tried(trying, size=(120, 40))


def test_the_keyboard_alone_leads_everywhere() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        seen = []
        for _ in range(5):
            seen += shown(app)
            await pilot.press("tab")
        assert seen == ["tangent", "secant", "slope", "taylor", "tangent"]
        await pilot.press("shift+tab", "shift+tab")
        assert shown(app) == ["taylor"] or shown(app) == ["tangent"]
        await pilot.press("q")
        assert app.return_code == 0

    tried(trying)


@pytest.mark.parametrize(("size", "many"), [((60, 20), 1), ((80, 24), 1), ((120, 40), 4), ((200, 60), 4), ((20, 8), 1)])
def test_there_are_as_many_panels_as_have_room(size: tuple[int, int], many: int) -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        assert len(shown(app)) == many

    tried(trying, size=size)


def test_the_screen_may_become_smaller_and_larger() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        for size, many in (((120, 40), 4), ((60, 20), 1), ((10, 3), 1), ((120, 40), 4)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert len(shown(app)) == many
            await pilot.press("right")

    tried(trying)


def test_nothing_is_wider_than_its_panel() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        for panel in app.query(PanelView):
            assert all(strip.cell_length <= panel.size.width for strip in panel.strips)

    tried(trying, "sin(e^(2x))", "x=0.5", (60, 20))


def test_a_click_puts_the_point_and_dragging_moves_it() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.click("#panel-tangent", offset=(60, 8))
        first = status(app)
        assert "x = 2   " not in first
        await pilot.mouse_down("#panel-tangent", offset=(60, 8))
        await pilot.hover("#panel-tangent", offset=(40, 8))
        await pilot.mouse_up("#panel-tangent", offset=(40, 8))
        assert status(app) not in (first, "")
        moved = status(app)
        await pilot.click("#panel-tangent", offset=(5, 0))
        assert status(app) == moved

    tried(trying)


def test_a_title_can_be_clicked_at() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.click(app.query(".tab")[2])
        assert shown(app) == ["slope"]

    tried(trying)


def test_another_function_is_typed() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        assert app.query_one(Input).value == "x^2 at x=2"
        app.query_one(Input).value = "a sin(2t) at a=3"
        await pilot.press("enter")
        await pilot.pause()
        assert status(app).startswith("f(t) = 3 sin(2t)   t = π/4 ≈ 0.785398   f = 3   f′ = 0")
        assert shown(app) == ["tangent"]
        await pilot.press("right")
        assert "t = 7π/24" in status(app)

    tried(trying)


def test_a_mistake_is_said_in_the_app() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("e", *"+(", "enter")
        message = app.query_one("#message", Static)
        assert message.display
        assert "\x1b" not in str(message.content)
        await pilot.press("escape")
        assert not message.display
        assert status(app).startswith("f(x) = x²")
        await pilot.press("right")
        assert "x = 2.2" in status(app)

    tried(trying)


def test_help_lists_every_key() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        listed = "\n".join(app.screen.rows())
        for key in app.subject.keys:
            assert sign(key.name) in listed
            assert key.says in listed
        await pilot.press("x")
        assert not isinstance(app.screen, HelpScreen)

    tried(trying)


def test_without_colour_brackets_mark_the_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        assert app.no_color
        assert next(str(tab.content) for tab in app.query(".tab").results(Static)) == "[Tangent line]"
        assert not any("\x1b" in line for panel in app.query(PanelView) for line in panel.laid.lines)

    tried(trying)


def test_what_is_too_high_is_turned_over() -> None:
    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("tab", "tab")
        panel = app.query_one("#panel-layers", PanelView)
        before = panel.scroll_offset.y
        await pilot.press("down", "down")
        assert panel.scroll_offset.y == before + 2

    tried(trying, "sin(e^(2x))", "x=0.5", (60, 12))


def test_the_line_of_keys_is_as_wide_as_the_screen() -> None:
    app = explorer("x^2", "x=2")
    for width in (40, 60, 80, 200):
        assert len(in_short(app.subject.keys, width)) <= width


def test_curves_have_their_colours_unless_there_are_none() -> None:
    """Codes of the terminal's own colours, which read on light screens and on dark ones."""

    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        panel = app.query_one("#panel-tangent", PanelView)
        colours = {
            segment.style.color.number
            for strip in panel.strips
            for segment in strip
            if segment.style is not None and segment.style.color is not None
        }
        assert len(colours) == (0 if app.no_color else 2)
        assert None not in colours

    tried(trying)


def test_the_cursor_is_seen_on_any_screen() -> None:
    """It turns the colours of the terminal round, be they light or dark."""

    async def trying(app: Explorer, pilot: Pilot[None]) -> None:
        await pilot.press("e")
        for part in ("input--cursor", "input--selection"):
            style = app.query_one(Input).get_component_rich_style(part)
            assert style.reverse
            assert style.color is None or style.color.is_default
            assert style.bgcolor is None or style.bgcolor.is_default

    tried(trying)


def test_what_happens_now_is_turned_to() -> None:
    """Whatever the edge of now is: its boxes are seen, though the graph is higher than the screen."""

    async def run() -> None:
        program = "a = x*w; b = tanh(a); c = b*v; d = sigmoid(c); L = (d - t)^2"
        options = {"at": "x=1,w=2,v=3,t=1"}
        app = Explorer(*start([program], options), "", {})
        async with app.run_test(size=(60, 20)) as pilot:
            panel = app.query_one(PanelView)
            for _ in range(10):
                await pilot.press("right")
                await pilot.pause()
                top, room = panel.scroll_offset.y, panel.scrollable_content_region.height
                marked = panel.laid.marked
                assert marked
                assert top <= marked.start < top + room
                assert marked.stop <= top + room or len(marked) > room

    asyncio.run(run())
