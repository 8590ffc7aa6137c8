"""Where the address of something archived leads now: to what took its place, or to its list."""

from collections.abc import Callable
from http import HTTPStatus

from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from comparisons.models import Criterion, Extension, Framework, Scenario
from comparisons.presentation.pair import split_slug

# The pages of one row, and the list that it stood in.
LISTS: dict[str, tuple[type[Model], str]] = {
    "framework_detail": (Framework, "framework_list"),
    "criterion_detail": (Criterion, "criterion_list"),
    "extension_detail": (Extension, "extension_list"),
    "scenario_detail": (Scenario, "scenario_list"),
}


def leading_on(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware, since a handler of "not found" is not asked while DEBUG is on: `make run` shows it too."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        return (archived_redirect(request) if response.status_code == HTTPStatus.NOT_FOUND else None) or response

    return answer


def archived_redirect(request: HttpRequest) -> HttpResponseRedirect | None:
    """For an address that is not found: a redirect if it was that of something archived.

    A temporary one, since what is archived may come back.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    if match.url_name == "pair_detail":
        return _from_pair(match.kwargs["pair"])
    if match.url_name not in LISTS:
        return None
    model, list_name = LISTS[match.url_name]
    row = model._default_manager.archived().named([match.kwargs["slug"]]).first()  # type: ignore[attr-defined]  # publishable
    if row is None:
        return None
    successor = getattr(row, "replaced_by", None)
    if successor is not None and successor.is_visible:
        return HttpResponseRedirect(successor.get_absolute_url())
    return HttpResponseRedirect(reverse(f"comparisons:{list_name}"))


def _from_pair(pair: str) -> HttpResponseRedirect | None:
    """To the page of the one that is left, or to the list of frameworks."""
    slugs = split_slug(pair) or ()
    if not Framework.objects.archived().named(slugs).exists():
        return None
    left = Framework.objects.published().named(slugs).first()
    return HttpResponseRedirect(left.get_absolute_url() if left else reverse("comparisons:framework_list"))
