"""The names of months, in the languages in which spreadsheets and learning platforms write dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_LANGUAGES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_SHORT = {"mrz": 3, "mrt": 3, "sept": 9}


def _words() -> Iterator[tuple[str, int]]:
    for length in (None, 4, 3):  # what is whole comes before what is short
        for names in _LANGUAGES:
            for number, name in enumerate(names.split(), 1):
                yield name[:length], number


def _known() -> dict[str, int]:
    numbers: dict[str, int] = {}
    several = set()
    for word, number in _words():
        if numbers.setdefault(word, number) != number:
            several.add(word)  # jui is juin or juillet
    return {word: number for word, number in numbers.items() if word not in several} | _SHORT


MONTHS: Mapping[str, int] = _known()
"""The number of a month by its name, whole or its first three or four letters, in small letters."""
