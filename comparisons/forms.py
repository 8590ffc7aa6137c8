"""The quiz's form, made from the questions that editors curate, and the search's."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.choices import SearchKind
from comparisons.fields import PairsField, WordsField, shortened
from comparisons.models import Framework, Question
from comparisons.quiz import state
from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.state import QuizState
from comparisons.ranking.priorities import IMPORTANCES

# More problems than this are counted, not listed: the page stays readable whatever the address says.
MOST_PROBLEMS = 10
LONGEST_OTHER = 4000
HIGHEST_REVISION = 10**9
LONGEST_SEARCH = 100


class AnswersField(forms.MultipleChoiceField):
    """The answers to one question. Known ones count, unknown ones are noted: content changes, links stay.

    Attributes:
        unknown: the values that are no answers (any more), after cleaning.
        surplus: the values beyond the first where only one may be chosen, after cleaning.
    """

    def __init__(self, *, question: Question, **options: Any) -> None:
        choices = [(answer.slug, answer.text) for answer in question.ordered_answers]
        super().__init__(choices=choices, required=False, label=question.text, **options)
        self.question = question
        self.unknown: list[str] = []
        self.surplus: list[str] = []

    def clean(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(word for word in self.to_python(value) if word))
        known = [word for word in words if self.valid_value(word)]
        self.unknown = [word for word in words if not self.valid_value(word)]
        if not self.question.allows_several:
            known, self.surplus = known[:1], known[1:]
        return known


class QuizForm(forms.Form):
    """The state of a visit. Never invalid as a whole: what is wrong is listed, and the rest counts.

    Args:
        data: the request's parameters.
        questions: all published ones, with their answers.
        frameworks: those that may be a favourite.
    """

    def __init__(self, data: Any, *, questions: Sequence[Question], frameworks: Iterable[Framework] = ()) -> None:
        super().__init__(data)
        self.questions = questions
        texts = {question.slug: question.text for question in questions}
        for question in questions:
            self.fields[question.slug] = AnswersField(question=question)
        self.fields |= {
            state.IMPORTANCE: PairsField(
                names=texts,
                values={str(importance): importance for importance in IMPORTANCES},
                what=gettext_lazy("question"),
                lenient=True,
                required=False,
            ),
            state.SOFTEN: WordsField(choices=list(texts.items()), lenient=True, required=False),
            state.SKIPPED: WordsField(choices=list(texts.items()), lenient=True, required=False),
            state.EDITION: _word(state.SHORT, state.FULL),
            state.VIEW: _word(state.FORM, state.OVERVIEW),
            state.FAVOURITE: _word(*(framework.slug for framework in frameworks)),
            state.REVISION: forms.IntegerField(
                min_value=1,
                max_value=HIGHEST_REVISION,
                required=False,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    gettext_lazy("The revision is a whole number from 1, so what is named there does not count."),
                ),
            ),
            state.OTHER: forms.CharField(max_length=LONGEST_OTHER, required=False),
        }

    @property
    def state(self) -> QuizState:
        """All that the address says and that can be used."""
        self.is_valid()
        cleaned = self.cleaned_data
        return QuizState(
            answers=self.answer_set,
            edition=cleaned.get(state.EDITION) or "",
            view=cleaned.get(state.VIEW) or "",
            skipped=tuple(cleaned.get(state.SKIPPED) or ()),
            favourite=cleaned.get(state.FAVOURITE) or "",
            other=cleaned.get(state.OTHER) or "",
            revision=cleaned.get(state.REVISION),
        )

    @property
    def answer_set(self) -> AnswerSet:
        """What was answered. Whoever ticks an answer and then skips the question has skipped it."""
        self.is_valid()
        skipped = self.cleaned_data.get(state.SKIPPED) or ()
        chosen = {
            question.slug: tuple(self.cleaned_data[question.slug])
            for question in self.questions
            if self.cleaned_data.get(question.slug) and question.slug not in skipped
        }
        return AnswerSet(
            chosen=chosen,
            importance=self.cleaned_data.get(state.IMPORTANCE) or {},
            softened=tuple(self.cleaned_data.get(state.SOFTEN) or ()),
        )

    @property
    def problems(self) -> list[str]:
        """What of the address does not count, and why, a sentence each."""
        self.is_valid()
        found = [
            problem
            for field in self.fields.values()
            if isinstance(field, PairsField | WordsField)
            for problem in field.problems
        ]
        found += [str(error) for errors in self.errors.values() for error in errors]
        for question in self.questions:
            field = self.fields[question.slug]
            assert isinstance(field, AnswersField)
            found += [
                _("“%(value)s” is not an answer to “%(question)s” (any more), so it does not count.")
                % {"value": shortened(word), "question": question.text}
                for word in field.unknown
            ]
            if field.surplus:
                found.append(
                    _("“%(question)s” takes one answer; only the first counts.") % {"question": question.text}
                )
        found += [
            _("There is no question “%(name)s” (any more), so its answer does not count.") % {"name": shortened(name)}
            for name in self.data
            if name not in self.fields
        ]
        found += self._contradictions()
        if len(found) > MOST_PROBLEMS:
            more = len(found) - MOST_PROBLEMS
            found = [*found[:MOST_PROBLEMS], _("… and %(more)s more of this kind.") % {"more": more}]
        return found

    def _contradictions(self) -> list[str]:
        answers = self.answer_set
        found = []
        for question in self.questions:
            chosen = [answer for answer in question.ordered_answers if answers.includes(answer, question)]
            for place, answer in enumerate(chosen):
                for other in chosen[place + 1 :]:
                    if other in answer.contradicts.all():
                        found.append(
                            _("“%(one)s” and “%(other)s” contradict each other. Both count until you drop one.")
                            % {"one": answer.text, "other": other.text}
                        )
        return found


class _WordField(WordsField):
    """One word of a list, or none."""

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        return words[0] if words else ""


def _word(*words: str) -> _WordField:
    return _WordField(choices=[(word, word) for word in words], lenient=True, required=False)


class SearchForm(forms.Form):
    """What is looked for, and in which kind of content alone."""

    q = forms.CharField(
        max_length=LONGEST_SEARCH,
        required=False,
        label=gettext_lazy("Search everything"),
        error_messages={
            "max_length": gettext_lazy(
                "At most %(limit_value)d characters can be looked for, and these are %(show_value)d."
            )
        },
    )
    kind = forms.ChoiceField(
        choices=SearchKind,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("There is no such kind of content, so all kinds are shown."),
        },
    )

    @property
    def text(self) -> str:
        """What to look for; empty when there is nothing, or nothing that could be looked for."""
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    @property
    def only_kind(self) -> SearchKind | None:
        """The one kind to look in; None for all."""
        self.is_valid()
        kind = self.cleaned_data.get("kind")
        return SearchKind(kind) if kind else None

    @property
    def typed(self) -> str:
        """What was typed, as it may stand in the field again: nobody has to type it twice."""
        typed = "".join(character for character in self.data.get("q", "") if character.isprintable())
        return typed.strip()[:LONGEST_SEARCH]
