"""The search box and its type-ahead on the filled desk, as an agent asks; each way must use its index."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.case import searching
from complaints.case.models import Complaint
from complaints.case.reading import may_see
from complaints.intake import ahead
from staff.models import Person
from tests.bench.desk import Line, timed
from tests.bench.filled import filled, size_line
from tests.bench.goals import Goals

TURNS = 20
MOST_MS, MOST_AHEAD_MS = 5, 200
# Typed: what a caller gives of one customer of the load, and of nobody.
TYPED = {
    "reference": "{reference}", "reference, two digits swapped": "{swapped}", "name": "{name}", "name, parts turned": "{turned}",
    "name, one letter wrong": "{wrong}", "postcode": "{postcode}", "account": "{account}", "phone": "{phone}", "mpan": "{mpan}",
    "words": "tortoise enclosure", "words that all said": "wrong bill", "nobody": "Zebedee Nemo",
}


def run() -> Iterator[Line]:
    """Milliseconds for each way to search; for the type-ahead the 95th percentile. The ratio is to 5 ms, and to 200 ms."""
    with filled() as people:
        yield size_line()
        known, goals = _known(), Goals()
        for name, typed in known.items():
            took = _took(typed, people["agent"]) * 1e3
            yield f"search_by_{name}", took, "ms", took / MOST_MS
            goals.at_most(f"ms of a search by {name}", took, MOST_MS)
        p95 = _ahead(people["agent"], list(known.values())) * 1e3
        yield "type_ahead_p95", p95, "ms", p95 / MOST_AHEAD_MS
        goals.at_most("ms of the type-ahead", p95, MOST_AHEAD_MS)
        goals.told()


def _known() -> dict[str, str]:
    """What is typed, by way: of the last complaint in the load that has all of it."""
    row = Complaint.objects.select_related("customer").exclude(customer__mpan="").order_by("-pk")[0]
    prefix, year, digits, letter = row.reference.split("-")
    swapped = "-".join((prefix, year, _swapped(digits), letter))
    customer, (first, last) = row.customer, row.customer.name.split(" ", 1)
    told = {"reference": row.reference, "swapped": swapped, "name": customer.name, "turned": f"{last} {first}".lower(),
            "wrong": f"{first} {last[:-2]}x{last[-1]}", "account": customer.account_number, "phone": customer.phone, "mpan": customer.mpan,
            "postcode": customer.postcode}
    return {name: text.format(**told) for name, text in TYPED.items()}


def _swapped(digits: str) -> str:
    at = next(place for place in range(len(digits) - 1) if digits[place] != digits[place + 1])
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]


def _took(typed: str, person: Person) -> float:
    """Seconds of the best of several searches among what this person may see."""
    rows = Complaint.objects.filter(may_see(person))
    _uses_indexes(typed)
    return min(timed(lambda: searching.found_ids(typed, rows=rows)) for _ in range(TURNS))


def _uses_indexes(typed: str) -> None:
    """No statement of a search reads a whole table; a limit right above ends the reading at once where most rows are meant."""
    with CaptureQueriesContext(connection) as told:
        searching.found_ids(typed)
    for query in told:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            plan = [row[0].strip() for row in cursor.fetchall()]
        whole = [line for above, line in pairwise(["", *plan]) if re.search(r"Seq Scan on complaints_(customer|complaint) ", line)
                 and not above.removeprefix("->  ").startswith("Limit")]
        assert not whole, "\n".join((typed, query["sql"], *plan))


def _ahead(person: Person, typed: list[str]) -> float:
    """Seconds as a person types: every beginning of what they type, of two letters and more."""
    begun = [text[:length] for text in typed for length in range(2, len(text) + 1)]
    took = [timed(lambda text=text: ahead.hits(text, person)) for text in begun]
    return quantiles(took, n=20)[-1]
