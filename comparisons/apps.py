"""The app that holds the catalogue, its pages, the ranking and the editors' desk."""

from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Framewise"

    def ready(self) -> None:
        # Not above: it needs the models.
        from comparisons.suggestions import renaming

        renaming.connect()
