"""What the preview shows of a plan: where the texts part, and a line each for what is too much to read."""

import pytest

from comparisons.admin.transfer.plan import Change, ImportPlan, PlannedRow
from comparisons.admin.transfer.preview import ROWS_IN_FULL, SHOWN_CHARACTERS, build_preview
from comparisons.models import Claim


def plan_of(*changes, rows=1):
    planned = tuple(
        PlannedRow(
            line=number + 2,
            row=Claim(pk=number + 1, statement=f"Claim {number}"),
            is_new=False,
            is_prepared=False,
            is_seen=False,
            wants_state="",
            changes=tuple(changes),
            lists={},
        )
        for number in range(rows)
    )
    return ImportPlan(rows=planned, unchanged=(), problems=(), problem_count=0)


def change(before, after):
    return Change(column="statement", label="statement", before=before, after=after)


@pytest.mark.parametrize(
    ("before", "after", "shown_before", "shown_after"),
    [
        ("3", "4", "3", "4"),
        ("", "new", "", "new"),
        ("x" * 100 + " old", "x" * 100 + " new", "…" + "x" * 59 + " old", "…" + "x" * 59 + " new"),
        ("short", "short" + "y" * 300, "short", "short" + "y" * (SHOWN_CHARACTERS - 6) + "…"),
        ("z" * 100, "", "z" * 100, ""),
    ],
)
def test_long_texts_are_cut_to_where_they_part(before, after, shown_before, shown_after):
    preview = build_preview(plan_of(change(before, after)), file_name="a.csv", refusals=[], waiting={})

    (shown,) = preview.rows[0].changes
    assert (shown.before, shown.after) == (shown_before, shown_after)


def test_the_first_rows_are_shown_in_full_and_the_others_with_their_columns():
    preview = build_preview(
        plan_of(change("3", "4"), rows=ROWS_IN_FULL + 5), file_name="a.csv", refusals=[], waiting={}
    )

    assert len(preview.rows) == ROWS_IN_FULL + 5
    assert preview.rows[ROWS_IN_FULL - 1].changes
    assert not preview.rows[ROWS_IN_FULL].changes
    assert preview.rows[ROWS_IN_FULL].columns == "statement"
