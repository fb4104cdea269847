"""What must hold of the catalogue and its rows: run at import, so that nothing incomplete is ever used. Pure."""

import itertools
from collections import Counter
from collections.abc import Iterable

from standards.exemptions import ALL
from standards.readings import READINGS
from standards.rows import BOOKS, Tables
from standards.standard import REGIMES, Standard

COUNTS = {"supplier": 17, "electricity_distribution": 10, "electricity_connections": 27, "gas_transporter": 14, "licence_condition": 4}


def check_catalogue(standards: Iterable[Standard]) -> None:
    """72 rows by regime, each sourced and consistent; every late standard and every exemption's cover exists."""
    rows = tuple(standards)
    codes = {row.code for row in rows}
    assert len(codes) == len(rows) and Counter(row.regime for row in rows) == COUNTS and set(COUNTS) == set(REGIMES)
    for row in rows:
        assert row.title and row.duty and row.source and row.lines and row.facts, row.code
        assert not row.late or row.late in codes, row.code
        assert bool(row.late) <= bool(row.pay_from) <= row.pays, row.code
        assert set(row.readings) <= set(READINGS), row.code
    assert all(any(exemption.is_for(code) for code in codes) for exemption in ALL)


def check_rows(standards: Iterable[Standard], tables: Tables) -> None:
    """Each standard has one row without days in `documents`, rows that follow each other in `law`, and each row just its values."""
    for standard in standards:
        for book in BOOKS:
            rows = tables.of(standard.code, book)
            assert rows, (standard.code, book)
            for row in rows:
                assert set(row.values) == standard.needs(), (row.standard, row.version, set(row.values) ^ standard.needs())
                assert row.source and row.version, row
        first, *others = tables.of(standard.code, "documents")
        assert not others and first.valid_from is None and first.valid_until is None and first.verified, standard.code
        _follow_each_other(standard, tables)


def _follow_each_other(standard: Standard, tables: Tables) -> None:
    shipped = [row for row in tables.of(standard.code, "law") if not row.officer]
    for newer, older in itertools.pairwise(shipped):
        assert older.valid_until is not None and older.valid_until < newer.valid_from, (standard.code, older.version)
