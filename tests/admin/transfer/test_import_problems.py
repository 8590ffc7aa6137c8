"""All of a file or nothing: each problem is named with its line, its column and the reason."""

import pytest

from comparisons.admin.transfer import pending
from comparisons.choices import PublicationState
from comparisons.models import Extension, Framework, NotableUser, Release, Source, Verdict
from tests import factories
from tests.admin.transfer.desks import (
    address,
    imported,
    previewed,
    problems_of,
)
from tests.admin.transfer.files import COLUMNS, csv_file, json_file, line, xlsx_file
from tests.admin.transfer.test_hostile_files import HOSTILE
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT = PublicationState.DRAFT


def test_one_bad_row_of_many_and_nothing_is_written(editor, flask):
    criteria = [factories.create_criterion() for _number in range(50)]
    lines = [line(criterion.slug, rating="7" if number == 41 else "3") for number, criterion in enumerate(criteria)]

    response = previewed(editor, Verdict, csv_file(COLUMNS, *lines))

    assert response.status_code == 422
    assert problems_of(response) == ["line 43, column rating: “7” is not between 0 and 5."]
    assert "line" in text_of(response)
    assert not Verdict.objects.exists()


def test_several_problems_are_named_at_once_and_bounded(editor, flask, orm):
    lines = [line(f"unknown-{number}", support="magic", rating="x") for number in range(100)]

    response = previewed(editor, Verdict, csv_file(COLUMNS, *lines))

    assert problems_of(response)[:3] == [
        "line 2, column criterion: There is no criterion “unknown-0”.",
        "line 2, column support: “magic” is not possible; write one of built_in, official_extension, third_party, "
        "custom_code, none, not_applicable.",
        "line 2, column rating: “x” is not between 0 and 5.",
    ]
    assert len(problems_of(response)) == 50
    assert "And 250 more." in text_of(response)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("framework", "flaskk", "There is no framework “flaskk”."),
        ("framework", "", "A value is needed here."),
        ("rating", "", "A value is needed here."),
        ("rating", "-1", "“-1” is not between 0 and 5."),
        ("rating", "3.5", "“3.5” is not between 0 and 5."),
        ("support", "", "A value is needed here."),
        ("summary", "", "A value is needed here."),
        ("summary", "x" * 200, "Ensure this value has at most 160 characters (it has 200)."),
        ("written_on", "31/05/2026", "“31/05/2026” is not a day. Write it as 2026-05-31."),
        ("written_on", "2026-02-30", "“2026-02-30” is not a day. Write it as 2026-05-31."),
        ("written_on", "", "A value is needed here."),
        ("review_due_on", "2020-01-01", "The review cannot be due before the statement was written."),
        ("checked_on", "2026-01-01", "A check and the day it was run belong together: give both or neither."),
        ("extensions", "no-such, nor-this", "There is no extension “no-such”."),
        ("rating", "<script>", "“<script>” is not between 0 and 5."),
        ("rating", "9" * 5000, "“" + "9" * 60 + "…” is not between 0 and 5."),
    ],
)
def test_a_bad_cell_is_named_with_its_reason(column, value, reason, editor, flask, orm):
    good = dict(zip(COLUMNS.split(","), line().split(","), strict=True)) | {column: value}
    header, row = ",".join(good), ",".join(f'"{cell}"' for cell in good.values())

    response = previewed(editor, Verdict, csv_file(header, row))

    assert response.status_code == 422
    (problem,) = response.context["problems"]
    assert (problem.line, problem.reason) == (2, reason)
    assert column in problem.column
    assert "<script>" not in response.content.decode().partition("errornote")[2]


@pytest.mark.parametrize(
    ("model", "header", "row", "words"),
    [
        (Framework, "slug,speaks_wsgi", "flask,perhaps", "column speaks_wsgi: “perhaps” is neither true nor false."),
        (Framework, "slug,installed_mib", "flask,NaN", "column installed_mib: “NaN” is not a number such as 4.20."),
        (Framework, "slug,installed_mib", "flask,1e99999999", "column installed_mib"),
        (Framework, "slug,installed_mib", "flask,123456.7", "column installed_mib"),
        (
            Framework,
            "slug,position",
            "flask,40000",
            "column position: “40000” is not a whole number from 0 to 32,767.",
        ),
        (Framework, "slug,position", "flask,-1", "column position"),
        (Framework, "slug,homepage", "flask,javascript:alert(1)", "column homepage: Enter a valid URL."),
        (Framework, "slug,homepage", "flask,ftp://a.example/", "column homepage: A link must start with https://"),
        (Framework, "slug,speaks_wsgi", "flask,no", "Tick at least one: WSGI, ASGI or its own server."),
        (Framework, "slug,name", "Not a slug,Name", "column slug: Enter a valid “slug”"),
        (Framework, "slug,colour", "flask,red", "column colour: There is no such column here."),
        (Framework, "slug,id", "flask,1", "column id: There is no such column here."),
        (Framework, "name,kind", "Flask,micro", "column slug: This column is missing."),
        (Verdict, "framework,rating", "flask,3", "column criterion: This column is missing."),
        (
            Source,
            "url,title,supports,read_on",
            "https://a.example/,A page,What it says,2026-01-01",
            "A source belongs to one verdict, extension",
        ),
        (Source, "verdict,url", "flask/nothing,https://a.example/", "There is no verdict “flask/nothing”."),
        (Extension, "slug,frameworks", "wtforms,", "column frameworks: A value is needed here."),
        (
            Release,
            "framework,series,latest_version,released_on,written_on,review_due_on",
            "flask,5 2,5 2.1,2026-01-01,2026-01-01,2026-02-01",
            "column series: A series is made of digits, letters",
        ),
        (
            Extension,
            "slug,name,frameworks,purpose,status,status_detail,replaced_by,homepage,written_on,review_due_on",
            "wtf,WTF,flask,Forms,active,Alive,old,https://a.example/,2026-01-01,2026-02-01",
            "column replaced_by, status: Only an abandoned extension names what replaced it.",
        ),
    ],
)
def test_each_kind_of_value_is_read_strictly(model, header, row, words, editor):
    framework = factories.create_framework(slug="flask", state=DRAFT)
    factories.create_extension(slug="old", frameworks=[framework])

    response = previewed(editor, model, csv_file(header, row))

    assert response.status_code == 422
    assert any(words in problem for problem in problems_of(response)), problems_of(response)


def test_the_same_row_twice_is_refused(editor, flask, orm):
    response = previewed(editor, Verdict, csv_file(COLUMNS, line(), line(rating="4")))

    assert problems_of(response) == ["line 3, column framework, criterion: The same row stands in line 2."]


def test_two_new_rows_that_only_one_may_be_are_refused(editor, flask):
    factories.create_industry(slug="media")
    columns = "slug,name,framework,industry,usage,status,confidence,written_on,review_due_on"
    rest = "Paper,flask,media,The site,current,high,2026-01-01,2026-02-01"

    response = previewed(editor, NotableUser, csv_file(columns, f"paper,{rest}", f"paper-two,{rest}"))

    assert problems_of(response) == ["line 3, column name: Line 2 says the same."]


def test_what_another_row_has_already_is_refused(editor, flask):
    user = factories.create_notable_user(framework=flask, name="Paper")
    columns = "slug,name,framework,industry,usage,status,confidence,written_on,review_due_on"
    row = f"other,Paper,flask,{user.industry.slug},The site,current,high,2026-01-01,2026-02-01"

    response = previewed(editor, NotableUser, csv_file(columns, row))

    assert problems_of(response) == [
        "line 2, column framework, name: This organisation is already listed for this framework."
    ]


def test_a_number_that_lost_its_zero_in_a_workbook_is_refused(editor, flask):
    factories.create_release(framework=flask, series="5.2", state=DRAFT)

    response = previewed(editor, Release, xlsx_file(["framework", "series"], ["flask", 5.2]), name="rows.xlsx")

    assert "is a number here, which loses zeros" in problems_of(response)[0]


def test_values_of_json_are_read_as_they_are(editor, flask):
    orm = factories.create_extension(slug="sqlalchemy")
    verdict = factories.create_verdict(framework=flask, criterion=factories.create_criterion(slug="orm"), state=DRAFT)
    entry = {"framework": "flask", "criterion": "orm", "rating": 5, "extensions": ["sqlalchemy"], "since": None}

    imported(editor, Verdict, json_file(entry), name="rows.json")

    verdict.refresh_from_db()
    assert (verdict.rating, list(verdict.extensions.all()), verdict.since) == (5, [orm], "")


@pytest.mark.parametrize(("file_name", "make", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_page_with_the_reason_and_writes_nothing(file_name, make, words, editor):
    response = previewed(editor, Framework, make(), name=file_name)

    assert response.status_code == 422
    assert "errornote" in response.content.decode() or "errorlist" in response.content.decode()
    assert not Framework.objects.exists()
    assert pending.SESSION_KEY not in editor.session


def test_no_file_at_all_is_said_beside_the_field(editor):
    response = editor.post(address(Verdict, "import"))

    assert response.status_code == 422
    assert "This field is required." in text_of(response)
