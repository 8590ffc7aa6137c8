"""The visitor's side of suggestions: the way there, the form, what is refused, and that nothing is ever public."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils.html import escape

from comparisons.models import Revision, SenderSalt, Suggestion
from comparisons.suggestions import filing
from comparisons.views import suggestions as views
from tests.factories import create_claim, create_framework, create_notable_user, create_suggestion, create_verdict
from tests.responses import text_of
from tests.suggestions.sending import address_of_form, note, send, typed
from tests.views.addresses import FORMS, MACHINE_PAGES, PAGES

MARKER = "zyzzyva-marker"
CREATE = [create_verdict, create_notable_user, create_claim]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/frameworks/flask/", "/suggest/verdict/flask/orm/"),
        ("/criteria/orm/", "/suggest/verdict/flask/orm/"),
        ("/compare/?open=orm:flask", "/suggest/verdict/flask/orm/"),
        ("/notable-users/", "/suggest/user/instagram/"),
        ("/frameworks/django/", "/suggest/user/instagram/"),
        ("/claims/", "/suggest/claim/django-batteries/"),
        ("/frameworks/django/", "/suggest/claim/django-batteries/"),
    ],
)
def test_every_statement_has_the_link_once(client, page, form):
    html = client.get(page).content.decode()

    assert html.count(f'rel="nofollow" href="{form}"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [lambda text: create_verdict(detail=text), lambda text: create_claim(explanation=text)],
    ids=["verdict", "claim"],
)
def test_the_statement_stands_above_the_form_as_elsewhere(client, make):
    row = make("It *holds*, says [the manual](https://manual.example/).\n\n- one\n- two <b>")

    html = text_of(client.get(address_of_form(row)))

    assert "<p>It <em>holds</em>, says <a" in html
    assert "<li>two &lt;b&gt;</li>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("create", CREATE)
def test_what_a_visitor_sends_waits_for_an_editor_and_the_thanks_have_an_address(client, create):
    Revision.objects.create(number=7, recorded_at="2026-01-01T00:00Z", content_digest="0", quiz_digest="0")
    row = create()
    about = address_of_form(row).removeprefix("/suggest/").strip("/")

    response = send(client, row, note=note(about, revision=7))

    assert (response.status_code, response["Location"]) == (302, f"{address_of_form(row)}thanks/")
    suggestion = Suggestion.objects.get()
    assert (suggestion.state, suggestion.title, suggestion.revision) == ("waiting", str(row), 7)
    assert f"{suggestion.kind}/{suggestion.key}" == about
    thanks = client.get(response["Location"])
    assert thanks.status_code == 200
    assert f'href="{row.get_absolute_url()}"' in thanks.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("create", CREATE)
def test_the_form_stands_below_the_statement_and_is_kept_by_no_shared_cache_and_no_search_engine(client, create):
    row = create()

    response = client.get(address_of_form(row))

    assert str(row).partition(" (")[0] in response.content.decode()
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_no_step_sets_a_cookie_or_needs_a_token_of_django():
    client = Client(enforce_csrf_checks=True)
    row = create_verdict()

    responses = [
        client.get(address_of_form(row)),
        send(client, row, what_is_wrong=""),
        send(client, row),
        client.get(f"{address_of_form(row)}thanks/"),
    ]

    assert [response.status_code for response in responses] == [200, 400, 302, 200]
    assert not any(response.cookies for response in responses)
    assert not any("Cookie" in response.get("Vary", "") for response in responses)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"what_is_wrong": ""}, "what_is_wrong"),
        ({"how_they_know": "short"}, "how_they_know"),
        ({"proposed_words": "x" * 161}, "proposed_words"),
        ({"proposed_rating": "9"}, "proposed_rating"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_everything_typed_is_kept(client, fields, field):
    response = send(
        client, create_verdict(), **{"proposed_words": "<b>Kept</b> words", "proposed_support": "none"} | fields
    )

    html = response.content.decode()
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in html
    control = re.search(rf'<(?:textarea|select)[^>]*name="{field}"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in control
    assert f"id_{field}_error" in control
    for name, value in response.context["form"].data.items():
        if name not in ("note", "homepage", "proposed_rating", "proposed_support"):
            assert escape(value) in html
    assert '<option value="none" selected>' in html
    assert '<details class="suggestion-form__fold" open>' in html
    assert not Suggestion.objects.exists()


REFUSALS = [
    ({"homepage": "https://spam.example/"}, {}, 400, "A field that people do not see was filled in."),
    ({"note": ""}, {}, 400, "It has a new one: please send it again."),
    ({"seconds_ago": 0}, {}, 400, "That was very quick."),
    ({"seconds_ago": 90_000}, {}, 400, "This page was open for more than a day."),
    ({}, {"Sec-Fetch-Site": "cross-site"}, 403, "The form was sent from another site."),
    ({}, {"Origin": "https://elsewhere.example"}, 403, "The form was sent from another site."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "headers", "status", "message"), REFUSALS)
def test_a_refusal_says_why_keeps_the_words_and_lets_the_next_try_pass(client, fields, headers, status, message):
    row = create_verdict()
    about = address_of_form(row).removeprefix("/suggest/").strip("/")
    if "seconds_ago" in fields:
        fields = {"note": note(about, **fields)}

    response = send(client, row, headers=headers, **fields)

    html = response.content.decode()
    assert response.status_code == status
    assert message in text_of(response)
    assert escape(typed(row)["what_is_wrong"]) in html
    assert not Suggestion.objects.exists()
    assert "spam.example" not in html
    assert send(client, row).status_code == 302


@pytest.mark.django_db
def test_a_flood_is_answered_with_429_and_the_words_are_kept(client):
    row = create_verdict()
    for each in range(filing.MOST_PER_HOUR):
        assert send(client, row, what_is_wrong=f"Wrong for reason {each}.").status_code == 302

    response = send(client, row, what_is_wrong="One more reason.")

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "One more reason." in response.content.decode()
    assert "send them again in an hour" in text_of(response)
    assert send(client, row, what_is_wrong="One more reason.", sender="198.51.100.1").status_code == 302


@pytest.mark.django_db
def test_a_forwarded_address_is_not_believed_without_a_proxy(client):
    row = create_verdict()

    statuses = [
        send(client, row, headers={"X-Forwarded-For": f"198.51.100.{each}"}, what_is_wrong=f"Reason number {each}.")
        for each in range(filing.MOST_PER_HOUR + 1)
    ]

    assert statuses[-1].status_code == 429


@pytest.mark.django_db
def test_the_same_words_twice_are_refused_politely(client):
    row = create_verdict()
    send(client, row)

    response = send(client, row, sender="198.51.100.1")

    assert response.status_code == 409
    assert "These words have reached us already" in text_of(response)


@pytest.mark.django_db
def test_the_same_words_about_another_statement_are_refused_with_the_true_reason_and_kept(client):
    words = {"what_is_wrong": "Built in since 5.2, they say.", "proposed_words": "Ships its own."}
    send(client, create_verdict(), **words)
    another = create_verdict()

    response = send(client, another, **words)
    mended = send(client, another, **words | {"what_is_wrong": "This one came with 5.3."})

    assert response.status_code == 409
    assert "about another statement" in text_of(response)
    assert "nothing more is needed" not in text_of(response)
    for text in words.values():
        assert text in text_of(response)
    assert mended.status_code == 302


@pytest.mark.django_db
def test_the_same_words_with_another_proposal_wait_too(client):
    row = create_verdict(rating=3)
    send(client, row, proposed_rating="4")

    response = send(client, row, sender="198.51.100.1", proposed_rating="1")

    assert response.status_code == 302
    assert sorted(Suggestion.objects.values_list("proposed_rating", flat=True)) == [1, 4]


@pytest.mark.django_db
def test_a_database_that_is_locked_costs_no_words(client, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(views, "file_suggestion", locked)

    response = send(client, create_verdict())

    assert response.status_code == 503
    assert "I ran it with version 3.1 and it worked." in response.content.decode()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
@pytest.mark.parametrize("address", FORMS)
def test_a_form_is_read_or_sent_and_nothing_else(client, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_visitors_do_not_see_they_cannot_correct(client, method):
    rows = [
        create_verdict(state="draft"),
        create_verdict(framework=create_framework(state="draft")),
        create_notable_user(state="in_review"),
        create_claim(state="archived"),
        create_claim(publish_at="2099-01-01T00:00Z"),
    ]
    addresses = [address_of_form(row) for row in rows] + ["/suggest/verdict/no/no/", "/suggest/claim/no/"]

    for address in addresses:
        for page in (address, f"{address}thanks/"):
            expected = 405 if method == "post" and page.endswith("thanks/") else 404
            assert getattr(client, method)(page).status_code == expected, page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"what_is_wrong=%00%ff%fe", b"note=" + b"a" * 100_000, b"&" * 5000, b"what_is_wrong[]=1"],
)
def test_an_odd_body_is_answered(client, body):
    row = create_verdict()

    response = client.post(address_of_form(row), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["unicode_escape", "hex", "idna", "undefined", "utf-16", "nonsense", ""])
def test_a_form_in_another_charset_is_not_read(client, charset):
    row = create_verdict()
    fields = typed(row, proposed_support=r"\ud800").items()
    parts = [f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields]
    content_type = f"multipart/form-data; boundary=B; charset={charset}"

    response = client.generic("POST", address_of_form(row), "".join([*parts, "--B--\r\n"]), content_type=content_type)

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "UTF-8" in response.content.decode()
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
def test_the_words_of_a_visitor_are_shown_as_text(client):
    response = send(client, create_verdict(), what_is_wrong="</textarea><script>alert(1)</script>", how_they_know="")

    assert "<script>alert" not in response.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_a_suggestion_is_on_no_public_page_feed_sitemap_search_or_file(client):
    for kind, key in (("verdict", "flask/orm"), ("user", "instagram"), ("claim", "django-batteries")):
        Suggestion.objects.create(
            kind=kind,
            key=key,
            title=f"{MARKER} title",
            what_is_wrong=f"{MARKER} wrong",
            how_they_know=f"{MARKER} known",
            proposed_words=f"{MARKER} words",
            decision_reason=f"{MARKER} reason",
            words_digest="0" * 64,
        )
    cache.clear()
    files = [f"/compare/?format={name}" for name in ("csv", "json", "markdown")]
    searches = [
        f"/search/?q={MARKER}",
        f"/claims/?q={MARKER}",
        f"/notable-users/?q={MARKER}",
        f"/compare/?q={MARKER}",
    ]

    for address in [*PAGES, *MACHINE_PAGES, *files, *searches]:
        content = client.get(address).content.decode(errors="replace")
        assert (
            MARKER not in re.sub(rf'{MARKER}(?=["”&])', "", content) if address in searches else MARKER not in content
        )
        for words in ("title", "wrong", "known", "words", "reason"):
            assert f"{MARKER} {words}" not in content, address


@pytest.mark.django_db
def test_reading_the_form_stores_nothing(client):
    client.get(address_of_form(create_verdict()))

    assert not SenderSalt.objects.exists()
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
def test_no_suggestion_leaves_in_the_fixtures(tmp_path, settings):
    create_suggestion(what_is_wrong=f"{MARKER} wrong")
    settings.FIXTURES_DIR = tmp_path

    call_command("dump_catalogue")

    assert not [path for path in tmp_path.rglob("*") if path.is_file() and MARKER in path.read_text()]
