"""The search box and its type-ahead over 1,000,000 complaints on PostgreSQL; each way must use its index.

BENCH_COMPLAINTS makes the desk smaller. The rows are copies of one logged complaint under other names, numbers and words.
"""

import os
from statistics import quantiles

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from complaints.case import searching
from complaints.case.models import Complaint, Customer
from complaints.intake import ahead
from staff.models import Person
from tests.bench.desk import Line, desk, settle, timed
from tests.factories import make_complaint

COMPLAINTS = int(os.environ.get("BENCH_COMPLAINTS", "1000000"))
TURNS = 20
FIRST = ("Ann", "Bob", "Priya", "Yusuf", "Eleri", "Hamish", "Grace", "Omar", "Lena", "Tom", "Siobhan", "Wojciech", "Mei", "Kwame", "Ines", "Arjun")
ENDINGS = ("son", "well", "ton", "ley", "field", "man", "worth", "er", "ford", "by", "combe", "ham", "wick", "stead", "ridge", "low")
STEMS = ("Har", "Ok", "Whit", "Fra", "Sha", "Bran", "Col", "Dun", "Ever", "Gil", "Hol", "Ken", "Lang", "Mar", "Nor", "Pem", "Quin", "Rad", "Stan",
         "Thorn", "Under", "Vick", "Wal", "Yar", "Ash", "Bel", "Crof", "Den", "Els", "Fair")
# Typed: what a caller gives of customer number 4417, and of nobody.
TYPED = {
    "reference": "{reference}", "reference, two digits swapped": "{swapped}", "name": "Grace Quinworth", "name, parts turned": "quinworth grace",
    "name, one letter wrong": "Grace Quinwerth", "postcode": "{postcode}",
    "account": "A-{number}", "phone": "07{number:09d}", "mpan": "26{number:011d}",
    "words": "tortoise enclosure", "nobody": "Zebedee Nemo",
}


def run() -> list[Line]:
    """Seconds for each way to search; for the type-ahead the 95th percentile. The ratio is to 5 ms, and to 200 ms."""
    with desk("search") as person:
        _fill()
        settle()
        known = _known()
        lines = [_line(name, known[name]) for name in TYPED]
        return [*lines, _ahead(person, list(known.values()))]


def _known() -> dict[str, str]:
    row = Complaint.objects.order_by("pk")[4416]
    prefix, year, digits, letter = row.reference.split("-")
    swapped = "-".join((prefix, year, _swapped(digits), letter))
    told = {"reference": row.reference, "swapped": swapped, "number": row.customer_id, "postcode": row.customer.postcode_key}
    return {name: text.format(**told) for name, text in TYPED.items()}


def _swapped(digits: str) -> str:
    at = next(place for place in range(len(digits) - 1) if digits[place] != digits[place + 1])
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]


def _line(name: str, typed: str) -> Line:
    _uses_indexes(typed)
    took = min(timed(lambda: searching.found_ids(typed)) for _ in range(TURNS))
    return (f"search_by_{name}", took * 1000, "ms", took / 0.005)


def _uses_indexes(typed: str) -> None:
    """No statement of a search reads a whole table."""
    with CaptureQueriesContext(connection) as told:
        searching.found_ids(typed)
    for query in told:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        whole = [line for line in plan.splitlines() if "Seq Scan on complaints_customer" in line or "Seq Scan on complaints_complaint" in line]
        assert not whole, f"{typed}\n{query['sql']}\n{plan}"


def _ahead(person: Person, typed: list[str]) -> Line:
    """As a person types: every beginning of what they type, of two letters and more."""
    begun = [text[:length] for text in typed for length in range(2, len(text) + 1)]
    took = [timed(lambda text=text: ahead.hits(text, person)) for text in begun]
    p95 = quantiles(took, n=20)[-1]
    return ("type_ahead_p95", p95 * 1000, "ms", p95 / 0.2)


def _fill() -> None:
    one = make_complaint(description="The engineer did not come and nobody told me why.")
    first, stem, ending = (f"(ARRAY{list(words)})" for words in (FIRST, STEMS, ENDINGS))
    name = f"{first}[1 + n %% 16] || ' ' || {stem}[1 + n / 16 %% 30] || {ending}[1 + n / 480 %% 16]"
    _copies(Customer, one.customer_id, {
        "id": "n", "name": name, "name_key": f"lower({name})", "account_number": "'A-' || n", "mpan": "'26' || lpad(n::text, 11, '0')",
        "phone": "'07' || lpad(n::text, 9, '0')", "phone_digits": "'07' || lpad(n::text, 9, '0')",
        "postcode_key": "'NG' || n %% 90 || n %% 9 || chr(65 + n %% 26) || chr(65 + n / 26 %% 26)",
    })
    _copies(Complaint, one.pk, {
        "id": "n", "customer_id": "n", "reference": REFERENCE, "description": "CASE WHEN n %% 5000 = 0 THEN 'The tortoise enclosure went cold. ' "
        "ELSE 'The bill number ' || n || ' was wrong and I rang about it. ' END || template.description",
    })


DIGITS = "('26' || lpad(n::text, greatest(5, length(n::text)), '0'))"
REFERENCE = f"""'LM-26-' || lpad(n::text, greatest(5, length(n::text)), '0') || '-' || substr('ABCDEFGHJKLMNPQRSTUVWXY', 1 + (
    SELECT sum((place + 1) * substr(reverse({DIGITS}), place, 1)::int) FROM generate_series(1, length({DIGITS})) place)::int %% 23, 1)"""


def _copies(model: type[Model], template: int, other: dict[str, str]) -> None:
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    values = ", ".join(other.get(column, f"template.{column}") for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} template, generate_series(2, %s) n "
                       "WHERE template.id = %s", [COMPLAINTS, template])
