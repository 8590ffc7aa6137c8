"""A small folder of fixtures for the tests of loading and dumping: every model once or twice, in a second loaded."""

import copy
import json

from comparisons.catalogue.files import CATALOGUE_MODELS

DATED = {"state": "published", "written_on": "2026-01-15", "review_due_on": "2027-01-15"}


def category(slug, **fields):
    return _object("category", slug=slug, **{"name": slug, "description": f"What {slug} is.", "position": 1} | fields)


def criterion(slug, **fields):
    return _object(
        "criterion",
        slug=slug,
        **{
            "state": "published",
            "category": ["data"],
            "name": slug,
            "question": f"How well is {slug} served?",
            "meaning": f"What {slug} means.",
            "earns_1": "Little.",
            "earns_3": "Something.",
            "earns_5": "All.",
            "matters_when": f"{slug} is needed",
            "position": 1,
            "summarises": [],
        }
        | fields,
    )


def framework(slug, **fields):
    return _object(
        "framework",
        slug=slug,
        **DATED
        | {
            "name": slug,
            "kind": "micro",
            "speaks_wsgi": True,
            "speaks_asgi": False,
            "has_own_server": False,
            "tagline": f"What {slug} is.",
            "description": f"Who made {slug}.",
            "licence": "MIT",
            "governance": "Its maintainers",
            "latest_version": "1.0",
            "first_released_on": "2010-04-01",
            "latest_released_on": "2026-01-01",
            "requires_python": ">=3.11",
            "installed_distributions": 3,
            "installed_mib": "4.20",
            "homepage": "https://framework.example/",
            "documentation_url": "https://framework.example/docs/",
            "repository_url": "https://framework.example/code/",
            "position": 1,
        }
        | fields,
    )


def extension(slug, **fields):
    return _object(
        "extension",
        slug=slug,
        **DATED
        | {
            "name": slug,
            "purpose": f"What {slug} adds.",
            "status": "active",
            "status_detail": "Last release in January.",
            "latest_version": "2.0",
            "homepage": "https://extension.example/",
            "frameworks": [["flask"]],
            "criteria": [["orm"]],
        }
        | fields,
    )


def verdict(of, on, **fields):
    return _object(
        "verdict",
        **DATED
        | {
            "framework": [of],
            "criterion": [on],
            "support": "built_in",
            "rating": 3,
            "since": "1.0",
            "summary": "It does what one expects.",
            "detail": "What is there, and what is missing.",
            "confidence": "high",
            "check_note": "",
            "extensions": [],
        }
        | fields,
    )


def source(url="https://source.example/1", **fields):
    return _object(
        "source",
        url=url,
        **{"title": "A page", "supports": "The second paragraph.", "read_on": "2026-01-15", "position": 1} | fields,
    )


def small_catalogue():
    """Every model of the catalogue, and each kind of reference: to a parent, to many, forwards and both ways."""
    return [
        category("data"),
        criterion("orm"),
        criterion("overall", summarises=[["orm"]], position=2),
        framework("django", kind="full-stack"),
        framework("flask", position=2),
        extension("flask-orm"),
        # It stands before the one that it names.
        extension("flask-old", status="abandoned", replaced_by=["flask-orm"]),
        verdict("django", "orm", rating=5, check_note="It ran.", checked_on="2026-01-15"),
        verdict("flask", "orm", support="third_party", extensions=[["flask-orm"]]),
        source(verdict=["django", "orm"]),
        source(verdict=["flask", "orm"]),
        source("https://source.example/2", extension=["flask-orm"]),
        _object("industry", slug="media", name="Media"),
        _object(
            "notableuser",
            slug="paper",
            **DATED,
            name="Paper",
            framework=["django"],
            industry=["media"],
            usage="The site.",
            status="current",
            confidence="high",
        ),
        _object(
            "claim",
            slug="too-big",
            **DATED,
            statement="Django is too big.",
            frameworks=[["django"]],
            criteria=[["orm"]],
            notable_user=["paper"],
            status="partly",
            explanation="It depends.",
            position=1,
        ),
        source(claim=["too-big"]),
        source(notable_user=["paper"]),
        _object(
            "release",
            **DATED,
            framework=["django"],
            series="5.2",
            latest_version="5.2.19",
            released_on="2025-04-02",
            security_fixes_until="2028-04-30",
            is_long_term_support=True,
        ),
        source(release=["django", "5.2"]),
        _object(
            "question", slug="data", state="published", kind="need", theme="Data", text="Data?", why="It matters."
        ),
        _object("answer", question=["data"], slug="much", text="Much", contradicts=[["data", "none"]], position=1),
        _object("answer", question=["data"], slug="none", text="None", contradicts=[["data", "much"]], position=2),
        _object("effect", answer=["data", "much"], criterion=["orm"], weight=2, reason="there is much data"),
        _object("requirement", answer=["data", "none"], criterion=["orm"], minimum_rating=1, reason="so it is"),
        _object(
            "scenario",
            slug="shop",
            state="published",
            name="Shop",
            summary="A shop.",
            description="Who sells what.",
            answers=[["data", "much"]],
            position=1,
        ),
    ]


def write_folder(folder, objects):
    """Writes all objects into one file; the loader does not care where a row stands."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.json").write_text(json.dumps(objects), encoding="utf-8")
    return folder


def changed(objects, number, **fields):
    """The same objects, one of them with other fields."""
    copied = copy.deepcopy(objects)
    copied[number]["fields"].update(fields)
    return copied


def place_of(objects, model, **fields):
    """The number of the object, from 0, that has these fields."""
    return next(
        number
        for number, data in enumerate(objects)
        if data["model"] == f"comparisons.{model}" and fields.items() <= data["fields"].items()
    )


def row_counts():
    return {model.__name__: model.objects.count() for model in CATALOGUE_MODELS}


def all_texts(folder):
    """Every file's bytes, by its name relative to the folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}


def _object(model, **fields):
    return {"model": f"comparisons.{model}", "fields": fields}
