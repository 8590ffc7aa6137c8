"""The public addresses: a contract. Old ones redirect, they never break."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from comparisons.feeds import change_feed
from comparisons.sitemaps import CatalogueSitemap
from comparisons.views import (
    cards,
    changes,
    claims,
    compare,
    criteria,
    extensions,
    frameworks,
    home,
    method,
    notable_users,
    operations,
    pair,
    quiz,
    scenarios,
    search,
    suggestions,
)

app_name = "comparisons"

urlpatterns = [
    path("", home.home, name="home"),
    path("compare/", compare.comparison_table, name="comparison_table"),
    path("compare/<slug:pair>/", pair.pair_detail, name="pair_detail"),
    path("frameworks/", frameworks.framework_list, name="framework_list"),
    path("frameworks/<slug:slug>/", frameworks.framework_detail, name="framework_detail"),
    path("criteria/", criteria.criterion_list, name="criterion_list"),
    path("criteria/<slug:slug>/", criteria.criterion_detail, name="criterion_detail"),
    path("notable-users/", notable_users.notable_user_list, name="notable_user_list"),
    path("extensions/", extensions.extension_list, name="extension_list"),
    path("extensions/<slug:slug>/", extensions.extension_detail, name="extension_detail"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("scenarios/", scenarios.scenario_list, name="scenario_list"),
    path("scenarios/<slug:slug>/", scenarios.scenario_detail, name="scenario_detail"),
    path("quiz/", quiz.quiz, name="quiz"),
    path("quiz/result/", quiz.quiz_result, name="quiz_result"),
    path("search/", search.search, name="search"),
    path("changes/", changes.change_list, name="change_list"),
    path("changes/feed/", change_feed, name="change_feed"),
    path(
        "suggest/verdict/<slug:framework>/<slug:criterion>/",
        suggestions.suggest,
        {"kind": "verdict"},
        name="suggest_verdict",
    ),
    path("suggest/user/<slug:slug>/", suggestions.suggest, {"kind": "user"}, name="suggest_user"),
    path("suggest/claim/<slug:slug>/", suggestions.suggest, {"kind": "claim"}, name="suggest_claim"),
    path(
        "suggest/verdict/<slug:framework>/<slug:criterion>/thanks/",
        suggestions.suggestion_sent,
        {"kind": "verdict"},
        name="suggestion_sent_verdict",
    ),
    path(
        "suggest/user/<slug:slug>/thanks/", suggestions.suggestion_sent, {"kind": "user"}, name="suggestion_sent_user"
    ),
    path(
        "suggest/claim/<slug:slug>/thanks/",
        suggestions.suggestion_sent,
        {"kind": "claim"},
        name="suggestion_sent_claim",
    ),
    path("method/", method.method, name="method"),
    path("cards/site.png", cards.site_card, name="site_card"),
    path("cards/pair/<slug:pair>.png", cards.pair_card, name="pair_card"),
    path("cards/framework/<slug:slug>.png", cards.framework_card, name="framework_card"),
    path("cards/criterion/<slug:slug>.png", cards.criterion_card, name="criterion_card"),
    path("cards/scenario/<slug:slug>.png", cards.scenario_card, name="scenario_card"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("robots.txt", operations.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", operations.security_txt, name="security_txt"),
    path(
        "sitemap.xml",
        require_safe(sitemap),
        {"sitemaps": {"catalogue": CatalogueSitemap}},
        name="sitemap",
    ),
]
