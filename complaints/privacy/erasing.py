"""Taking a person's words out of the record, table by table as `places` says. The only module that erases rows; a caller holds the locks.

Events, days, codes, sums and hashes stay, so that chains verify and figures do not change. Bytes on the disk are put on a list in the same
transaction and taken off by `disk` afterwards: killed at any moment a record is either whole or erased, and nothing of it is forgotten.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, CharField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from complaints.case.keys import gone_key
from complaints.entitlement.models import Assessment
from complaints.evidence.models import StoredFile
from complaints.letters.models import Letter
from complaints.privacy.models import FileToErase
from complaints.privacy.places import ABOUT, CODED_KEYS, MARK, Way, ways_of
from complaints.privacy.rows import model_of, rows_of
from complaints.privacy.scope import Scope
from complaints.record.models import Event

# Rows that hang on others go before them.
ORDER = ("complaints.AssessmentEvidence", "complaints.Assessment", "complaints.StoredFile", "complaints.Sealed")


def erase(scope: Scope) -> int:
    """Everything of these records in the database, in the caller's transaction; answers how many rows. Again it finds nothing to do."""
    _list_files(scope)
    tables = sorted(ABOUT, key=lambda table: ORDER.index(table) if table in ORDER else len(ORDER))
    return sum(_table(table, rows_of(table, scope)) for table in tables)


def _table(table: str, rows: QuerySet[Any]) -> int:
    ways, model = ways_of(table), model_of(table)
    numbers = list(rows.values_list("pk", flat=True))
    if not numbers or set(ways.values()) == {Way.KEPT}:
        return 0
    chosen = model.objects.filter(pk__in=numbers)
    if Way.ROW_GONE in ways.values():
        if model is Assessment:
            chosen.update(superseded_by=None)
        chosen.delete()
        return len(numbers)
    if sets := _sets(model, ways):
        chosen.update(**sets)
    _each(chosen, {column: CHANGES[way] for column, way in ways.items() if way in CHANGES})
    return len(numbers)


def _sets(model: Any, ways: Mapping[str, Way]) -> dict[str, Any]:
    """What one statement can do."""
    out: dict[str, Any] = {}
    for column, way in ways.items():
        field = model._meta.get_field(column)
        if way == Way.MARKED:
            out[column] = Case(When(**{column: ""}, then=Value("")), default=Value(MARK), output_field=TextField())
        elif way == Way.EMPTIED:
            out[column] = empty(field)
        elif way == Way.NUMBERED:
            out[column] = Concat(Value(f"{MARK}-"), Cast("pk", CharField()))
    return out


def empty(field: Any) -> Any:
    """What a column holds that holds nothing."""
    if field.null or field.has_default():
        return None if field.null else field.get_default()
    return {} if field.get_internal_type() == "JSONField" else ""


def thinned(value: Any) -> Any:
    """JSON without its texts, but for those under coded keys; what was empty stays empty."""
    if isinstance(value, Mapping):
        return {name: part if name in CODED_KEYS else thinned(part) for name, part in value.items()}
    if isinstance(value, list):
        return [thinned(part) for part in value]
    return MARK if isinstance(value, str) and value else value


CHANGES: Mapping[Way, Callable[[Any], Any]] = {Way.THINNED: thinned, Way.HASHED: gone_key}


def _each(rows: QuerySet[Any], changes: Mapping[str, Callable[[Any], Any]]) -> None:
    """What has to be read first."""
    if not changes:
        return
    for row in rows.only("pk", *changes):
        for column, change in changes.items():
            setattr(row, column, change(getattr(row, column)))
        row.save(update_fields=list(changes))


def _list_files(scope: Scope) -> None:
    """The bytes of files and letters that nobody else's record names, and the case files that were made of the complaints."""
    of_them = {"complaint__in": scope.complaints}
    files = StoredFile.objects.filter(**of_them)
    others = StoredFile.objects.exclude(**of_them).filter(path__in=files.values("path")).values_list("path", flat=True)
    names = {("files", path) for path in set(files.values_list("path", flat=True)) - set(others)}
    letters = set(Letter.objects.filter(**of_them).exclude(pdf_path="").values_list("pdf_path", flat=True))
    names |= {("letters", path) for path in letters - set(
        Letter.objects.exclude(**of_them).filter(pdf_path__in=letters).values_list("pdf_path", flat=True))}
    made = Event.objects.filter(kind="case_file", **of_them).values_list("data__sha256", flat=True)
    names |= {("jobs", f"case-file-{sha256}.zip") for sha256 in made}
    FileToErase.objects.bulk_create([FileToErase(folder=folder, name=name) for folder, name in sorted(names)], ignore_conflicts=True)
