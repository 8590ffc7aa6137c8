"""The editors' desk: one desk per model. Importing a room registers its desks."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comparisons.admin.accounts import AccountDesk
from comparisons.admin.checked_links import CheckedLinkDesk
from comparisons.admin.claims import ClaimDesk
from comparisons.admin.criteria import CategoryDesk, CriterionDesk
from comparisons.admin.extensions import ExtensionDesk
from comparisons.admin.frameworks import FrameworkDesk
from comparisons.admin.notable_users import IndustryDesk, NotableUserDesk
from comparisons.admin.prepared_changes import PreparedChangeDesk
from comparisons.admin.quiz import AnswerDesk, QuestionDesk
from comparisons.admin.releases import ReleaseDesk
from comparisons.admin.scenarios import ScenarioDesk
from comparisons.admin.sources import SourceDesk
from comparisons.admin.suggestions import SuggestionDesk
from comparisons.admin.verdicts import VerdictDesk

__all__ = [
    "AccountDesk",
    "AnswerDesk",
    "CategoryDesk",
    "CheckedLinkDesk",
    "ClaimDesk",
    "CriterionDesk",
    "ExtensionDesk",
    "FrameworkDesk",
    "IndustryDesk",
    "NotableUserDesk",
    "PreparedChangeDesk",
    "QuestionDesk",
    "ReleaseDesk",
    "ScenarioDesk",
    "SourceDesk",
    "SuggestionDesk",
    "VerdictDesk",
]

admin.site.site_header = "Framewise"
admin.site.site_title = "Framewise"
admin.site.index_title = _("The editors' desk")
