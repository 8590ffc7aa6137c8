"""What is written is read back as it was, in each of the three kinds of file."""

import csv
import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from comparisons.admin.transfer.formats import FORMATS, read_table
from comparisons.admin.transfer.formulas import escaped, unescaped
from comparisons.admin.transfer.tables import RefusedFile
from tests.admin.transfer.files import csv_file, xlsx_file

# What a spreadsheet would run, or take for a command.
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0", "|x", "%0A"]
# Control characters are refused on the way in; a workbook has only one kind of line break.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "'", "''", "=", "'=", "+", "-", "@"]), TEXTS, st.sampled_from(["", "\n", "\nx"])),
    min_size=1,
    max_size=3,
).map(lambda parts: "".join("".join(part) for part in parts))


@pytest.mark.parametrize("file_format", FORMATS)
@settings(max_examples=200)
@given(first=LINES, second=LINES)
@example(first="'=1", second="''=1")
@example(first="'tis", second="a,b;c\td")
@example(first="0123", second="2026-01-01")
@example(first="_x000a_", second="&amp;<b>")
@example(first="#N/A", second="#REF!")
@example(first="''" * 8_000, second="'" * 15_000 + "=")
def test_a_text_comes_back_as_it_was(file_format, first, second):
    data = FORMATS[file_format].write(["slug", "first", "second"], [["flask", first, second]])
    table = read_table(data, file_name=f"a.{file_format}")

    (line,) = table.lines
    assert line.cells["first"] in (first, first or None)
    assert line.cells["second"] in (second, second or None)


def test_a_workbook_refuses_a_text_that_it_would_cut():
    with pytest.raises(RefusedFile, match="line 3, column name: A cell of a workbook holds at most 32,767"):
        FORMATS["xlsx"].write(["slug", "name"], [["flask", "x" * 32_767], ["django", "x" * 32_768]])


@given(text=st.text())
@settings(max_examples=200)
def test_escaping_loses_nothing_and_no_two_texts_become_one(text):
    assert unescaped(escaped(text)) == text
    assert escaped(unescaped(escaped(text))) == escaped(text)


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_spreadsheet_runs_nothing_of_an_export(text):
    comma_separated = FORMATS["csv"].write(["slug"], [[text]]).decode("utf-8-sig")
    workbook = load_workbook(io.BytesIO(FORMATS["xlsx"].write(["slug"], [[text]])))

    (_header, (cell,)) = csv.reader(io.StringIO(comma_separated, newline=""))
    assert cell == f"'{text}"
    assert workbook.active["A2"].data_type == "s"
    assert workbook.active["A2"].value.startswith("'")


def test_json_is_not_escaped_since_nothing_runs_it():
    data = FORMATS["json"].write(["slug", "rating", "extensions"], [["=1+1", 3, ["a", "b"]]])

    assert json.loads(data) == [{"slug": "=1+1", "rating": 3, "extensions": ["a", "b"]}]


def test_a_spreadsheet_knows_that_the_csv_is_utf_8():
    assert FORMATS["csv"].write(["slug"], [["é"]]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_all_spreadsheets_are_read(separator):
    table = read_table(csv_file(f"slug{separator}name", f"flask{separator}Flask"), file_name="a.csv")

    assert table.columns == ("slug", "name")
    assert dict(table.lines[0].cells) == {"slug": "flask", "name": "Flask"}


def test_a_line_is_counted_as_an_editor_counts_it():
    table = read_table(csv_file("slug,name", 'flask,"two\r\nlines"', "", "django,Django"), file_name="a.csv")

    assert [line.number for line in table.lines] == [2, 5]


def test_empty_rows_and_cells_beside_the_table_are_no_rows():
    table = read_table(
        xlsx_file(["slug", "name", None], ["flask", "Flask", None], [None, None], ["django", "Django"]),
        file_name="a.xlsx",
    )

    assert [line.number for line in table.lines] == [2, 4]
    assert table.columns == ("slug", "name")


def test_a_cell_without_a_column_is_named():
    with pytest.raises(RefusedFile, match="line 2: It has 3 cells"):
        read_table(xlsx_file(["slug", "name"], ["flask", "Flask", "lost"]), file_name="a.xlsx")
