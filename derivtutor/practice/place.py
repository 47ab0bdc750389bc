"""Where progress is kept on this machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

from derivtutor.errors import UserError

DEFAULT_PROFILE = "student"
ELSEWHERE = "Choose another place with DERIVTUTOR_HOME, or another profile with --profile."


def progress_file(profile: str | None = None) -> Path:
    """The file of a profile: in `DERIVTUTOR_HOME`, else in the user's own data folder.

    Raises:
        UserError: where the profile's name is none.
    """
    name = DEFAULT_PROFILE if profile is None else profile
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", name):
        message = f"{name or 'Nothing'} cannot be the name of a profile."
        raise UserError(
            message, "Begin with a letter or digit; then also hyphens, full stops and underscores, 80 at most."
        )
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
        raise UserError(f"The folder {path.parent} cannot be read: {error.strerror}.", ELSEWHERE) from None
