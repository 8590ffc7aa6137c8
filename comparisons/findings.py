"""What the lint of content and quiz finds."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to mend.

    Attributes:
        rule: the name of the rule. Example: "verdict-has-source".
        subject: the row, as a person would name it.
        message: what is wrong, and what to do.
    """

    rule: str
    subject: str
    message: str

    def __str__(self) -> str:
        return f"[{self.rule}] {self.subject}: {self.message}"
