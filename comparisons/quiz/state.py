"""The state of a visit to the quiz, which is all in its address: nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from comparisons.quiz.answers import AnswerSet
from comparisons.ranking.priorities import NORMAL_IMPORTANCE

# Names of parameters beside the questions.
IMPORTANCE = "importance"
SOFTEN = "soften"
FAVOURITE = "favourite"
REVISION = "revision"
OTHER = "other"
EDITION = "edition"
VIEW = "view"
SKIPPED = "skipped"

SHORT, FULL = "short", "full"
FORM, OVERVIEW = "form", "overview"


@dataclass(frozen=True, kw_only=True)
class QuizState:
    """What a visitor answered and how far they are.

    Attributes:
        answers: with importance, and requirements that are to be wishes only.
        edition: SHORT, FULL or empty.
        view: FORM (all on one page), OVERVIEW, or empty (one question per page).
        skipped: slugs of questions that were passed over.
        favourite: slug of the framework that the visitor would pick today, or empty.
        other: the query of another result, to lay beside this one, or empty.
        revision: of the content when the link was made, or None.
    """

    answers: AnswerSet = field(default_factory=AnswerSet)
    edition: str = ""
    view: str = ""
    skipped: tuple[str, ...] = ()
    favourite: str = ""
    other: str = ""
    revision: int | None = None

    def result_parameters(self) -> dict[str, tuple[str, ...]]:
        """What a link to the result carries, in a fixed order; an importance of 1 goes without saying."""
        answers = self.answers
        return {
            **answers.chosen,
            IMPORTANCE: tuple(
                f"{question}:{value}"
                for question, value in answers.importance.items()
                if value != NORMAL_IMPORTANCE and question in answers.chosen
            ),
            SOFTEN: tuple(question for question in answers.softened if question in answers.chosen),
            FAVOURITE: (self.favourite,),
            REVISION: (str(self.revision),) if self.revision else (),
            OTHER: (self.other,),
        }

    def course_parameters(self) -> dict[str, tuple[str, ...]]:
        """What a page on the way to the result carries."""
        return {
            **self.result_parameters(),
            EDITION: (self.edition,),
            VIEW: (self.view,),
            SKIPPED: self.skipped,
        }

    def with_answer(self, question: str, *answers: str) -> Self:
        """The same with this answer to the question; none takes the answer back."""
        chosen = {**self.answers.chosen, question: answers}
        return replace(self, answers=replace(self.answers, chosen=_without_empty(chosen)))

    def with_importance(self, question: str, importance: int) -> Self:
        changed = {**self.answers.importance, question: importance}
        return replace(self, answers=replace(self.answers, importance=changed))

    def with_softened(self, question: str) -> Self:
        """The same with what the question demands as a wish only."""
        softened = tuple(dict.fromkeys((*self.answers.softened, question)))
        return replace(self, answers=replace(self.answers, softened=softened))

    def at_revision(self, number: int | None) -> Self:
        """The same, to be linked to with the content of this revision."""
        return replace(self, revision=number)

    def beside(self, other: str) -> Self:
        """The same with another result beside it; an empty one takes it away."""
        return replace(self, other=other)

    def without_question(self, question: str) -> Self:
        """The same as if the question had been neither answered nor skipped."""
        skipped = tuple(slug for slug in self.skipped if slug != question)
        return replace(self.with_answer(question), skipped=skipped)


def other_query(link: str) -> str:
    """The query of a link to a result, however much of the link was pasted; never with a third result in it."""
    query = link.strip().partition("#")[0].rpartition("?")[2]
    return "&".join(part for part in query.split("&") if not part.startswith(f"{OTHER}="))


def _without_empty(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {question: answers for question, answers in chosen.items() if answers}
