"""Files that are meant to harm, or that a program broke: refused quickly, with little memory and a clear word."""

import struct
import tracemalloc
import zipfile

import pytest

from comparisons.admin.transfer.formats import read_table
from comparisons.admin.transfer.tables import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, MAXIMUM_TEXT, RefusedFile
from comparisons.models import Framework
from tests.admin.transfer.desks import previewed, problems_of
from tests.admin.transfer.files import WORKBOOK_PARTS, csv_file, json_file, xlsx_file, xlsx_of_parts
from tests.work import calls_made_by

MEGABYTE = 1024 * 1024
BILLION_LAUGHS = "<!DOCTYPE b [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 11)
)
READS_A_FILE = "<!DOCTYPE b [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def cell(place, text, *, row=1):
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def full_of(piece):
    return piece * (MAXIMUM_BYTES // len(piece) - 1)


def amplified(text, *, rows, columns=30):
    """A workbook of a few kB: one text, named in every cell."""
    header = "".join(f'<c t="inlineStr"><is><t>c{number}</t></is></c>' for number in range(columns))
    line = '<c t="s"><v>0</v></c>' * columns
    override = (
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    return xlsx_of_parts(
        rows=f'<row r="1">{header}</row>'
        + "".join(f'<row r="{number}">{line}</row>' for number in range(2, rows + 2)),
        **{
            "[Content_Types].xml": WORKBOOK_PARTS["[Content_Types].xml"].replace("</Types>", override),
            "xl/sharedStrings.xml": (
                '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                f'<si><t xml:space="preserve">{text}</t></si></sst>'
            ),
        },
    )


def with_directory_beyond_the_end():
    data = bytearray(xlsx_file(["slug"], ["flask"]))
    place = data.rfind(b"PK\x05\x06") + 16
    (offset,) = struct.unpack("<I", data[place : place + 4])
    data[place : place + 4] = struct.pack("<I", offset + 5_000)
    return bytes(data)


def with_a_name_that_is_not_utf_8():
    data = bytearray(xlsx_file(["slug"], ["flask"]))
    entry = data.find(b"PK\x01\x02")
    data[entry + 9] |= 0x08  # says that the name is UTF-8
    data[entry + 46] = 0xFF
    return bytes(data)


def with_broken_lzma():
    data = bytearray(xlsx_of_parts(packing=zipfile.ZIP_LZMA))
    name = b"[Content_Types].xml"
    data[data.find(name) + len(name) + 4] = 0xFF  # the properties that LZMA begins with
    return bytes(data)


# Made when asked for: together they are large. Each with a word of what is said of it.
HOSTILE = {
    "50 MB": ("a.csv", lambda: b"a" * 50 * MEGABYTE, "larger than 5 MB"),
    "no ending": ("file", lambda: b"slug\nflask", ".csv, .xlsx or .json"),
    "another ending": ("a.yaml", lambda: b"a: &a [*a]", ".csv, .xlsx or .json"),
    "empty CSV": ("a.csv", lambda: b"", "empty"),
    "megabytes of blank lines": (
        "a.csv",
        lambda: b"slug,name\n" + full_of(b"\n")[:-20],
        "more than 5,000 rows",
    ),
    "megabytes of commas": ("a.csv", lambda: b"slug,name\n" + full_of(b",\n")[:-20], "more than 5,000 rows"),
    "blank CSV": ("a.csv", lambda: b"\n\n\n", "empty"),
    "only a mark": ("a.csv", lambda: b"\xef\xbb\xbf", "empty"),
    "only a header": ("a.csv", lambda: csv_file("slug,name"), "no rows"),
    "UTF-16": ("a.csv", lambda: csv_file("slug,name", "flask,Flask", encoding="utf-16"), "UTF-16"),
    "UTF-16 without a mark": ("a.csv", lambda: csv_file("slug,name", "flask,F", encoding="utf-16-le"), "UTF-16"),
    "Latin-1": ("a.csv", lambda: csv_file("slug,name", "flask,Fläsk", encoding="latin-1"), "line 2: Not UTF-8"),
    "NUL": ("a.csv", lambda: csv_file("slug,name" + " " * 300, "flask,Fla\0sk"), "line 2: The line holds a NUL"),
    "bell": ("a.csv", lambda: csv_file("slug,name", "flask,Fla\x07sk"), "line 2, column name: The cell holds"),
    "a million characters": (
        "a.csv",
        lambda: csv_file("slug,name", "flask," + "x" * 10**6),
        "line 2: The line has more",
    ),
    "a long cell": ("a.csv", lambda: csv_file("slug,name", "flask," + "x" * 30_000), "line 2, column name"),
    "a long cell of many lines": ("a.csv", lambda: csv_file("slug,name", 'flask,"' + "x\n" * 10**6 + '"'), "broken"),
    "a million commas": ("a.csv", lambda: csv_file("slug,name", "," * 10**6), "line 2: The line has more"),
    "many columns": ("a.csv", lambda: csv_file(",".join(f"c{n}" for n in range(500)), "1"), "more than 60 columns"),
    "only commas": ("a.csv", lambda: full_of(b","), "more than 100,000 characters"),
    "only quotes": ("a.csv", lambda: full_of(b'"'), "more than 100,000 characters"),
    "only short lines": ("a.csv", lambda: b"slug,name\n" + full_of(b"a,b\n")[:-20], "more than 5,000 rows"),
    "an open quotation": ("a.csv", lambda: csv_file("slug,name", 'flask,"Flask'), "broken"),
    "too few cells": ("a.csv", lambda: csv_file("slug,name", "flask"), "line 2: It has 1 cells"),
    "too many cells": ("a.csv", lambda: csv_file("slug,name", "flask,Flask,7"), "line 2: It has 3 cells"),
    "a column twice": ("a.csv", lambda: csv_file("slug,name,slug", "a,b,c"), "column slug: This column stands there"),
    "a column without a name": ("a.csv", lambda: csv_file("slug,,name", "a,b,c"), "Column 2"),
    "a workbook called CSV": ("a.csv", lambda: xlsx_file(["slug"], ["flask"]), "not a CSV file"),
    "a CSV called workbook": ("a.xlsx", lambda: csv_file("slug,name", "flask,Flask"), "not an XLSX"),
    "empty workbook": ("a.xlsx", lambda: b"", "not an XLSX"),
    "empty sheet": ("a.xlsx", lambda: xlsx_file(), "empty"),
    "half a workbook": ("a.xlsx", lambda: xlsx_file(["slug"], ["flask"])[:2000], "not an XLSX"),
    "zip bomb": ("a.xlsx", lambda: xlsx_of_parts(**{"xl/bomb.xml": b"\0" * 200 * MEGABYTE}), "larger than 16 MB"),
    "zip bomb of cells": ("a.xlsx", lambda: xlsx_of_parts(rows="<row/>" * (2 * MEGABYTE)), "5,000 rows"),
    "zip bomb of words": (
        "a.xlsx",
        lambda: xlsx_of_parts(**{"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 900_000 + b"</sst>"}),
        "far more cells",
    ),
    "a text in every cell": (
        "a.xlsx",
        lambda: amplified("x" * 19_000 + "\n", rows=500),
        "line 11: The cells up to here have more than 5,242,880 characters",
    ),
    "apostrophes in every cell": ("a.xlsx", lambda: amplified("'" * 19_000, rows=500), "characters together"),
    "a text of megabytes in every cell": ("a.xlsx", lambda: amplified("x\n" * 4 * MEGABYTE, rows=500), "together"),
    "a long name of a column": ("a.xlsx", lambda: xlsx_file(["slug", "n" * 30_000]), "more than 100 characters"),
    "a directory beyond the end": ("a.xlsx", with_directory_beyond_the_end, "not an XLSX"),
    "a name that is not UTF-8": ("a.xlsx", with_a_name_that_is_not_utf_8, "not an XLSX"),
    "broken LZMA": ("a.xlsx", with_broken_lzma, "packed in a way that no office program uses"),
    "another packing": ("a.xlsx", lambda: xlsx_of_parts(packing=zipfile.ZIP_BZIP2), "packed in a way"),
    "many parts": ("a.xlsx", lambda: xlsx_of_parts(**{f"p{n}": b"" for n in range(300)}), "more than 200 parts"),
    "billion laughs": (
        "a.xlsx",
        lambda: xlsx_of_parts(before=f"{BILLION_LAUGHS}]>", rows=cell("A1", "&a10;")),
        "document",
    ),
    "an entity that reads a file": (
        "a.xlsx",
        lambda: xlsx_of_parts(before=READS_A_FILE, rows=cell("A1", "&a;")),
        "document",
    ),
    "laughs called picture": (
        "a.xlsx",
        lambda: xlsx_of_parts(**{"xl/media/a.png": f"{BILLION_LAUGHS}]><b>&a10;</b>".encode()}),
        "document",
    ),
    "laughs in UTF-16": (
        "a.xlsx",
        lambda: xlsx_of_parts(**{"xl/a.xml": f"{BILLION_LAUGHS}]><b>&a10;</b>".encode("utf-16")}),
        "document",
    ),
    "laughs in EBCDIC": (
        "a.xlsx",
        lambda: xlsx_of_parts(
            **{
                "xl/worksheets/sheet1.xml": b"<?xml version='1.0' encoding='cp037'?>"
                + f"{BILLION_LAUGHS}]><b>&a10;</b>".encode("cp037")
            }
        ),
        "broken",
    ),
    "words up to the limit": (
        "a.xlsx",
        lambda: xlsx_of_parts(
            rows=cell("A1", "slug"),
            **{"xl/sharedStrings.xml": b"<sst>" + b"<si><t>abc</t></si>" * 299_000 + b"</sst>"},
        ),
        "no rows",
    ),
    "a row twice": (
        "a.xlsx",
        lambda: xlsx_of_parts(rows=cell("A1", "slug") + cell("A1", "name")),
        "a row stands there",
    ),
    "a cell twice": (
        "a.xlsx",
        lambda: xlsx_of_parts(rows='<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "line 1: The workbook is broken: a cell",
    ),
    "a row of cells": (
        "a.xlsx",
        lambda: xlsx_of_parts(rows='<row r="1">' + "<c><v>1</v></c>" * 200_000 + "</row>"),
        "60 columns",
    ),
    "the last corner of a sheet": (
        "a.xlsx",
        lambda: xlsx_of_parts(rows=cell("XFD1048576", "x", row=1048576)),
        "5,000 rows",
    ),
    "the last column": ("a.xlsx", lambda: xlsx_of_parts(rows=cell("XFD1", "x")), "60 columns"),
    "a formula": (
        "a.xlsx",
        lambda: xlsx_file(["slug", "name"], ["flask", "=1+1"]),
        "line 2: The cell B2 holds a formula",
    ),
    "a broken part": ("a.xlsx", lambda: xlsx_of_parts(**{"xl/workbook.xml": b"<workbook"}), "broken"),
    "no workbook in it": ("a.xlsx", lambda: xlsx_of_parts(**{"xl/workbook.xml": b"<workbook/>"}), "broken"),
    "empty JSON": ("a.json", lambda: b"", "not JSON"),
    "no list": ("a.json", lambda: b'{"slug": "flask"}', "not a list of objects"),
    "a list of numbers": ("a.json", lambda: b"[1, 2]", "not a list of objects"),
    "an empty list": ("a.json", lambda: b"[]", "empty"),
    "broken JSON": ("a.json", lambda: b'[{"slug": "flask"},\n', "line 2: This is not JSON"),
    "an object in a value": ("a.json", lambda: json_file({"slug": {"a": 1}}), "line 1, column slug"),
    "nested lists": ("a.json", lambda: b'[{"slug": ' + b"[" * 60_000 + b"]" * 60_000 + b"}]", "nested too deeply"),
    "many nested lists": ("a.json", lambda: b"[" * (4 * MEGABYTE), "far more objects"),
    "many objects": ("a.json", lambda: b"[" + full_of(b"{},")[:-2] + b"]", "far more objects"),
    "many words": ("a.json", lambda: b"[" + full_of(b'"ab",')[:-10] + b"]", ""),
    "many names": (
        "a.json",
        lambda: b"[{" + b",".join(b'"%d":1' % number for number in range(400_000)) + b"}]",
        "",
    ),
    "many numbers": ("a.json", lambda: b"[" + full_of(b"1,")[:-2] + b"1]", "not a list of objects"),
    "many long numbers": ("a.json", lambda: b"[" + full_of(b"1.5,")[:-4] + b"1]", "not a list of objects"),
    "a long number": ("a.json", lambda: b'[{"slug": ' + b"9" * 10**6 + b"}]", "not JSON"),
    "not a number": ("a.json", lambda: b'[{"slug": NaN}]', "NaN is no number"),
    "a name twice": (
        "a.json",
        lambda: b'[{"slug": "a"}, {"slug": "b", "name": "B", "slug": "c"}]',
        "line 2, column slug: This name stands there twice",
    ),
    "a name twice in a value": ("a.json", lambda: b'[{"slug": {"a": 1, "a": 2}}]', "line 1, column slug: A value"),
    "70 names": (
        "a.json",
        lambda: json_file({"slug": "a"}, {f"c{number}": 1 for number in range(70)}),
        "line 2: The object has more than 60 names",
    ),
    "half a character as a name": ("a.json", lambda: rb'[{"\ud800": {"a": 1}}]', "line 1, column �: A value"),
    "a long name in JSON": ("a.json", lambda: json_file({"x" * MEGABYTE: 1}), "more than 100 characters"),
    "half a character": ("a.json", lambda: rb'[{"slug": "\ud800"}]', "line 1, column slug"),
    "NUL in JSON": ("a.json", lambda: rb'[{"slug": "a\u0000"}]', "line 1, column slug"),
    "UTF-16 JSON": ("a.json", lambda: '[{"slug": "flask"}]'.encode("utf-16"), "Not UTF-8"),
    "6,000 rows": ("a.json", lambda: json_file(*({"slug": f"a{number}"} for number in range(6_000))), "5,000 rows"),
}

MADE_TO_FILL_MEMORY = [
    *("a text in every cell", "a text of megabytes in every cell", "megabytes of blank lines"),
    *("50 MB", "only commas", "only quotes", "only short lines", "a long cell of many lines"),
    *("zip bomb", "zip bomb of words", "words up to the limit", "billion laughs", "the last corner of a sheet"),
    *("many nested lists", "many objects", "many words", "many names", "many numbers"),
]


@pytest.mark.parametrize(("file_name", "make", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_clear_word(file_name, make, words):
    data = make()

    refused = []

    def read():
        with pytest.raises(RefusedFile) as refusal:
            read_table(data, file_name=file_name)
        refused.append(refusal.value)

    calls = calls_made_by(read)

    assert words in str(refused[0])
    assert all(len(problem.reason) < 400 for problem in refused[0].problems)
    # The most that any of them takes is 1.2 million.
    assert calls < 2_000_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        *("a directory beyond the end", "a name that is not UTF-8", "broken LZMA", "a name twice"),
        *("half a character as a name", "a text in every cell"),
    ],
)
def test_the_desk_says_why_a_hostile_file_is_refused(name, editor):
    file_name, make, words = HOSTILE[name]

    response = previewed(editor, Framework, make(), name=file_name)

    assert response.status_code == 422
    assert words in problems_of(response)[0]


def test_no_cell_is_looked_at_once_the_text_is_too_much(monkeypatch):
    seen = []
    monkeypatch.setattr("comparisons.admin.transfer.xlsx_files.unescaped", lambda text: seen.append(text) or text)

    with pytest.raises(RefusedFile):
        read_table(amplified("x" * (MAXIMUM_CHARACTERS - 1) + "\n", rows=500), file_name="a.xlsx")

    assert sum(map(len, seen)) < MAXIMUM_TEXT + 31 * MAXIMUM_CHARACTERS


def test_text_up_to_the_limit_is_read():
    text = "x" * 10_000

    table = read_table(amplified(text, rows=17), file_name="a.xlsx")

    assert {cell for line in table.lines for cell in line.cells.values()} == {text}
    assert len(table.lines) * 30 * len(text) < MAXIMUM_TEXT < (len(table.lines) + 1) * 30 * len(text)


def test_empty_lines_between_rows_are_no_rows():
    table = read_table(b"slug,name\n" + b"\n,\n" * 2_000 + b"flask,Flask\n", file_name="a.csv")

    assert [line.number for line in table.lines] == [4_002]


@pytest.mark.walk
@pytest.mark.parametrize("name", MADE_TO_FILL_MEMORY)
def test_a_hostile_file_costs_little_memory(name):
    file_name, make, _words = HOSTILE[name]
    data = make()

    tracemalloc.start()
    try:
        with pytest.raises(RefusedFile):
            read_table(data, file_name=file_name)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100 * MEGABYTE
