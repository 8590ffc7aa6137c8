"""The vocabulary: every closed list of words, one place for value and label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublicationState(TextChoices):
    """How far a row is on its way to the visitors, and away from them again."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


# What editors still work on.
UNFINISHED_STATES = (PublicationState.DRAFT, PublicationState.IN_REVIEW)
# What visitors see or have seen.
SETTLED_STATES = (PublicationState.PUBLISHED, PublicationState.ARCHIVED)


class PreparedState(TextChoices):
    """What became of a change that an editor has prepared."""

    WAITING = "waiting", _("waiting")
    PUBLISHED = "published", _("published")
    DROPPED = "dropped", _("dropped")


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


class ChangeKind(TextChoices):
    """What a change of the published content is about, as a visitor would sort it."""

    FRAMEWORK = "framework", _("Frameworks and releases")
    VERDICT = "verdict", _("Verdicts")
    CRITERION = "criterion", _("Criteria")
    EXTENSION = "extension", _("Extensions")
    NOTABLE_USER = "notable-user", _("Notable users")
    CLAIM = "claim", _("Claims")
    SCENARIO = "scenario", _("Scenarios")
    QUIZ = "quiz", _("Quiz")


class ChangeAction(TextChoices):
    """What happened to a thing that visitors see; the first record has no single changes."""

    FIRST = "first", _("first published")
    PUBLISHED = "published", _("published")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class LinkStatus(TextChoices):
    """What came of asking an address. That it answers says nothing of what stands there."""

    ANSWERS = "answers", _("answers")
    MOVED = "moved", _("moved for good")
    REFUSED = "refused", _("refused by the site")
    NOT_FOUND = "not_found", _("not found")
    SERVER_ERROR = "server_error", _("server error")
    TIMEOUT = "timeout", _("no answer in time")
    NO_SUCH_HOST = "no_such_host", _("no such host")
    NO_CONNECTION = "no_connection", _("no connection")
    TLS_PROBLEM = "tls_problem", _("TLS problem")
    NOT_ALLOWED = "not_allowed", _("not allowed to be asked")
    TOO_LARGE = "too_large", _("answer too large")
    TOO_MANY_REDIRECTS = "too_many_redirects", _("redirected too often")
    MALFORMED = "malformed", _("no proper answer")


# Under these a visitor who follows the link finds a page.
REACHED_STATUSES = (LinkStatus.ANSWERS, LinkStatus.MOVED)
# Neither a success nor a failure, so a person has to look: many sites refuse programs and serve people, and of what
# was never asked nobody knows whether it answers.
UNDECIDED_STATUSES = (LinkStatus.REFUSED, LinkStatus.NOT_ALLOWED)


class SuggestionKind(TextChoices):
    """What visitors can correct; the value is the word in the address."""

    VERDICT = "verdict", _("verdict")
    USER = "user", _("notable user")
    CLAIM = "claim", _("claim")


class SuggestionState(TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class SearchKind(TextChoices):
    """What the search finds, in the order of the page; the value is the word in the address."""

    PAIRS = "pairs", _("Pairs")
    FRAMEWORKS = "frameworks", _("Frameworks")
    CRITERIA = "criteria", _("Criteria")
    SCENARIOS = "scenarios", _("Scenarios")
    EXTENSIONS = "extensions", _("Extensions")
    CLAIMS = "claims", _("Claims, checked")
    NOTABLE_USERS = "notable-users", _("Notable users")
    VERDICTS = "verdicts", _("Verdicts")


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
