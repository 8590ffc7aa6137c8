"""The vocabulary: every closed list of words, one place for value and label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublicationState(TextChoices):
    """Whether visitors see a row. More states may come between the two."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class FrameworkKind(TextChoices):
    FULL_STACK = "full-stack", _("full-stack")
    MICRO = "micro", _("micro")
    API = "api", _("API")
    ASYNC = "async", _("async")


class Interface(TextChoices):
    """How a server talks to the framework."""

    WSGI = "wsgi", _("WSGI")
    ASGI = "asgi", _("ASGI")
    OWN_SERVER = "own-server", _("own server")


class Support(TextChoices):
    """Where the answer to a criterion comes from, strongest first."""

    BUILT_IN = "built_in", _("built in")
    OFFICIAL_EXTENSION = "official_extension", _("official extension")
    THIRD_PARTY = "third_party", _("third-party package")
    CUSTOM_CODE = "custom_code", _("own code")
    NONE = "none", _("not possible")
    NOT_APPLICABLE = "not_applicable", _("not a feature")


class Confidence(TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class ExtensionStatus(TextChoices):
    ACTIVE = "active", _("active")
    MAINTENANCE = "maintenance", _("maintenance only")
    ABANDONED = "abandoned", _("abandoned")


class UsageStatus(TextChoices):
    """What is known about a notable user's use of a framework."""

    CURRENT = "current", _("current")
    PAST = "past", _("past")
    DISPUTED = "disputed", _("disputed")
    UNVERIFIED = "unverified", _("unverified")


class ClaimStatus(TextChoices):
    HOLDS = "holds", _("holds")
    PARTLY = "partly", _("holds in part")
    OUTDATED = "outdated", _("outdated")
    DISPUTED = "disputed", _("disputed")


class QuestionKind(TextChoices):
    SITUATION = "situation", _("situation")
    NEED = "need", _("need")
    PREFERENCE = "preference", _("preference between poles")
    REQUIREMENT = "requirement", _("requirement")


RATING_LABELS = {
    0: _("absent"),
    1: _("poor"),
    2: _("weak"),
    3: _("adequate"),
    4: _("good"),
    5: _("outstanding"),
}

IMPORTANCE_LABELS = {
    0: _("irrelevant"),
    1: _("normal"),
    2: _("important"),
    4: _("decisive"),
}
