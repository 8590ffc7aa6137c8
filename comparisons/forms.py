"""The quiz's form, made from the questions that editors curate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.fields import PairsField, shortened
from comparisons.models import Question
from comparisons.quiz.answers import AnswerSet
from comparisons.ranking.priorities import IMPORTANCES

IMPORTANCE = "importance"
REVISION = "revision"
# More problems than this are counted, not listed: the page stays readable whatever the address says.
MOST_PROBLEMS = 10


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
    """What a visitor answered. Never invalid as a whole: what is wrong is listed, and the rest counts."""

    def __init__(self, data: Any, *, questions: Sequence[Question]) -> None:
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[question.slug] = AnswersField(question=question)
        self.fields[IMPORTANCE] = PairsField(
            names={question.slug: question.text for question in questions},
            values={str(importance): importance for importance in IMPORTANCES},
            what=gettext_lazy("question"),
            lenient=True,
            required=False,
        )

    @property
    def answer_set(self) -> AnswerSet:
        self.is_valid()
        chosen = {
            question.slug: tuple(self.cleaned_data[question.slug])
            for question in self.questions
            if self.cleaned_data.get(question.slug)
        }
        return AnswerSet(chosen=chosen, importance=self.cleaned_data.get(IMPORTANCE) or {})

    @property
    def problems(self) -> list[str]:
        """What of the address does not count, and why, a sentence each."""
        self.is_valid()
        importance = self.fields[IMPORTANCE]
        assert isinstance(importance, PairsField)
        found = list(importance.problems)
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
            if name not in self.fields and name != REVISION
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
