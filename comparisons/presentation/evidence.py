"""How much evidence each framework's verdicts rest on: fairness shown, not claimed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comparisons.choices import Confidence
from comparisons.models import Criterion, Framework, Verdict


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One framework's evidence.

    Attributes:
        mean: the mean of its ratings, 0 to 5, as text; "–" when nothing is known.
        unknown: criteria without a published verdict.
        sources: how many addresses its verdicts name.
        checked: verdicts for which something was run.
        high: verdicts of high confidence.
    """

    framework: Framework
    known: int
    unknown: int
    mean: str
    sources: int
    checked: int
    high: int


def build_evidence_rows(
    *, frameworks: Iterable[Framework], criteria: Sequence[Criterion], verdicts: Iterable[Verdict]
) -> tuple[EvidenceRow, ...]:
    """One row a framework.

    Args:
        frameworks: all published ones.
        criteria: all published ones.
        verdicts: all published ones, annotated with `source_count`.
    """
    of_framework: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        of_framework[verdict.framework_id].append(verdict)
    return tuple(_row(framework, of_framework[framework.pk], len(criteria)) for framework in frameworks)


def _row(framework: Framework, verdicts: Sequence[Verdict], total: int) -> EvidenceRow:
    known = len(verdicts)
    mean = Fraction(sum(verdict.rating for verdict in verdicts), known) if known else None
    return EvidenceRow(
        framework=framework,
        known=known,
        unknown=total - known,
        mean="–" if mean is None else f"{float(mean):.2f}",
        sources=sum(verdict.source_count for verdict in verdicts),
        checked=sum(verdict.checked_on is not None for verdict in verdicts),
        high=sum(verdict.confidence == Confidence.HIGH for verdict in verdicts),
    )
