"""The style of the house that can be measured: sizes, names, keyword-only bools."""

import ast
from statistics import median

import pytest
from django.apps import apps
from django.db import models

from tests.conventions import source


def length(node: ast.FunctionDef) -> int:
    return node.end_lineno - node.lineno + 1


def test_no_function_is_over_60_lines():
    assert not [(name, node.name, length(node)) for name, node in source.functions() if length(node) > 60]


def test_functions_are_short():
    lengths = sorted(length(node) for _, node in source.functions())
    assert median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.95)] <= 35


def test_no_file_is_over_400_lines():
    assert not [(str(path), len(path.read_text().splitlines())) for path in source.files() if "migrations" not in path.parts
                and len(path.read_text().splitlines()) > 400]


DJANGO_CALLS_IT = ("config.packaged_files.find", "config.typeface.find")


def test_a_bool_is_given_by_name():
    """But where it is the only value, or where Django itself makes the call."""
    wrong = [f"{name}.{node.name}({arg.arg})" for name, node in source.functions() for arg in (*node.args.posonlyargs, *node.args.args)
             if isinstance(arg.annotation, ast.Name) and arg.annotation.id == "bool"
             and len(node.args.args) > 1 and f"{name}.{node.name}" not in DJANGO_CALLS_IT]
    assert not wrong


OWN = [model for model in apps.get_models() if model._meta.app_label in ("complaints", "staff")]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_moments_end_in_at_and_days_in_on(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            assert field.name == "at" or field.name.endswith(("_at", "last_login", "not_before", "_since")), field
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", "valid_from", "valid_until")) or field.name == "day", field


def test_every_module_says_what_lives_in_it():
    assert not [name for name, tree in source.modules().items() if tree.body and not ast.get_docstring(tree)]
