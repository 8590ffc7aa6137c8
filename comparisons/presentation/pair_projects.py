"""The typical projects in which one of a pair stands before the other, by the same engine as everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparisons.models import Framework, Question, Scenario
from comparisons.presentation.pair_demands import FailedDemand, build_failed_demands, demanded_names
from comparisons.presentation.standings import CLOSE_CALL_POINTS, to_points
from comparisons.quiz.answers import AnswerSet, build_statements
from comparisons.quiz.parting import Lead, lead_of, table_of_two
from comparisons.ranking.scoring import Standing, VerdictTable
from comparisons.ranking.sensitivity import Explorer, to_priorities

MOST_PROJECTS = 3


@dataclass(frozen=True, kw_only=True)
class PairProject:
    """A typical project as the two serve it.

    Attributes:
        lead: of the left one over the right one.
        points, other_points: out of 100, of who is ahead and of who is behind; None for who is ruled out.
        first: who comes first of the whole field, in the field's order.
        is_first: whether the one that is ahead comes first of the whole field.
        failed: what rules out the one that is behind.
    """

    scenario: Scenario
    lead: Lead
    points: int | None
    other_points: int | None
    first: tuple[Framework, ...]
    is_first: bool
    failed: tuple[FailedDemand, ...]

    @property
    def is_close(self) -> bool:
        """Whether the lead is within what one rating, given differently, would change."""
        return abs(self.lead.size) * 100 < CLOSE_CALL_POINTS


@dataclass(frozen=True, kw_only=True)
class ProjectSide:
    """The typical projects in which one of the two stands before the other.

    Attributes:
        projects: the clearest of them.
        total: how many there are.
    """

    framework: Framework
    other: Framework
    projects: tuple[PairProject, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class PairProjects:
    """All typical projects, sorted by who of the two stands before the other.

    Attributes:
        tied: those in which both have exactly the same score.
        ruled_out: those that rule out both.
    """

    left: ProjectSide
    right: ProjectSide
    tied: tuple[PairProject, ...]
    ruled_out: tuple[PairProject, ...]

    @property
    def total(self) -> int:
        return self.left.total + self.right.total + len(self.tied) + len(self.ruled_out)


def build_pair_projects(
    *,
    left: Framework,
    right: Framework,
    scenarios: Iterable[Scenario],
    questions: Sequence[Question],
    frameworks: Sequence[Framework],
    table: VerdictTable,
) -> PairProjects:
    """Ranks the two for each scenario.

    Args:
        left, right: the two; swapping them mirrors the result.
        scenarios: with their published answers fetched.
        questions: with answers, effects and requirements fetched.
        frameworks: the whole field, in its order.
        table: what is published about it.
    """
    both = table_of_two(table, left.slug, right.slug)
    field = Explorer(table=table)
    names = demanded_names(questions)
    projects = []
    for scenario in scenarios:
        statements = build_statements(questions, AnswerSet.of_scenario(scenario))
        priorities = to_priorities(statements)
        if not priorities:
            continue
        lead = lead_of(priorities, both, left=left.slug, right=right.slug)
        ahead, behind = (lead.right, lead.left) if lead.size < 0 else (lead.left, lead.right)
        first = field.first(statements)
        projects.append(
            PairProject(
                scenario=scenario,
                lead=lead,
                points=_points(ahead),
                other_points=_points(behind),
                first=tuple(framework for framework in frameworks if framework.slug in first),
                is_first=ahead is not None and ahead.candidate.slug in first,
                failed=build_failed_demands(lead, left=left, right=right, names=names),
            )
        )
    level = [project for project in projects if project.lead.size == 0]
    return PairProjects(
        left=_side(left, right, [project for project in projects if project.lead.size > 0]),
        right=_side(right, left, [project for project in projects if project.lead.size < 0]),
        tied=tuple(project for project in level if project.lead.left is not None),
        ruled_out=tuple(project for project in level if project.lead.left is None),
    )


def _side(framework: Framework, other: Framework, projects: Sequence[PairProject]) -> ProjectSide:
    clearest = sorted(projects, key=lambda project: abs(project.lead.size), reverse=True)
    return ProjectSide(
        framework=framework, other=other, projects=tuple(clearest[:MOST_PROJECTS]), total=len(projects)
    )


def _points(standing: Standing | None) -> int | None:
    return None if standing is None or standing.score is None else to_points(standing.score)
