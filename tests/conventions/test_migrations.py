"""One migration makes a new database; it says the same as those it stands for. Nothing here touches a database."""

import pytest
from django.db.migrations import RunPython
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

OURS = ("staff", "complaints")
# They tell rows that were there already something new; a new database has none.
OF_OLD_ROWS = {"know", "tell_what_was_met_late", "count_failures", "tell_ends"}
# On a table that was changed in place, and that is made whole here.
OF_A_CHANGE = {"guard_again", "add_at_once"}


@pytest.fixture(scope="module")
def one_by_one() -> MigrationLoader:
    return MigrationLoader(None, replace_migrations=False)


def whole(loader: MigrationLoader, app: str):
    return next(one for key, one in loader.disk_migrations.items() if key[0] == app and one.replaces)


def test_the_one_leaves_the_models_as_the_many_do(one_by_one):
    squashed = MigrationLoader(None)
    many = one_by_one.project_state([key for app in OURS for key in one_by_one.graph.leaf_nodes(app) if whole(one_by_one, app).name != key[1]])
    one = squashed.project_state([key for app in OURS for key in squashed.graph.leaf_nodes(app)])
    changes = MigrationAutodetector(many, one).changes(squashed.graph)
    assert not {app: changes[app] for app in OURS if app in changes}


@pytest.mark.parametrize("app", OURS)
def test_what_the_many_lay_by_hand_the_one_lays_too(one_by_one, app):
    one = whole(one_by_one, app)
    laid = __import__(one.__module__, fromlist=["LAID"]).LAID
    by_hand = [
        f"{name}.{step.code.__name__}" for _, name in one.replaces for step in one_by_one.disk_migrations[app, name].operations
        if isinstance(step, RunPython) and step.code.__name__ not in OF_OLD_ROWS | OF_A_CHANGE
    ]
    assert list(laid) == by_hand
