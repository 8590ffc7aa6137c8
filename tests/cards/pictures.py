"""What tests ask of a drawn card."""

from io import BytesIO

from PIL import Image, ImageChops

from comparisons.cards.canvas import HEIGHT, MARGIN, PAPER, WIDTH


def opened(png):
    return Image.open(BytesIO(png)).convert("RGB")


def inked_box(png):
    """The smallest box around everything that is not paper."""
    picture = opened(png)
    return ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox()


def keeps_its_margins(png):
    """Whether nothing is drawn into the margins or under the footer."""
    left, top, right, bottom = inked_box(png)
    # A letter may lean out of its place by a hair.
    hair = 6
    return left >= MARGIN - hair and right <= WIDTH - MARGIN + hair and top >= 30 and bottom <= HEIGHT - 30
