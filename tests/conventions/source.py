"""The product's own source as syntax trees, and which module imports which. For the tests of this folder."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("workdays", "standards", "eligibility", "complaints", "staff", "config")


@cache
def files() -> tuple[Path, ...]:
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts))


@cache
def modules() -> dict[str, ast.Module]:
    """Trees by dotted name; migrations left out."""
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in files() if "migrations" not in path.parts}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names that are imported, wherever."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Our own modules that each of our modules imports, wherever in it."""
    ours = modules()
    return {name: frozenset(told for told in _imported(tree) if told in ours and told != name) for name, tree in ours.items()}


def _imported(tree: ast.AST) -> Iterator[str]:
    """Of `from a import b` the module `a.b` where there is one, else `a`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module


def leaves(name: str) -> bool:
    """Whether a module is a door: page, API, task, command, form or template tag."""
    parts = set(name.split("."))
    return bool(parts & {"pages", "api", "tasks", "management", "templatetags", "urls", "forms"}) or name.endswith("_pages")
