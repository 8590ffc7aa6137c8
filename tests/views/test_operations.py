"""Answers for machines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, connection

from comparisons.models import Framework
from comparisons.views import errors


def test_health_touches_no_database(client, django_assert_num_queries):
    # No database mark: a query here would be an error of its own.
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_answers(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"gone" not in response.content


def test_robots_name_the_sitemap_and_keep_out_of_the_admin(client, settings):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_security_txt_names_the_contact(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@framewise.example"

    text = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:security@framewise.example" in text
    assert f"Expires: {settings.SECURITY_TXT_EXPIRES}" in text


def test_security_txt_is_renewed_a_fortnight_before_it_expires():
    expires = datetime.fromisoformat(project_settings.SECURITY_TXT_EXPIRES)

    assert timedelta(days=14) < expires - datetime.now(UTC) < timedelta(days=366)


@pytest.mark.usefixtures("catalogue")
def test_the_sitemap_lists_every_page_with_addresses_from_the_settings(client, settings):
    xml = client.get("/sitemap.xml", headers={"host": "testserver"}).content.decode()

    assert xml.count("<loc>") == xml.count(f"<loc>{settings.SITE_URL}/")
    assert f"<loc>{settings.SITE_URL}/compare/django-vs-flask/</loc>" in xml
    for framework in Framework.objects.published():
        assert f"{settings.SITE_URL}{framework.get_absolute_url()}<" in xml


def test_a_forged_host_is_refused(client):
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_the_error_page_needs_no_database(rf):
    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"<main" in response.content


def test_the_error_page_survives_a_broken_template(rf, monkeypatch):
    def broken(*args, **options):
        raise RuntimeError("template")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)

    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert response.content == errors.LAST_RESORT
