"""The sentence that tells one change, in words that a visitor understands."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.choices import ChangeAction
from comparisons.models import Claim, ContentChange
from comparisons.presentation.change_words import ChangeWords, build_change_words, value_label
from comparisons.presentation.rewording import Rewording

NEW = {
    "framework": gettext_lazy("New framework: %(title)s"),
    "release": gettext_lazy("New release series: %(title)s"),
    "category": gettext_lazy("New group of criteria: %(title)s"),
    "criterion": gettext_lazy("New criterion: %(title)s"),
    "verdict": gettext_lazy("New verdict: %(title)s, %(rating)s, %(support)s"),
    "extension": gettext_lazy("New extension for %(frameworks)s: %(title)s"),
    "industry": gettext_lazy("New industry among the notable users: %(title)s"),
    "notableuser": gettext_lazy("New notable user of %(frameworks)s: %(title)s"),
    "claim": gettext_lazy("New claim: “%(title)s”, %(status)s"),
    "question": gettext_lazy("New question in the quiz: “%(title)s”"),
    "scenario": gettext_lazy("New scenario: %(title)s"),
}
CHANGED = {
    "framework": gettext_lazy("%(title)s: %(words)s"),
    "release": gettext_lazy("Release series %(title)s: %(words)s"),
    "category": gettext_lazy("Group of criteria %(title)s: %(words)s"),
    "criterion": gettext_lazy("Criterion %(title)s: %(words)s"),
    "verdict": gettext_lazy("%(title)s: %(words)s"),
    "extension": gettext_lazy("Extension %(title)s: %(words)s"),
    "industry": gettext_lazy("Industry %(title)s: %(words)s"),
    "notableuser": gettext_lazy("Notable user %(title)s: %(words)s"),
    "claim": gettext_lazy("The claim “%(title)s”: %(words)s"),
    "question": gettext_lazy("The question “%(title)s”: %(words)s"),
    "scenario": gettext_lazy("Scenario %(title)s: %(words)s"),
}
WITHDRAWN = {
    "framework": gettext_lazy("Framework withdrawn: %(title)s"),
    "release": gettext_lazy("Release series withdrawn: %(title)s"),
    "category": gettext_lazy("Group of criteria withdrawn: %(title)s"),
    "criterion": gettext_lazy("Criterion withdrawn: %(title)s"),
    "verdict": gettext_lazy("Verdict withdrawn: %(title)s"),
    "extension": gettext_lazy("Extension withdrawn: %(title)s"),
    "industry": gettext_lazy("Industry without notable users: %(title)s"),
    "notableuser": gettext_lazy("Notable user withdrawn: %(title)s"),
    "claim": gettext_lazy("Claim withdrawn: “%(title)s”"),
    "question": gettext_lazy("Question withdrawn from the quiz: “%(title)s”"),
    "scenario": gettext_lazy("Scenario withdrawn: %(title)s"),
}
# Stands in a sentence where the title belongs, so that the title alone can be a link. No text of an editor holds it.
_TITLE = "\x00"


@dataclass(frozen=True, kw_only=True)
class ChangeSentence:
    """A sentence parted around the title of what changed, and the long texts to unfold."""

    before: str
    after: str
    rewordings: tuple[Rewording, ...] = ()


def build_change_sentence(change: ContentChange) -> ChangeSentence:
    """The sentence for a change; the first record is told with the number of things alone."""
    if change.action == ChangeAction.FIRST:
        return ChangeSentence(before=_first(change), after="")
    sentence, words = _sentence(change)
    before, _separator, after = sentence.partition(_TITLE)
    return ChangeSentence(before=before, after=after, rewordings=words.rewordings)


def _model(name: str) -> type[Model]:
    return apps.get_model("comparisons", name)


def _first(change: ContentChange) -> str:
    counts = ", ".join(
        f"{number} {_model(name)._meta.verbose_name if number == 1 else _model(name)._meta.verbose_name_plural}"
        for name in NEW
        if (number := change.after.get(name))
    )
    if change.revision.number == 1:
        return _("The catalogue as first published: %(counts)s") % {"counts": counts}
    return _("From here on every change is told one by one. The catalogue then: %(counts)s") % {"counts": counts}


def _sentence(change: ContentChange) -> tuple[str, ChangeWords]:
    """The sentence with a mark for the title, and what else there is to unfold."""
    model = _model(change.model)
    if change.action == ChangeAction.WITHDRAWN:
        return str(WITHDRAWN[change.model]) % {"title": _TITLE}, ChangeWords()
    if change.action == ChangeAction.PUBLISHED:
        facts = {name: _fact(model, name, change.after) for name in ("rating", "support", "status")}
        named = {**change.after.get("framework", {}), **change.after.get("frameworks", {})}
        frameworks = ", ".join(sorted(named.values())) or _("no published framework")
        return str(NEW[change.model]) % {"title": _TITLE, "frameworks": frameworks, **facts}, ChangeWords()
    if model is Claim and "status" in change.before:
        return _sentence_of_status(change)
    words = build_change_words(model, change.before, change.after)
    return str(CHANGED[change.model]) % {"title": _TITLE, "words": words.sentence or _("changed")}, words


def _sentence_of_status(change: ContentChange) -> tuple[str, ChangeWords]:
    """A claim that holds otherwise than before is the news; what else changed comes after it."""
    facts = {side: _fact(Claim, "status", values) for side, values in (("old", change.before), ("new", change.after))}
    sentence = _("The claim “%(title)s” is now judged “%(new)s”, it was “%(old)s”") % {"title": _TITLE, **facts}
    before, after = (
        {name: value for name, value in side.items() if name != "status"} for side in (change.before, change.after)
    )
    words = build_change_words(Claim, before, after)
    return "; ".join([sentence, *words.phrases, *words.part_phrases]), words


def _fact(model: type[Model], name: str, values: dict[str, Any]) -> str:
    return value_label(model._meta.get_field(name), values[name]) if name in values else ""
