"""One row of every kind that visitors must not see, each with an unmistakable word in all of its texts.

What belongs to a hidden row is published itself, and published rows point at hidden ones: by every road a word could
come out.
"""

from django.db import models

from comparisons.models import Answer, Claim, Criterion, Extension, Framework, Verdict
from tests import factories

# Every word of a hidden row begins with it, so that one search finds them all.
WORD = "zqhidden"
# Of a form that the database asks for: they carry the word in another way or not at all.
FORMED = {"slug", "series", "latest_version"}


def marked(create, word, **fields):
    """A row with the word in every text and in its slug."""
    model = create.__annotations__["return"]
    texts = {field.name: _text(field, word) for field in model._meta.concrete_fields if _is_text(field)}
    if create is factories.create_verdict:
        # A note of a check is one with its day.
        texts["checked_on"] = factories.WRITTEN_ON
    if any(field.name == "slug" for field in model._meta.concrete_fields):
        texts["slug"] = slug_of(model, word)
    return create(**texts | fields)


def slug_of(model, word):
    return f"{word}-{model._meta.model_name}"


def _is_text(field):
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and field.name not in FORMED


def _text(field, word):
    if isinstance(field, models.URLField):
        return f"https://{word}.example/{field.name}"
    return f"{word.capitalize()} {field.name}"[: field.max_length]


def create_little_site():
    """What `make_room` and `create_hidden` ask for, where the real content would be too slow."""
    django, *others = (
        factories.create_framework(slug=slug) for slug in ("django", "bottle", "pyramid", "sanic", "tornado")
    )
    orm, forms = (factories.create_criterion(slug=slug) for slug in ("orm", "forms-validation"))
    for criterion in (orm, forms):
        for framework in (django, *others):
            factories.create_verdict(framework=framework, criterion=criterion)
    answer = factories.create_answer(slug="content-site", question=factories.create_question(slug="building"))
    factories.create_effect(answer=answer, criterion=orm)
    factories.create_scenario(slug="content-site", answers=[answer])
    factories.create_extension(slug="flask-sqlalchemy", frameworks=[django], criteria=[orm])
    factories.create_claim(slug="django-batteries", frameworks=[django])


def make_room(words):
    """Public rows that will point at hidden ones, and empty cells for hidden verdicts: one of each for every word."""
    orm = Criterion.objects.get(slug="orm")
    django = Framework.objects.get(slug="django")
    slugs = ["bottle", "pyramid", "sanic", "tornado"][: len(words)]
    Verdict.objects.filter(criterion=orm, framework__slug__in=slugs).delete()
    return {
        word: {
            "cell": (Framework.objects.get(slug=slug), orm),
            "abandoned": factories.create_extension(
                slug=f"left-behind-{slug}", status="abandoned", frameworks=[django], criteria=[orm]
            ),
            # Without a framework, or a pair page would tell it from the claims that are about no user.
            "claim": factories.create_claim(slug=f"heard-{slug}", frameworks=[], criteria=[orm]),
            "sourced": factories.create_claim(slug=f"said-{slug}", frameworks=[django]),
        }
        for word, slug in zip(words, slugs, strict=True)
    }


def create_hidden(word, *, cell, abandoned, claim, sourced, **state):
    """The rows. Returns those that have a state of their own, which is this one."""
    django, orm = Framework.objects.get(slug="django"), Criterion.objects.get(slug="orm")
    forms = Criterion.objects.get(slug="forms-validation")
    answer = Answer.objects.get(question__slug="building", slug="content-site")
    extension_of_others = Extension.objects.get(slug="flask-sqlalchemy")

    # The hidden rows themselves.
    framework = marked(factories.create_framework, word, **state)
    category = marked(factories.create_category, word)
    criterion = marked(factories.create_criterion, word, category=category, summarises=[orm], **state)
    nested = marked(
        factories.create_criterion,
        word,
        slug=f"{word}-nested",
        category=orm.category,
        summarises=[criterion],
        **state,
    )
    extension = marked(factories.create_extension, word, frameworks=[django], criteria=[orm], **state)
    verdict = marked(
        factories.create_verdict,
        word,
        framework=cell[0],
        criterion=cell[1],
        rating=5,
        extensions=[extension],
        **state,
    )
    industry = marked(factories.create_industry, word)
    user = marked(factories.create_notable_user, word, framework=django, industry=industry, **state)
    own_claim = marked(factories.create_claim, word, frameworks=[django], criteria=[orm], notable_user=user, **state)
    release = marked(factories.create_release, word, framework=django, series=f"9.{word.removeprefix(WORD)}", **state)
    question = marked(factories.create_question, word, in_short_edition=True, **state)
    own_answer = marked(factories.create_answer, word, question=question, contradicts=[answer])
    marked(factories.create_effect, word, answer=own_answer, criterion=forms, weight=4)
    marked(factories.create_requirement, word, answer=own_answer, criterion=forms)
    scenario = marked(factories.create_scenario, word, answers=[answer], **state)
    for parent in (
        {"verdict": verdict},
        {"extension": extension},
        {"notable_user": user},
        {"claim": own_claim},
        {"release": release},
    ):
        marked(factories.create_source, word, **parent)

    # Published rows that belong to hidden ones.
    for owner, about in ((framework, orm), (framework, forms), (django, criterion), (django, nested)):
        marked(factories.create_verdict, word, framework=owner, criterion=about, rating=5)
    marked(factories.create_release, word, framework=framework)
    marked(
        factories.create_notable_user,
        word,
        slug=f"{word}-user-of-hidden",
        framework=framework,
        industry=user.industry,
    )

    # Published rows that point at hidden ones.
    forms.summarises.add(criterion)
    extension_of_others.frameworks.add(framework)
    extension_of_others.criteria.add(criterion)
    Verdict.objects.get(framework=django, criterion=forms).extensions.add(extension)
    type(abandoned).objects.filter(pk=abandoned.pk).update(replaced_by=extension)
    type(claim).objects.filter(pk=claim.pk).update(notable_user=user)
    sourced.frameworks.add(framework)
    sourced.criteria.add(criterion)
    for create in (factories.create_effect, factories.create_requirement):
        marked(create, word, answer=answer, criterion=criterion)
    answer.contradicts.add(own_answer)
    for published in type(scenario).objects.published()[:1]:
        published.answers.add(own_answer)

    # What only editors see.
    for about in (own_claim, Claim.objects.get(slug="django-batteries")):
        factories.create_suggestion(about=about, what_is_wrong=f"{word} is wrong.", how_they_know=f"{word} says so.")
    factories.create_link_check(url=framework.homepage, failed_days=3)
    return [framework, criterion, nested, verdict, extension, user, own_claim, release, question, scenario]


def own_pages(word):
    """The pages that the hidden rows would have, were they published; and where an archived one leads on to."""
    framework = slug_of(Framework, word)
    return {
        f"/frameworks/{framework}/": "/frameworks/",
        f"/criteria/{slug_of(Criterion, word)}/": "/criteria/",
        f"/extensions/{slug_of(Extension, word)}/": "/extensions/",
        f"/scenarios/{word}-scenario/": "/scenarios/",
        f"/compare/{'-vs-'.join(sorted(['django', framework]))}/": "/frameworks/django/",
    }


def own_forms(word):
    """The suggestion forms about the hidden rows and about what belongs to them, and the thanks after each."""
    framework, criterion = slug_of(Framework, word), slug_of(Criterion, word)
    verdicts = [f"verdict/{framework}/orm", f"verdict/django/{criterion}"]
    abouts = [*verdicts, f"user/{word}-notableuser", f"claim/{word}-claim"]
    return [f"/suggest/{about}/{end}" for about in abouts for end in ("", "thanks/")]


def own_cards(word):
    framework, criterion = slug_of(Framework, word), slug_of(Criterion, word)
    return [
        f"/cards/framework/{framework}.png",
        f"/cards/criterion/{criterion}.png",
        f"/cards/scenario/{word}-scenario.png",
        f"/cards/pair/{'-vs-'.join(sorted(['django', framework]))}.png",
    ]


def asking_addresses(words):
    """Public pages that are asked for all the hidden rows by name."""
    return [_asking(words, page, *parameters) for page, *parameters in ASKING]


ASKING = [
    ("compare", "framework={framework}", "criterion={criterion}", "category={category}"),
    ("compare", "weight={criterion}:4", "require={criterion}:3", "sort={criterion}", "baseline={framework}"),
    ("compare", "open={criterion}:django", "answer={question}:{answer}", "importance={question}:4"),
    ("frameworks", "built_in={criterion}"),
    ("criteria", "category={category}"),
    ("extensions", "framework={framework}", "criterion={criterion}"),
    ("notable-users", "framework={framework}", "industry={industry}"),
    ("claims", "framework={framework}", "category={category}"),
    ("changes", "framework={framework}"),
    ("quiz", "edition=full", "{question}={answer}"),
    ("quiz/result", "{question}={answer}", "favourite={framework}"),
]
KINDS = ("framework", "criterion", "category", "industry", "question", "answer")


def _asking(words, page, *parameters):
    slugs = [{kind: f"{word}-{kind}" for kind in KINDS} for word in words]
    query = dict.fromkeys(parameter.format(**each) for parameter in parameters for each in slugs)
    return f"/{page}/?{'&'.join(query)}"
