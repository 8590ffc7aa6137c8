"""What is not the same in two states of a thing, field by field. Pure: plain data in, plain data out.

A content maps a field to a value, a relation to {key: name}, and a list of parts to {key: content}. What is empty is
left out of it, so a column that a later version adds changes nothing.
"""

from typing import Any

Content = dict[str, Any]

# What a part is called, beside its fields.
CALLED = "called"
# Visitors see the order, and no words tell a change of it.
SILENT = frozenset({"position"})
# A judgement is both: whoever takes a change back needs both.
INSEPARABLE = (("rating", "support"),)


def difference(before: Content, after: Content) -> tuple[Content, Content]:
    """What each of the two has that the other has not, or has otherwise.

    Returns:
        The same shape as the contents, with only what differs; two empty ones when nothing does.
    """
    left: Content = {}
    right: Content = {}
    for name in sorted((before.keys() | after.keys()) - SILENT - {CALLED}):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) or isinstance(new, dict):
            old, new = _difference_of_members(old or {}, new or {})
        if old != new:
            left |= _unless_empty(name, old)
            right |= _unless_empty(name, new)
    for together in INSEPARABLE:
        if any(name in left or name in right for name in together):
            left |= {name: before[name] for name in together if name in before}
            right |= {name: after[name] for name in together if name in after}
    return left, right


def _unless_empty(name: str, value: Any) -> Content:
    # 0 is not empty: it may be a rating.
    return {} if value is None or value == {} else {name: value}


def _difference_of_members(before: Content, after: Content) -> tuple[Content, Content]:
    """The same for what a relation or a list of parts holds."""
    left: Content = {}
    right: Content = {}
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if isinstance(old or new, str):
            # A name alone: another name for the same row is a change of that row, not of this relation.
            if new is None:
                left[key] = old
            if old is None:
                right[key] = new
            continue
        old_part, new_part = difference(old or {}, new or {})
        if old is None or new is None or old_part or new_part:
            if old is not None:
                left[key] = {CALLED: old[CALLED], **old_part}
            if new is not None:
                right[key] = {CALLED: new[CALLED], **new_part}
    return left, right
