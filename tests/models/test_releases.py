"""Releases: what a row may be, and what one may ask of the rows."""

from datetime import date, timedelta

import pytest

from comparisons.choices import PublicationState
from comparisons.models import Release
from tests.factories import create_framework, create_release, create_source
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_framework_has_a_series_once():
    given = create_release(series="5.2")
    another = create_release(framework=given.framework, series="5", latest_version="5.2.1")

    assert_refused(another, message="This framework already has this series. Edit that one.", series="5.2")


def test_two_frameworks_may_have_the_same_series():
    create_release(series="5.2")

    create_release(series="5.2").full_clean()


@pytest.mark.parametrize("series", ["", "5 2", "5.2/"])
def test_a_series_can_stand_in_an_address(series):
    assert_refused(
        create_release(),
        message="A series is made of digits, letters, points and hyphens. Example: 5.2",
        series=series,
    )


@pytest.mark.parametrize("version", ["5.1.9", "5.20", "5.21.1"])
def test_the_latest_version_is_of_the_series(version):
    assert_refused(
        create_release(series="5.2"),
        message="The latest version begins with the name of its series, and no digit follows. Example: 5.2.8.",
        latest_version=version,
    )


@pytest.mark.parametrize("version", ["5.2", "5.2.8", "5.2rc1", "5.2-beta"])
def test_a_version_of_the_series_is_taken(version):
    create_release(series="5.2", latest_version=version).full_clean()


def test_the_latest_version_does_not_come_before_the_first():
    release = create_release()

    assert_refused(
        release,
        message="The latest version cannot be older than the first of its series.",
        latest_released_on=release.released_on - DAY,
    )


def test_bug_fixes_do_not_end_before_the_release():
    release = create_release()

    assert_refused(
        release,
        message="Bug fixes cannot end before the series was released.",
        bug_fixes_until=release.released_on - DAY,
    )


@pytest.mark.parametrize("before", ["released_on", "bug_fixes_until"])
def test_security_fixes_end_last(before):
    release = create_release(bug_fixes_until=None) if before == "released_on" else create_release()

    assert_refused(
        release,
        message="Security fixes cannot end before the release or before the bug fixes.",
        security_fixes_until=getattr(release, before) - DAY,
    )


@pytest.mark.parametrize("column", ["latest_released_on", "bug_fixes_until", "security_fixes_until"])
def test_a_day_that_nobody_states_stays_empty(column):
    create_release(**{column: None}).full_clean()


def test_published_hides_drafts_and_releases_of_draft_frameworks():
    shown = create_release()
    create_release(state=PublicationState.DRAFT)
    create_release(framework=create_framework(state=PublicationState.DRAFT))

    assert list(Release.objects.published()) == [shown]


def test_the_series_that_began_last_comes_first():
    framework = create_framework()
    old = create_release(framework=framework, series="9.0", released_on=date(2024, 1, 1))
    same_day = create_release(framework=framework, series="9.1", released_on=date(2024, 1, 1))
    new = create_release(framework=framework, series="10.0", released_on=date(2025, 1, 1))
    create_release()

    assert list(Release.objects.of(framework).newest_first()) == [new, same_day, old]


def test_sources_are_fetched_at_once(django_assert_num_queries):
    release = create_release()
    second = create_source(release=release, position=2)
    first = create_source(release=release, position=1)

    with django_assert_num_queries(2):
        (shown,) = Release.objects.with_sources()
        assert shown.ordered_sources == [first, second]


def test_a_release_stands_on_the_page_of_its_framework():
    release = create_release(framework=create_framework(slug="django"), series="5.2")

    assert release.get_absolute_url() == "/frameworks/django/#release-5.2"
