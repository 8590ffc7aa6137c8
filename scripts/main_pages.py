"""The pages that are measured and photographed, each under a short name."""

ANSWERS = "building=content-site&parts=everything&store=models&output=pages&lifetime=decade&people=few"

# The six that shared links lead to; Lighthouse measures them (docs/lighthouse.md).
MAIN_PAGES = {
    "home": "/",
    "table": "/compare/",
    "pair": "/compare/django-vs-flask/",
    "framework": "/frameworks/django/",
    "quiz": "/quiz/",
    # With the revision, where the site redirects to without it. A fresh database has the first.
    "result": f"/quiz/result/?{ANSWERS}&revision=1",
}

RANKED_TABLE = "/compare/?weight=orm:4&weight=admin:2&require=migrations:third_party&sort=score"
