"""Every public page, for tests that walk them all."""

# Every address of shared/PRODUCT.md that is built so far, on the real content.
PAGES = [
    "/",
    "/compare/",
    "/compare/?framework=django&framework=flask&differences=on&category=data&support=built_in&q=orm",
    "/compare/?weight=orm:4&weight=async:2&require=admin:third_party",
    "/compare/?q=nothing-will-ever-match-this",
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
    "/quiz/",
    "/quiz/result/",
    "/quiz/result/?building=content-site&parts=everything&store=models&output=pages&lifetime=decade&people=few",
    "/quiz/result/?rules=advisories",
    "/method/",
]

LISTS = ["/compare/", "/frameworks/", "/criteria/", "/notable-users/", "/extensions/", "/claims/"]

MACHINE_PAGES = ["/healthz", "/readyz", "/robots.txt", "/sitemap.xml"]
