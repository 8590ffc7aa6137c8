"""Every public page, for tests that walk them all."""

# Every address of shared/PRODUCT.md that is built so far, on the real content.
PAGES = [
    "/",
    "/compare/",
    "/compare/?framework=django&framework=flask&differences=on&category=data&support=built_in&q=orm",
    "/compare/?weight=orm:4&weight=async:2&require=admin:third_party",
    "/compare/?q=nothing-will-ever-match-this",
    "/compare/?category_weight=data:2&weight=orm:4&require=admin:3&sort=orm&baseline=flask&open=orm:django",
    "/compare/django-vs-flask/",
    "/compare/bottle-vs-pyramid/",
    "/frameworks/",
    "/frameworks/?kind=async&interface=asgi&built_in=websockets",
    "/frameworks/django/",
    "/frameworks/bottle/",
    "/criteria/",
    "/criteria/orm/",
    "/criteria/batteries/",
    "/notable-users/",
    "/notable-users/?framework=django&status=past",
    "/extensions/",
    "/extensions/?status=abandoned",
    "/extensions/flask-sqlalchemy/",
    "/claims/",
    "/claims/?status=outdated",
    "/scenarios/",
    "/scenarios/content-site/",
    "/compare/?answer=building:content-site&answer=parts:everything&importance=parts:4",
    "/quiz/",
    "/quiz/?edition=short",
    "/quiz/?edition=full&building=content-site&skipped=layout",
    "/quiz/?view=form",
    "/quiz/?view=overview&building=content-site&parts=everything&importance=parts:4",
    "/quiz/result/",
    "/quiz/result/?building=content-site&parts=everything&store=models&output=pages&lifetime=decade&people=few",
    "/quiz/result/?rules=advisories",
    "/quiz/result/?building=content-site&favourite=flask&importance=building:0",
    "/quiz/result/?building=few-pages&parts=small-core&other=building%3Dcontent-site%26rules%3Dadvisories",
    "/quiz/result/?building=one-job&rules=advisories&soften=rules",
    # No revision is recorded in the tests, so every one is an old one that is not known (any more).
    "/quiz/result/?building=content-site&store=models&revision=3",
    # Empty for the same reason; tests/views/test_changes.py has some.
    "/changes/",
    "/changes/?framework=django&kind=verdict",
    "/method/",
    "/search/",
    "/search/?q=orm",
    "/search/?q=flask+vs+django",
    "/search/?q=django&kind=verdicts",
    "/search/?q=djnago",
    "/suggest/verdict/flask/orm/",
    "/suggest/verdict/flask/orm/thanks/",
    "/suggest/user/instagram/",
    "/suggest/claim/django-batteries/",
]

# Those of them that a visitor may also send a form to.
FORMS = ["/suggest/verdict/flask/orm/", "/suggest/user/instagram/", "/suggest/claim/django-batteries/"]

LISTS = ["/compare/", "/frameworks/", "/criteria/", "/notable-users/", "/extensions/", "/claims/"]

MACHINE_PAGES = ["/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/cards/site.png", "/changes/feed/"]
