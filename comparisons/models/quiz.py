"""The quiz as rows that editors curate: questions, answers, and what an answer does."""

from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from comparisons.choices import QuestionKind, Support
from comparisons.models.constraints import one_of, rating_range
from comparisons.models.criteria import Criterion
from comparisons.models.editing import EditedModel
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import PublicationQuerySet, PublishableModel, visible

# Parameters of the quiz's addresses that are no questions.
RESERVED_NAMES = ("importance", "revision", "edition", "view", "skipped", "soften", "favourite", "other")

# What a requirement may demand: "not possible" and "not a feature" are no minimum.
DEMANDABLE_SUPPORT = (
    Support.BUILT_IN,
    Support.OFFICIAL_EXTENSION,
    Support.THIRD_PARTY,
    Support.CUSTOM_CODE,
)


class QuestionQuerySet(SlugKeyedQuerySet["Question"], PublicationQuerySet["Question"]):
    def in_order(self) -> Self:
        """As the quiz asks them."""
        return self.order_by("position", "slug")

    def with_answers(self) -> Self:
        """With answers, effects and requirements on published criteria: all that the quiz and the engine need."""
        effects = (
            Effect.objects.filter(visible("criterion"))
            .select_related("criterion")
            .order_by("-weight", "criterion__slug")
        )
        requirements = (
            Requirement.objects.filter(visible("criterion")).select_related("criterion").order_by("criterion__slug")
        )
        return self.prefetch_related(
            Prefetch("answers", queryset=Answer.objects.in_order(), to_attr="ordered_answers"),
            Prefetch("ordered_answers__effects", queryset=effects, to_attr="published_effects"),
            Prefetch("ordered_answers__requirements", queryset=requirements, to_attr="published_requirements"),
            Prefetch("ordered_answers__contradicts", queryset=Answer.objects.in_order()),
        )


class Question(SlugKeyedModel, PublishableModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_(
            "The name of the parameter in a shared link; never changed once published. Example: "
            "“building” in /quiz/result/?building=content-site."
        ),
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=QuestionKind,
        help_text=_(
            "Situation and need make criteria matter, a preference chooses between two poles, a "
            "requirement rules out. Visitors meet requirements first. Example: “requirement” for rules of "
            "the authorities."
        ),
    )
    theme = models.CharField(
        _("theme"),
        max_length=40,
        help_text=_(
            "The heading it stands under; questions of one theme are asked together. Example: “Your project”."
        ),
    )
    text = models.CharField(
        _("text"),
        max_length=140,
        help_text=_(
            "One thing per question, no vague words. A beginner must be able to answer. Example: “Who "
            "will edit the content?”"
        ),
    )
    why = models.CharField(
        _("why we ask"),
        max_length=240,
        help_text=_(
            "Why the answer matters; visitors read it under the question. Example: “Each of these is work "
            "for weeks in one framework and a few lines in another.”"
        ),
    )
    explanation = models.TextField(
        _("what this means"),
        blank=True,
        help_text=_(
            "Terms that a visitor may not know, in plain words. Visitors unfold it under the answers. "
            "Example: “Background work runs after the answer is sent: mail, imports, reports.”"
        ),
    )
    allows_several = models.BooleanField(
        _("several answers"),
        default=False,
        help_text=_(
            "Whether the visitor may choose more than one answer; the page then says so. Example: yes for "
            "“Which of these will it need as well?”"
        ),
    )
    in_short_edition = models.BooleanField(
        _("in the short edition"),
        default=False,
        help_text=_(
            "The short edition has 6 to 8 questions, those that part the frameworks most. Visitors choose "
            "between short and full. The lint of the quiz shows how far each question parts them."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Questions stand in the order of this number where all of them stand on one page; asked one "
            "by one, those that change most come first. Example: 10, 20, 30."
        ),
    )

    objects = QuestionQuerySet.as_manager()
    history = EditHistory()

    ordered_answers: "list[Answer]"

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            *PublishableModel.Meta.constraints,
            one_of(
                "kind",
                QuestionKind,
                name="question_kind_known",
                message=_("The kind is situation, need, preference or requirement."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_NAMES),
                name="question_slug_not_reserved",
                violation_error_message=_(
                    "This word has another meaning in the quiz's address; choose another slug."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class AnswerQuerySet(models.QuerySet["Answer"]):
    def get_by_natural_key(self, question: str, slug: str) -> Any:
        return self.get(question__slug=question, slug=slug)

    def in_order(self) -> Self:
        """As the question lists them."""
        return self.order_by("position", "slug")


class Answer(EditedModel):
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.CASCADE,
        related_name="answers",
        help_text=_("The question that it answers. It is easier to add an answer on its question's page."),
    )
    slug = models.SlugField(
        _("slug"),
        help_text=_(
            "The value in a shared link; never changed once the question is published. Example: "
            "“content-site” in /quiz/result/?building=content-site."
        ),
    )
    text = models.CharField(
        _("text"),
        max_length=140,
        help_text=_(
            "What the visitor chooses; it must be understood without the other answers. Example: “Work in "
            "the background”."
        ),
    )
    explanation = models.CharField(
        _("explanation"),
        max_length=240,
        blank=True,
        help_text=_(
            "Shown in small under the answer, for a term or a limit. Empty when the answer says it all. "
            "Example: “mail, imports, reports”."
        ),
    )
    contradicts = models.ManyToManyField(
        "self",
        verbose_name=_("contradicts"),
        symmetrical=True,
        blank=True,
        help_text=_(
            "Answers that make no sense together with this one. Visitors who choose both are told. "
            "Example: “none of these”."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Answers stand in the order of this number. Leave gaps for those that come. Example: 10, 20, 30."
        ),
    )

    objects = AnswerQuerySet.as_manager()
    history = EditHistory(m2m_fields=[contradicts])

    published_effects: "list[Effect]"
    published_requirements: "list[Requirement]"

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"],
                name="answer_slug_once_per_question",
                violation_error_message=_("This question already has an answer with this slug."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.question.slug, self.slug)

    natural_key.dependencies = ["comparisons.question"]  # type: ignore[attr-defined]  # Django's own convention


class AnswerPartQuerySet(models.QuerySet[Any]):
    """Effects and requirements: an answer has at most one of each per criterion."""

    def get_by_natural_key(self, question: str, answer: str, criterion: str) -> Any:
        return self.get(answer__question__slug=question, answer__slug=answer, criterion__slug=criterion)


class Effect(EditedModel):
    """An answer makes a criterion matter: more is better, or, with a target, close to the target is better."""

    answer = models.ForeignKey(Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="effects")
    criterion = models.ForeignKey(
        Criterion,
        verbose_name=_("criterion"),
        on_delete=models.CASCADE,
        related_name="effects",
        help_text=_("What the answer makes matter. Type a part of its name. Example: “admin”."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        help_text=_(
            "How much: 1 a little, 2 clearly, 3 strongly, 4 above all. Visitors read it in the arithmetic "
            "of their result. Example: 2."
        ),
    )
    target = models.PositiveSmallIntegerField(
        _("target"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: the higher the rating, the better. A number from 0 to 5: the closer to it, the "
            "better; for preferences between two poles. Example: 1 for “as little as possible”."
        ),
    )
    reason = models.CharField(
        _("reason"),
        max_length=160,
        help_text=_(
            "Completes “because …” on the result, without a full stop. Example: “editors will keep the content”."
        ),
    )

    objects = AnswerPartQuerySet.as_manager()
    history = EditHistory()

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "criterion"],
                name="effect_once_per_criterion",
                violation_error_message=_("This answer already moves this criterion."),
            ),
            rating_range("weight", name="effect_weight_in_range", lowest=1, highest=4),
            rating_range("target", name="effect_target_in_range", optional=True),
        ]

    def __str__(self) -> str:
        return f"{self.answer} → {self.criterion}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.answer.natural_key(), self.criterion.slug)

    natural_key.dependencies = ["comparisons.answer", "comparisons.criterion"]  # type: ignore[attr-defined]  # Django's own convention


class Requirement(EditedModel):
    """An answer demands a minimum: whoever is known to lie below it is ruled out, visibly."""

    answer = models.ForeignKey(
        Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="requirements"
    )
    criterion = models.ForeignKey(
        Criterion,
        verbose_name=_("criterion"),
        on_delete=models.CASCADE,
        related_name="requirements",
        help_text=_("What the answer demands something of. Type a part of its name. Example: “websockets”."),
    )
    minimum_support = models.CharField(
        _("minimum support"),
        max_length=20,
        blank=True,
        choices=[(level.value, level.label) for level in DEMANDABLE_SUPPORT],
        help_text=_(
            "At least this support; the list runs from strongest to weakest. Whoever is known to lie "
            "below is ruled out, and visitors read why. Example: “third-party package”."
        ),
    )
    minimum_rating = models.PositiveSmallIntegerField(
        _("minimum rating"),
        null=True,
        blank=True,
        help_text=_(
            "At least this rating, 1 to 5, instead of a support. Whoever is known to lie below is ruled "
            "out. Example: 3."
        ),
    )
    reason = models.CharField(
        _("reason"),
        max_length=160,
        help_text=_(
            "Completes “because …” on the result, without a full stop. Example: “nothing works without WebSockets”."
        ),
    )

    objects = AnswerPartQuerySet.as_manager()
    history = EditHistory()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "criterion"],
                name="requirement_once_per_criterion",
                violation_error_message=_("This answer already demands something of this criterion."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_support__in=["", *DEMANDABLE_SUPPORT]),
                name="requirement_support_known",
                violation_error_message=_("Choose one of the support levels that can be demanded."),
            ),
            rating_range("minimum_rating", name="requirement_rating_in_range", lowest=1, optional=True),
            models.CheckConstraint(
                condition=Q(minimum_support="", minimum_rating__isnull=False)
                | (~Q(minimum_support="") & Q(minimum_rating__isnull=True)),
                name="requirement_demands_one_thing",
                violation_error_message=_("Demand a support level or a rating, one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} ⇒ {self.criterion}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.answer.natural_key(), self.criterion.slug)

    natural_key.dependencies = ["comparisons.answer", "comparisons.criterion"]  # type: ignore[attr-defined]  # Django's own convention
