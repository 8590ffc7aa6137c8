"""The number of a row, as an address or a form names it."""

# Of digits: no database counts further, and Python refuses to read thousands of them.
LONGEST_NUMBER = 18


def row_number(text: str) -> int | None:
    """The number that the text writes; None when no row can have it."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
