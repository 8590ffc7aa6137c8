"""The two halves of the site: the editors' desk and the public pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("comparisons.urls")),
]

handler404 = "comparisons.views.errors.not_found"
handler500 = "comparisons.views.errors.server_error"
