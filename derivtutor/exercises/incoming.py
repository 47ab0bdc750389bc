"""Bytes as they come in, from any editor on any system, as text with plain line ends."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"),
)  # fmt: skip
"""Byte-order marks; the longer ones first, since one begins like another."""

_LOOKED_AT = 400


def encoding_of(beginning: bytes) -> str:
    """The encoding of a text that begins like this: by its byte-order mark, else by where its zero bytes stand.

    >>> encoding_of("x = 1".encode("utf-16-le")), encoding_of(b"x = 1")
    ('utf-16-le', 'utf-8')
    """
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    some = beginning[:_LOOKED_AT]
    even, odd = some[::2].count(0), some[1::2].count(0)
    if max(even, odd) * 5 > len(some) // 2 * 4 and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return "utf-8"


def decoded(content: bytes, is_strict: bool = True) -> str:
    """A whole text; what is not UTF-8 is read as Windows' Western European unless that is forbidden.

    Raises:
        UnicodeDecodeError: where it cannot be read, or is no text at all.
    """
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if is_strict or encoding != "utf-8":
            raise
        text = content.decode("cp1252", "replace")
    if "\0" in text and not is_strict:
        raise UnicodeDecodeError(encoding, content, 0, 1, "it has null characters")
    return with_line_ends(text)


def with_line_ends(text: str) -> str:
    r"""The text of a file whose lines end in `\n`; no character in a file was made from a backslash."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
