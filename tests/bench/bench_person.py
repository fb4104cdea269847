"""Finding a person wherever they stand, and what is due for disposal, on the filled desk: what compliance asks for a request about personal data."""

from collections.abc import Iterator

from complaints.case.models import Complaint
from complaints.privacy.finding import PersonIn, find
from tests.bench.desk import Line, best
from tests.bench.filled import filled, size_line
from tests.bench.goals import Goals

MOST_MS = 2000
ASKED = {"name": ("name",), "name and postcode": ("name", "postcode"), "account": ("account",), "phone": ("phone",), "email": ("email",),
         "meter": ("meter",), "everything": ("name", "postcode", "account", "phone", "email", "meter")}


def run() -> Iterator[Line]:
    """Milliseconds for each way to look. The ratio is to two seconds, behind which a page would have to say how far it is."""
    with filled():
        yield size_line()
        told, goals = _told(), Goals()
        for name, columns in ASKED.items():
            asked = PersonIn(**{column: told[column] for column in columns})
            [took] = best(lambda asked=asked: find(asked), turns=3)
            yield f"person by {name}", took * 1e3, "ms", took * 1e3 / MOST_MS
            goals.at_most(f"ms of finding a person by {name}", took * 1e3, MOST_MS)
        goals.told()


def _told() -> dict[str, str]:
    """What the customer of the last complaint that has all of it would give."""
    row = Complaint.objects.select_related("customer").exclude(customer__mpan="").order_by("-pk")[0].customer
    return {"name": row.name, "postcode": row.postcode, "account": row.account_number, "phone": row.phone, "email": row.email or "x@y.example",
            "meter": row.mpan}
