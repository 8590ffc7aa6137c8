"""A cell that a spreadsheet would run is written as text, and read back as what it was.

django-import-export takes the leading “=” away, so an exported file could not be imported unchanged. Here an
apostrophe is put before it, which spreadsheets read as “this is text”, and taken away again. Where a text already has
apostrophes before such a character, one more is put and one is taken, so no two texts become the same cell.
"""

import re

# What starts a formula or a command in one of the spreadsheets, full-width forms and invisible starts included.
# Without a way back into the apostrophes, which is a step for each of them and leads nowhere.
_RUNS = re.compile(r"(?>'*)[=+\-@\t\r\n\0＝＋－＠|%]")


def escaped(text: str) -> str:
    return f"'{text}" if _RUNS.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
