"""The same small task in two frameworks, side by side, the code in colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from pygments.lexers import (  # type: ignore[import-untyped]  # ships no types
    HtmlDjangoLexer,
    HtmlLexer,
    IniLexer,
    PythonLexer,
)
from pygments.token import (  # type: ignore[import-untyped]  # ships no types
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    String,
)

from comparisons.models import Framework
from comparisons.snippets import TASKS, Package, SnippetFile, Task, read_snippets

LEXERS = {".py": PythonLexer, ".html": HtmlDjangoLexer, ".tpl": HtmlLexer, ".ini": IniLexer}

PLAIN = "plain"
# What a colour stands for; the first that fits. Everything else is plain.
ROLES = (
    # The braces of a template.
    (Comment.Preproc, "decorator"),
    (Comment, "comment"),
    (String, "string"),
    (Number, "string"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Decorator, "decorator"),
    (Name.Function, "definition"),
    (Name.Class, "definition"),
    (Name.Tag, "keyword"),
)


@dataclass(frozen=True, kw_only=True)
class Code:
    """One file, ready to be shown.

    Attributes:
        name: of the file, in the program.
        markup: its text, escaped, with a class for each colour.
    """

    name: str
    markup: SafeString


@dataclass(frozen=True, kw_only=True)
class Solution:
    """How one framework solves a task. Without files: nobody has written it yet."""

    framework: Framework
    files: tuple[Code, ...]
    packages: tuple[Package, ...]
    notes: tuple[Promise, ...]


@dataclass(frozen=True, kw_only=True)
class SharedTask:
    """A task with both solutions."""

    task: Task
    left: Solution
    right: Solution

    @property
    def sides(self) -> tuple[Solution, Solution]:
        return self.left, self.right


def build_shared_tasks(*, left: Framework, right: Framework) -> tuple[SharedTask, ...]:
    """Every task in its order, also those that one of the two has no snippet for."""
    return tuple(
        SharedTask(task=task, left=_build_solution(task, left), right=_build_solution(task, right)) for task in TASKS
    )


def _build_solution(task: Task, framework: Framework) -> Solution:
    snippet = read_snippets().get((task.slug, framework.slug))
    if snippet is None:
        return Solution(framework=framework, files=(), packages=(), notes=())
    return Solution(
        framework=framework,
        files=tuple(Code(name=file.name, markup=highlighted(file)) for file in snippet.files),
        packages=snippet.packages,
        notes=snippet.notes,
    )


@cache
def highlighted(file: SnippetFile) -> SafeString:
    """The text of a file as escaped markup with a class per colour."""
    pieces = (
        text if role == PLAIN else format_html('<span class="code-{}">{}</span>', role, text)
        for role, text in _coloured(file)
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _coloured(file: SnippetFile) -> Iterator[tuple[str, str]]:
    """Role and text, neighbours of one role joined."""
    lexer = LEXERS["." + file.name.rpartition(".")[2]]()
    role, text = PLAIN, ""
    for token, value in lexer.get_tokens(file.text):
        # Blanks have no colour, so that they end no run.
        own = role if value.isspace() else next((role for kind, role in ROLES if token in kind), PLAIN)
        if own != role and text:
            yield role, text
            text = ""
        role = own
        text += value
    yield role, text
