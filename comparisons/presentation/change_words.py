"""The differences of a thing in words that a visitor understands: fields by their names, choices by their labels.

The names are those of the models, so a new field has its words at once. What a record names and the models no longer
know is passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comparisons.catalogue.differences import CALLED, SILENT, Content
from comparisons.presentation.rewording import Rewording, build_rewording
from comparisons.text.markdown import plain

# A text of this length or more is not quoted but laid over its old wording.
LONG = 120


@dataclass(frozen=True, kw_only=True)
class ChangeWords:
    """What differs, as phrases for a sentence, and the texts to unfold.

    Attributes:
        phrases: of the thing itself.
        part_phrases: of its parts, such as sources and answers.
    """

    phrases: tuple[str, ...] = ()
    part_phrases: tuple[str, ...] = ()
    rewordings: tuple[Rewording, ...] = ()

    @property
    def sentence(self) -> str:
        return "; ".join([*self.phrases, *self.part_phrases])


def build_change_words(model: type[models.Model], before: Content, after: Content) -> ChangeWords:
    """The words for all that differs, in the order of the model's fields.

    Args:
        model: of the thing, or of a part of one.
        before, after: what differs, as `ContentChange` has it.
    """
    phrases: list[str] = []
    part_phrases: list[str] = []
    rewordings: list[Rewording] = []
    reworded: list[str] = []
    for field in _fields(model, before.keys() | after.keys()):
        old, new = before.get(field.name), after.get(field.name)
        if old == new:
            continue
        if _is_part(field):
            words = _words_of_parts(field.related_model, old or {}, new or {})
            part_phrases += words.part_phrases
            rewordings += words.rewordings
        elif field.is_relation:
            phrases += _relation(field, old or {}, new or {})
        elif _is_long(field):
            name = str(field.verbose_name)
            if isinstance(field, models.TextField):
                # Of a text at length only the words are told, not its marks.
                old, new = plain(old or ""), plain(new or "")
            if old == new:
                phrases.append(_("%(field)s laid out anew") % {"field": name})
                continue
            rewordings.append(build_rewording(name, old or "", new or ""))
            if not (old and new):
                phrases.append((_("%(field)s added") if new else _("%(field)s removed")) % {"field": name})
            elif isinstance(field, models.URLField):
                phrases.append(_("%(field)s has another address") % {"field": name})
            else:
                reworded.append(name)
        else:
            phrases.append(_value(field, old, new))
    if reworded:
        phrases.append(_("reworded: %(fields)s") % {"fields": ", ".join(reworded)})
    return ChangeWords(phrases=tuple(phrases), part_phrases=tuple(part_phrases), rewordings=tuple(rewordings))


def value_label(field: Any, value: Any) -> str:
    """A stored value as visitors know it. Example: "weak (2)" for the rating 2."""
    if field.choices:
        return choice_label(field, value)
    if isinstance(field, models.DateField):
        return date_format(date.fromisoformat(value))
    return f"“{value}”" if isinstance(field, models.CharField) else str(value)


def choice_label(field: Any, value: Any) -> str:
    """The label of a field's choice, and its number where it is one; the value itself where it is none any more."""
    label = str(dict(field.flatchoices).get(value, value))
    return f"{label} ({value})" if isinstance(value, int) else label


def _fields(model: type[models.Model], names: Iterable[str]) -> Iterator[Any]:
    """The model's fields of these names: its own, then its relations, then its parts."""
    wanted = set(names) - SILENT - {CALLED}
    options = model._meta
    fields: tuple[Any, ...] = (*options.concrete_fields, *options.many_to_many, *options.related_objects)
    for field in fields:
        if field.name in wanted:
            yield field


def _is_part(field: Any) -> bool:
    return isinstance(field, models.ManyToOneRel)


def _is_long(field: Any) -> bool:
    if field.choices or not isinstance(field, models.CharField | models.TextField):
        return False
    return isinstance(field, models.TextField | models.URLField) or (field.max_length or 0) >= LONG


def _value(field: Any, old: Any, new: Any) -> str:
    name = str(field.verbose_name)
    if isinstance(field, models.BooleanField):
        return (_("now %(field)s") if new else _("no longer %(field)s")) % {"field": name}
    if new is None:
        return _("%(field)s no longer given") % {"field": name}
    if old is None:
        return _("%(field)s given: %(after)s") % {"field": name, "after": value_label(field, new)}
    sentence = (
        _("%(field)s from %(before)s to %(after)s")
        if field.choices
        else _("%(field)s %(after)s instead of %(before)s")
    )
    return sentence % {"field": name, "before": value_label(field, old), "after": value_label(field, new)}


def _relation(field: Any, old: Content, new: Content) -> Iterator[str]:
    came = ", ".join(sorted(name for key, name in new.items() if key not in old))
    went = ", ".join(sorted(name for key, name in old.items() if key not in new))
    words = {"field": str(field.verbose_name), "before": went, "after": came}
    if field.many_to_many:
        if came:
            yield _("%(field)s: %(after)s added") % words
        if went:
            yield _("%(field)s: %(before)s removed") % words
    elif came and went:
        yield _("%(field)s %(after)s instead of %(before)s") % words
    else:
        yield (_("%(field)s: %(after)s") if came else _("%(field)s no longer given")) % words


def _words_of_parts(model: type[models.Model], old: Content, new: Content) -> ChangeWords:
    phrases: list[str] = []
    rewordings: list[Rewording] = []
    if came := [part[CALLED] for key, part in new.items() if key not in old]:
        phrases.append(_named(model, came, one=_("new %(part)s %(names)s"), many=_("new %(part)s: %(names)s")))
    if went := [part[CALLED] for key, part in old.items() if key not in new]:
        phrases.append(
            _named(model, went, one=_("%(part)s %(names)s removed"), many=_("%(part)s removed: %(names)s"))
        )
    for key in sorted(old):
        if key in new:
            words = build_change_words(model, old[key], new[key])
            part = f"{model._meta.verbose_name} “{new[key][CALLED]}”"
            if words.phrases:
                inner = ", ".join(words.phrases)
                phrases.append(_("%(part)s changed (%(words)s)") % {"part": part, "words": inner})
            phrases += [_("%(part)s, %(words)s") % {"part": part, "words": inner} for inner in words.part_phrases]
            rewordings += [
                Rewording(label=f"{part}, {rewording.label}", pieces=rewording.pieces)
                for rewording in words.rewordings
            ]
    return ChangeWords(part_phrases=tuple(phrases), rewordings=tuple(rewordings))


def _named(model: type[models.Model], names: list[str], *, one: str, many: str) -> str:
    """The parts by their names, as one or as many."""
    quoted = ", ".join(f"“{name}”" for name in sorted(names))
    if len(names) == 1:
        return one % {"part": model._meta.verbose_name, "names": quoted}
    return many % {"part": model._meta.verbose_name_plural, "names": quoted}
