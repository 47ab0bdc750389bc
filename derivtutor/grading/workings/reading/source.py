"""A line of a working while it is read: a text, and the column that each of its characters comes from."""

from __future__ import annotations

from dataclasses import dataclass

from derivtutor.notation.characters import CLOSING

_OPENING = {closing: opening for opening, closing in CLOSING.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and for each of its characters (and its end) the column of the line that it comes from."""

    text: str
    columns: tuple[int, ...]

    @classmethod
    def of(cls, line: str) -> Source:
        """A line as it was typed."""
        return cls(line, tuple(range(len(line) + 1)))

    def part(self, start: int, end: int) -> Source:
        """What stands between two places, without the blanks around it."""
        text = self.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
        end = max(start, end)
        return Source(self.text[start:end], self.columns[start : end + 1])

    def replaced(self, start: int, end: int, text: str) -> Source:
        """Another text in the place of what stands between two places; all of it comes from the first of them."""
        columns = (*self.columns[:start], *[self.columns[start]] * len(text), *self.columns[end:])
        return Source(self.text[:start] + text + self.text[end:], columns)

    def followed_by(self, other: Source) -> Source:
        """The text with another one behind it, whose characters have no columns in this line."""
        return Source(f"{self.text} {other.text}", (*self.columns, *[self.columns[-1]] * (len(other.text) + 1)))

    def continued(self, other: Source) -> Source:
        """The text with another part of the same line behind it."""
        return Source(f"{self.text} {other.text}", (*self.columns, *other.columns))

    def blanked(self, start: int, end: int) -> Source:
        """Blanks in the place of what stands between two places."""
        return Source(self.text[:start] + " " * (end - start) + self.text[end:], self.columns)


def top_level(text: str, signs: str) -> list[int]:
    """Where any of these characters stands outside all brackets."""
    places, depth = [], 0
    for place, character in enumerate(text):
        if character in CLOSING:
            depth += 1
        elif character in _OPENING:
            depth -= 1
        elif depth <= 0 and character in signs:
            places.append(place)
    return places


def opening(text: str, end: int) -> int | None:
    """Where the bracket opens that closes at this place."""
    depth = 0
    for place in range(end, -1, -1):
        depth += (text[place] in _OPENING) - (text[place] in CLOSING)
        if depth == 0:
            return place if CLOSING.get(text[place]) == text[end] else None
    return None


def closing(text: str, start: int) -> int | None:
    """Where the bracket closes that opens at this place."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in CLOSING) - (text[place] in _OPENING)
        if depth == 0:
            return place
    return None
