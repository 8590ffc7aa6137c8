"""What axe finds on a page, brief enough to be read in a failed test."""

from axe_playwright_python.sync_playwright import Axe

# A preload fetches style sheets anew for a rule about turned screens, past the content security policy.
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def violations_of(page, *, context=None):
    """Each rule that is broken with the first places where.

    Args:
        context: the selector of the part to look at; the whole page without one.
    """
    violations = Axe().run(page, context=context, options=OPTIONS).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in violations]
