"""What a page says."""


def text_of(response):
    """The markup on one line, so that an assertion may cross the lines of a template."""
    return " ".join(response.content.decode().split())
