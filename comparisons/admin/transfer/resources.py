"""Each model's columns, and how a line becomes a row: found by its natural key, filled, compared and checked.

The steps are django-import-export's (`ModelResource.import_row`); nothing is written here. Rows are found among all
rows of the model, fetched once, and each is checked with one query, so a file of any length costs the same per line.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource
from import_export.results import RowResult

from comparisons.admin.lost_updates import interim
from comparisons.admin.transfer.columns import Column, KeysWidget, keys_text, widget_for
from comparisons.admin.transfer.constraints import broken_constraints, other_uniqueness
from comparisons.admin.transfer.tables import Cell
from comparisons.admin.transfer.words import as_text
from comparisons.catalogue.rows import with_relations
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Release, Source, Verdict
from comparisons.models.sources import PARENTS
from comparisons.settled import is_settled

Row = Mapping[str, Cell]

# Exported so that an editor can read them, never taken over: what visitors see is decided on the desk.
STATE_COLUMNS = ("state", "publish_at")
VERSION = "version"
DATE_COLUMNS = ("written_on", "review_due_on")


class LineResult(RowResult):  # type: ignore[misc]  # django-import-export ships no types
    """What a line would do.

    Attributes:
        values: of the columns that the line has, before (empty for a new row) and after.
        lists: the rows of each column that holds several.
        is_seen: whether visitors see the row, or have seen it.
    """

    values: dict[str, tuple[Cell, Cell]]
    lists: dict[str, list[models.Model]]
    is_seen: bool


class PreloadedRows(BaseInstanceLoader):  # type: ignore[misc]  # import-export has no types
    """All rows of the model, by natural key."""

    def __init__(self, resource: "CatalogueResource", dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.rows = {resource.key_of(row): row for row in with_relations(resource._meta.model)}

    def get_instance(self, row: Row) -> models.Model | None:
        return self.rows.get(self.resource.key_in(row))


class CatalogueResource(ModelResource):  # type: ignore[misc]  # import-export has no types
    """The columns of a model.

    Args:
        changes_published: whether changes of rows that visitors see are saved at once, instead of being prepared.
    """

    class Meta:
        instance_loader_class = PreloadedRows
        # What django-import-export would compare and show, it would fetch row by row.
        skip_diff = True
        store_instance = True

    def __init__(self, *, changes_published: bool = False) -> None:
        super().__init__()
        self.changes_published = changes_published
        self._unique_values: dict[tuple[str, Any], int] = {}

    @classmethod
    def get_row_result_class(cls) -> type[LineResult]:
        return LineResult

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Column:
        return Column(
            attribute=field_name,
            column_name=field_name,
            widget=widget_for(django_field),
            readonly=readonly or field_name in (*STATE_COLUMNS, VERSION),
        )

    # The columns

    @property
    def columns(self) -> list[Column]:
        return self.get_import_fields()  # type: ignore[no-any-return]  # import-export has no types

    @property
    def column_names(self) -> list[str]:
        return [column.column_name for column in self.columns]

    @property
    def key_columns(self) -> tuple[str, ...]:
        return tuple(self._meta.import_id_fields)

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """Without which no line says which row it means."""
        return self.key_columns

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each column is called on the desk."""
        meta = self._meta.model._meta
        return {name: str(meta.get_field(name).verbose_name) for name in self.column_names}

    def key_of(self, row: models.Model) -> tuple[str, ...]:
        return tuple(as_text(self.fields[name].export(row)) for name in self.key_columns)

    def key_in(self, row: Row) -> tuple[str, ...]:
        return tuple(as_text(row.get(name)).strip() for name in self.key_columns)

    def cells_of(self, row: models.Model) -> list[Cell]:
        """The row as a line of the file."""
        return [column.export(row) for column in self.columns]

    # The steps of `import_row`, in their order

    def get_instance(self, instance_loader: PreloadedRows, row: Row) -> models.Model | None:
        return instance_loader.get_instance(row)

    def after_init_instance(self, instance: models.Model, new: bool, row: Row, **kwargs: Any) -> None:
        self._given = [column for column in self.columns if column.column_name in row and not column.readonly]
        self._before: Row = {} if new else {column.column_name: column.export(instance) for column in self._given}
        self._lists: dict[str, list[models.Model]] = {}

    def import_instance(self, instance: models.Model, row: Row, **kwargs: Any) -> None:
        """Fills the row; lists are kept beside it, since a new row can have none before it is saved."""
        errors: dict[str, ValidationError] = {}
        for column in self._given:
            try:
                if isinstance(column.widget, KeysWidget):
                    self._lists[column.column_name] = column.clean(row)
                else:
                    column.save(instance, row)
            except ValueError as error:
                errors[column.column_name] = ValidationError(str(error), code="invalid")
        if errors:
            raise ValidationError(errors)

    def skip_row(
        self, instance: models.Model, original: None, row: Row, import_validation_errors: Any = None
    ) -> bool:
        """Whether the line says what the row says already."""
        if import_validation_errors:
            return False
        self._after = {column.column_name: self._value(column, instance) for column in self._given}
        return not instance._state.adding and self._after == self._before

    def validate_instance(
        self,
        instance: models.Model,
        import_validation_errors: Any = None,
        validate_unique: bool = True,
    ) -> None:
        """All that is wrong with the fields at once; when they are right, what they must be together."""
        errors: dict[str, Any] = dict(import_validation_errors or {})
        errors |= self._missing_relations(instance, exclude=errors)
        relations = {field.name for field in instance._meta.concrete_fields if field.is_relation}
        try:
            instance.clean_fields(exclude={*errors, *relations, "id"})
        except ValidationError as error:
            errors |= {name: [_readable(one) for one in list_] for name, list_ in error.error_dict.items()}
        if not errors:
            errors = broken_constraints(instance, keys=self.key_columns)
        if errors:
            raise ValidationError(errors)

    def before_save_instance(self, instance: models.Model, row: Row, **kwargs: Any) -> None:
        """The last step of a line that would write: what the file could not know."""
        self._refuse_stale(instance, row)
        self._refuse_new_beneath_settled(instance)
        self._refuse_same_values(instance, line=kwargs["row_number"])

    def after_import_row(self, row: Row, row_result: LineResult, **kwargs: Any) -> None:
        row_result.values = {name: (self._before.get(name), value) for name, value in self._after.items()}
        row_result.lists = self._lists
        row_result.is_seen = is_settled(row_result.instance)

    # What is wrong with a line

    def _missing_relations(self, instance: models.Model, *, exclude: Any) -> dict[str, ValidationError]:
        meta = instance._meta
        single = {
            field.name
            for field in meta.concrete_fields
            if field.is_relation and not field.null and getattr(instance, field.attname) is None
        }
        several = {
            field.name
            for field in meta.many_to_many
            if not field.blank
            and field.name in self.fields
            and not self._lists.get(field.name, None if instance._state.adding else True)
        }
        return {name: ValidationError(_needed(), code="required") for name in (single | several) - set(exclude)}

    def _refuse_stale(self, instance: Any, row: Row) -> None:
        given = as_text(row.get(VERSION)).strip()
        if not given:
            return
        if instance._state.adding:
            raise ValidationError(
                {
                    VERSION: _(
                        "There is no such row (any more), though its version says that there was one: it was "
                        "deleted, or its key was changed here. To add it as a new row, empty its version."
                    )
                }
            )
        if not (given.isdecimal() and len(given) < 9 and int(given) <= instance.version):
            raise ValidationError(
                {VERSION: _("“%(value)s” was never the version of this row.") % {"value": given[:20]}}
            )
        if int(given) < instance.version:
            raise ValidationError({VERSION: _somebody_was_quicker(instance, version_read=int(given))})

    def _refuse_new_beneath_settled(self, instance: Any) -> None:
        """Of a row that is not there yet no change can be prepared; only a source is published with its parent."""
        if self.changes_published or not (instance._state.adding and is_settled(instance)):
            return
        parent = instance.parent
        raise ValidationError(
            {
                parent._meta.model_name if parent._meta.model_name in PARENTS else NON_FIELD_ERRORS: _(
                    "“%(row)s” is %(state)s, so a new source of it cannot be imported: open “%(row)s” and prepare "
                    "the change there. A publisher can tick “Save changes of published rows at once”."
                )
                % {"row": parent, "state": parent.get_state_display()}
            }
        )

    def _refuse_same_values(self, instance: models.Model, *, line: int) -> None:
        """Two lines of one file must not claim what only one row may have."""
        for constraint in other_uniqueness(type(instance), keys=self.key_columns):
            values = (constraint.name, tuple(getattr(instance, name) for name in constraint.fields))
            if values in self._unique_values:
                raise ValidationError(
                    {constraint.fields[0]: _("Line %(line)s says the same.") % {"line": self._unique_values[values]}}
                )
            self._unique_values[values] = line

    def _value(self, column: Column, instance: models.Model) -> Cell:
        rows = self._lists.get(column.column_name)
        return column.export(instance) if rows is None else keys_text(rows)


class FrameworkResource(CatalogueResource):
    class Meta:
        model = Framework
        import_id_fields = ("slug",)
        fields = (
            *("slug", "name", "kind", "speaks_wsgi", "speaks_asgi", "has_own_server", "tagline", "description"),
            *("licence", "governance", "latest_version", "first_released_on", "latest_released_on"),
            *("requires_python", "installed_distributions", "installed_mib"),
            *("homepage", "documentation_url", "repository_url", "position"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class CriterionResource(CatalogueResource):
    class Meta:
        model = Criterion
        import_id_fields = ("slug",)
        fields = (
            *("slug", "category", "name", "question", "meaning", "earns_1", "earns_3", "earns_5", "matters_when"),
            *("summarises", "position"),
            *STATE_COLUMNS,
            VERSION,
        )


class VerdictResource(CatalogueResource):
    class Meta:
        model = Verdict
        import_id_fields = ("framework", "criterion")
        fields = (
            *("framework", "criterion", "support", "rating", "since", "summary", "detail", "extensions"),
            *("confidence", "check_note", "checked_on"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class ExtensionResource(CatalogueResource):
    class Meta:
        model = Extension
        import_id_fields = ("slug",)
        fields = (
            *("slug", "name", "frameworks", "criteria", "purpose", "status", "status_detail", "latest_version"),
            *("replaced_by", "homepage"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class NotableUserResource(CatalogueResource):
    class Meta:
        model = NotableUser
        import_id_fields = ("slug",)
        fields = (
            *("slug", "name", "framework", "industry", "usage", "status", "since", "until", "note"),
            *("named_by_article", "confidence"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class ClaimResource(CatalogueResource):
    class Meta:
        model = Claim
        import_id_fields = ("slug",)
        fields = (
            *("slug", "statement", "frameworks", "criteria", "notable_user", "status", "explanation"),
            *("named_by_article", "position"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class ReleaseResource(CatalogueResource):
    class Meta:
        model = Release
        import_id_fields = ("framework", "series")
        fields = (
            *("framework", "series", "latest_version", "released_on", "latest_released_on", "is_long_term_support"),
            *("bug_fixes_until", "security_fixes_until", "support_note"),
            *DATE_COLUMNS,
            *STATE_COLUMNS,
            VERSION,
        )


class SourceResource(CatalogueResource):
    """A source names the row it supports in one of five columns. Example: “django/orm” under “verdict”."""

    class Meta:
        model = Source
        import_id_fields = (*PARENTS, "url")
        fields = (*PARENTS, "url", "title", "supports", "read_on", "position", VERSION)

    @property
    def needed_columns(self) -> tuple[str, ...]:
        return ("url",)


RESOURCES: dict[type[models.Model], type[CatalogueResource]] = {
    resource._meta.model: resource
    for resource in (
        FrameworkResource,
        CriterionResource,
        VerdictResource,
        ExtensionResource,
        NotableUserResource,
        ClaimResource,
        ReleaseResource,
        SourceResource,
    )
}


def _readable(error: ValidationError) -> ValidationError:
    return ValidationError(_needed(), code=error.code) if error.code in ("blank", "null") else error


def _needed() -> str:
    return _("A value is needed here.")


def _somebody_was_quicker(row: Any, *, version_read: int) -> str:
    happened = interim(row, version_read)
    return _("%(who)s changed it since the export, on %(when)s (%(what)s). Export it again.") % {
        "who": happened.who or _("a command"),
        "when": date_format(happened.when, "j F Y, H:i") if happened.when else "–",
        "what": ", ".join(change.label for change in happened.changes) or _("no field of its own"),
    }
