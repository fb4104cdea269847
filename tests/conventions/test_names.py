"""A name asked of one of our modules is there: no page waits for its first reader to find out that it is gone."""

import ast
import importlib

import pytest

from tests.conventions import source


def gone(tree):
    """`module.attribute` for each that the source asks of an imported module of ours and that the module has not."""
    ours = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
            for alias in node.names if f"{node.module}.{alias.name}" in source.modules()}
    asked = {(ours[node.value.id], node.attr) for node in ast.walk(tree)
             if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ours}
    return sorted(f"{module}.{name}" for module, name in asked if not hasattr(importlib.import_module(module), name))


@pytest.mark.parametrize("name", sorted(source.modules()))
def test_every_name_asked_of_a_module_of_ours_is_there(name):
    assert not gone(source.modules()[name])


def test_a_name_that_is_gone_is_seen():
    assert gone(ast.parse("from complaints.case import listing\nlisting.swept_away()")) == ["complaints.case.listing.swept_away"]
