"""Where progress is kept on this machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

from derivtutor.errors import reason
from derivtutor.practice import sentences

DEFAULT_PROFILE = "student"


def progress_file(profile: str | None = None) -> Path:
    """The file of a profile: in `DERIVTUTOR_HOME`, else in the user's own data folder.

    Raises:
        UserError: where the profile's name is none.
    """
    name = DEFAULT_PROFILE if profile is None else profile
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", name):
        raise (sentences.NOT_A_PROFILE if name else sentences.EMPTY_PROFILE)(name=name)
    home = os.environ.get("DERIVTUTOR_HOME")
    if home:
        return Path(home) / f"{name}.sqlite"
    from platformdirs import user_data_path

    return user_data_path("derivtutor", appauthor=False) / f"{name}.sqlite"


def is_begun(path: Path) -> bool:
    """Whether there is a file of progress.

    Raises:
        UserError: where its folder cannot be looked into.
    """
    try:
        return path.exists()
    except OSError as error:
        raise sentences.FOLDER_UNREADABLE(folder=path.parent, error=reason(error)) from None
