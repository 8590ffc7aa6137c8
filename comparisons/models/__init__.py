"""The catalogue. This file names what is public; callers import from the package."""

from comparisons.models.claims import Claim
from comparisons.models.criteria import Category, Criterion
from comparisons.models.extensions import Extension
from comparisons.models.frameworks import Framework
from comparisons.models.loaded_objects import LoadedObject
from comparisons.models.notable_users import Industry, NotableUser
from comparisons.models.quiz import Answer, Effect, Question, Requirement
from comparisons.models.quiz_measurements import QuizMeasurement
from comparisons.models.revisions import JudgementChange, Revision
from comparisons.models.scenarios import Scenario
from comparisons.models.sources import Source
from comparisons.models.verdicts import Verdict

__all__ = [
    "Answer",
    "Category",
    "Claim",
    "Criterion",
    "Effect",
    "Extension",
    "Framework",
    "Industry",
    "JudgementChange",
    "LoadedObject",
    "NotableUser",
    "Question",
    "QuizMeasurement",
    "Requirement",
    "Revision",
    "Scenario",
    "Source",
    "Verdict",
]
