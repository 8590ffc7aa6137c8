"""Scenarios with the ranking that the engine computes for them today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparisons.models import Framework, Question, Scenario
from comparisons.presentation.quiz_form import course_address
from comparisons.presentation.quiz_result import answers_address
from comparisons.presentation.standings import StandingView, build_standings
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.state import OVERVIEW, QuizState
from comparisons.ranking.scoring import VerdictTable, rank


@dataclass(frozen=True, kw_only=True)
class ScenarioEntry:
    """A scenario and who comes first in it.

    Attributes:
        result_address: the quiz's result with the scenario's answers.
        quiz_address: the quiz with the answers filled in, to be changed.
    """

    scenario: Scenario
    standings: tuple[StandingView, ...]
    result_address: str
    quiz_address: str

    @property
    def is_weighed(self) -> bool:
        """Whether its answers make anything matter; without that everyone is first and nobody has points."""
        return any(standing.points is not None for standing in self.standings)

    @property
    def leaders(self) -> tuple[StandingView, ...]:
        return tuple(standing for standing in self.standings if standing.rank == 1)

    @property
    def followers(self) -> tuple[StandingView, ...]:
        """The next two, for a line in the list."""
        ranked = tuple(s for s in self.standings if s.rank is not None and s.rank > 1)
        return ranked[:2]


def build_scenario_entries(
    *,
    scenarios: Iterable[Scenario],
    questions: Sequence[Question],
    frameworks: Sequence[Framework],
    table: VerdictTable,
) -> tuple[ScenarioEntry, ...]:
    """Ranks the frameworks for each scenario, by the same engine as the quiz.

    Args:
        scenarios: with their published answers fetched.
        questions: with answers, effects and requirements fetched.
        frameworks: the candidates.
        table: what is published about them.
    """
    names = {
        requirement.criterion.slug: requirement.criterion.name
        for question in questions
        for answer in question.ordered_answers
        for requirement in answer.published_requirements
    }
    entries = []
    for scenario in scenarios:
        answers = AnswerSet.of_scenario(scenario)
        ranking = rank(table, build_priorities(questions, answers))
        entries.append(
            ScenarioEntry(
                scenario=scenario,
                standings=build_standings(ranking, frameworks, names),
                result_address=str(answers_address(answers)),
                quiz_address=str(course_address(QuizState(answers=answers, view=OVERVIEW))),
            )
        )
    return tuple(entries)
