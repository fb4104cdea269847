"""The walls of the house (design, section 8), held by reading the source."""

import ast

import pytest

from tests.conventions import source

PURE = ("workdays", "standards", "eligibility", "complaints.clocks", "complaints.record.chain", "complaints.record.entries",
        "complaints.case.stages", "complaints.case.meters", "complaints.case.places", "complaints.case.reference",
        "complaints.case.receipt", "complaints.case.told",
        "complaints.calendar.grid", "complaints.calendar.naming", "complaints.calendar.boxes", "complaints.calendar.ical",
        "complaints.reports.drawing", "complaints.reports.shares")
DJANGO_SIDE = ("complaints.clocks.models", "complaints.clocks.services", "complaints.clocks.api", "complaints.clocks.described",
               "workdays.api", "standards.pages", "eligibility.pages", "standards.api", "eligibility.api")
CORES = ("workdays", "standards", "eligibility")
EDGES = ("pages", "api", "tasks", "management", "middleware", "calling", "config")
BANNED_NAMES = ("utils", "helpers", "common", "base", "misc")


def is_in(name: str, rooms) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def pure_modules():
    return [name for name in source.modules() if is_in(name, PURE) and not is_in(name, DJANGO_SIDE) and not source.leaves(name)]


@pytest.mark.parametrize("name", pure_modules())
def test_a_pure_module_imports_no_django(name):
    told = {module.split(".")[0] for module in source.imports(source.modules()[name])}
    assert not told & {"django", "django_fsm", "celery", "psycopg2", "ninja"}


@pytest.mark.parametrize("name", pure_modules())
def test_a_pure_module_reads_no_clock(name):
    calls = [node.func.attr for node in ast.walk(source.modules()[name]) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    assert not {"now", "today", "utcnow"} & set(calls)


@pytest.mark.parametrize("room", CORES)
def test_a_core_imports_only_workdays_of_ours(room):
    for name in source.modules():
        if is_in(name, (room,)) and not is_in(name, DJANGO_SIDE) and not source.leaves(name):
            allowed = (room, "workdays")
            assert not [told for told in source.arrows()[name] if not is_in(told, allowed)], name


def test_nothing_imports_a_door_but_doors_and_config():
    wrong = [(name, told) for name, tolds in source.arrows().items() for told in tolds
             if source.leaves(told) and not source.leaves(name) and not name.startswith("config")]
    assert not wrong


def test_the_record_and_the_clocks_know_no_other_room():
    allowed = {"complaints.record": ("complaints.record", "workdays"),
               "complaints.clocks": ("complaints.clocks", "complaints.record", "workdays", "complaints.rules.services")}
    wrong = [(name, told) for room, ok in allowed.items() for name, tolds in source.arrows().items()
             if is_in(name, (room,)) and not source.leaves(name) and not is_in(name, DOORS_OF_THE_RECORD)
             for told in tolds if not is_in(told, ok)]
    assert not wrong


DOORS_OF_THE_RECORD = ("complaints.record.calling", "complaints.record.documented", "complaints.record.described",
                       "complaints.clocks.described", "complaints.record.mailing", "complaints.record.outbox")


def test_no_import_goes_in_a_circle():
    graph = source.arrows()
    done, path = set(), []

    def walk(name):
        assert name not in path, " -> ".join([*path[path.index(name):], name])
        if name not in done:
            path.append(name)
            for told in graph[name]:
                walk(told)
            path.pop()
            done.add(name)
    for name in graph:
        walk(name)


def test_no_signals_and_no_rooms_for_odds_and_ends():
    for name, tree in source.modules().items():
        assert name.rsplit(".", 1)[-1] not in BANNED_NAMES, name
        assert not [told for told in source.imports(tree) if told.startswith("django") and {"dispatch", "signals"} & set(told.split("."))], name


def test_only_the_edges_read_the_clock():
    wrong = []
    for name, tree in source.modules().items():
        if set(EDGES) & set(name.split(".")) or source.leaves(name) or name.startswith("staff."):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("now", "utcnow", "today"):
                owner = ast.unparse(node.func.value)
                wrong += [f"{name}:{node.lineno}"] if owner in ("timezone", "datetime", "date", "django.utils.timezone") else []
    assert not wrong
