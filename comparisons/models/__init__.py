"""The catalogue. This file names what is public; callers import from the package."""

from comparisons.models.changes import ChangedFramework, ContentChange, JudgementChange, PublishedThing
from comparisons.models.claims import Claim
from comparisons.models.criteria import Category, Criterion
from comparisons.models.extensions import Extension
from comparisons.models.frameworks import Framework
from comparisons.models.link_checks import LinkCheck
from comparisons.models.loaded_objects import LoadedObject
from comparisons.models.notable_users import Industry, NotableUser
from comparisons.models.prepared_changes import PreparedChange
from comparisons.models.quiz import Answer, Effect, Question, Requirement
from comparisons.models.quiz_measurements import QuizMeasurement
from comparisons.models.releases import Release
from comparisons.models.revisions import Revision
from comparisons.models.scenarios import Scenario
from comparisons.models.sources import Source
from comparisons.models.suggestions import SenderSalt, Suggestion
from comparisons.models.verdicts import Verdict

__all__ = [
    "Answer",
    "Category",
    "ChangedFramework",
    "Claim",
    "ContentChange",
    "Criterion",
    "Effect",
    "Extension",
    "Framework",
    "Industry",
    "JudgementChange",
    "LinkCheck",
    "LoadedObject",
    "NotableUser",
    "PreparedChange",
    "PublishedThing",
    "Question",
    "QuizMeasurement",
    "Release",
    "Requirement",
    "Revision",
    "Scenario",
    "SenderSalt",
    "Source",
    "Suggestion",
    "Verdict",
]
