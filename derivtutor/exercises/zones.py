"""Time zones by their names in the IANA database, such as Europe/Berlin."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from derivtutor.exercises import sentences
from derivtutor.libraries import difflib


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name, in capital or small letters.

    Raises:
        UserError: where there is none, with the names that come near.
    """
    known = {zone.casefold(): zone for zone in available_timezones()}
    if not known:
        raise sentences.NO_ZONES()
    written = "_".join(name.split()).casefold()
    if written not in known:
        raise sentences.NO_SUCH_ZONE(name=name[:80], remedy=_remedy(written, known))
    return ZoneInfo(known[written])


def _remedy(written: str, known: dict[str, str]) -> str:
    """The names that are near, as a whole or by their city."""
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
    near = [by_city[city] for city in difflib.get_close_matches(written.rpartition("/")[2], by_city, 2, 0.75)]
    near = near or difflib.get_close_matches(written, known, 2, 0.75)
    names = list(dict.fromkeys(known[zone] for zone in near))
    return sentences.DID_YOU_MEAN.format(name=sentences.OR.join(names[:3])) if names else sentences.WRITE_ZONE
