"""What editors changed: of which framework, of what kind, in which revision."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ChangeKind
from comparisons.fields import WordsField
from comparisons.filtersets.base import CatalogueFilterSet, Counts, WordsFilter, count_by
from comparisons.models import ContentChange, Framework, Revision


class NamedRevisionsFilter(django_filters.MultipleChoiceFilter):
    """Offers those revisions that the address names, as a link of the feed does: all would be a list without end."""

    field_class = WordsField


class ChangeFilterSet(CatalogueFilterSet):
    framework = WordsFilter(label=_("Framework"), field_name="frameworks__slug")
    kind = WordsFilter(label=_("About"), choices=ChangeKind.choices)
    revision = NamedRevisionsFilter(label=_("Revision"), field_name="revision__number")

    class Meta:
        model = ContentChange
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        frameworks = Framework.objects.published().in_order()
        self.offer("framework", ((framework.slug, framework.name) for framework in frameworks))
        named = self.data.getlist("revision") if "revision" in self.data else []
        numbers = Revision.objects.numbers_among(named) if named else []
        self.offer("revision", ((number, _("Revision %(number)s") % {"number": number}) for number in numbers))

    def count_framework(self, rows: QuerySet[ContentChange]) -> Counts:
        return count_by(rows, "frameworks__slug")

    def count_kind(self, rows: QuerySet[ContentChange]) -> Counts:
        return count_by(rows, "kind")

    def count_revision(self, rows: QuerySet[ContentChange]) -> Counts:
        return count_by(rows, "revision__number")
