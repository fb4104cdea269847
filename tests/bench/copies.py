"""The load multiplied by the database: what `generate_load` would take most of an hour for. Every copy has its own ids, reference, account, phone
and a name and a postcode put together from two others; its events keep the hashes of their template, so such a desk is for measuring alone.
"""

from django.db import connection
from django.db.models import Max, Min, Model

from complaints.case.models import Complaint, Contact, Customer, Resolution
from complaints.case.reference import ALPHABET
from complaints.clocks.models import Deadline
from complaints.record.models import Event, Sealed

NUMBER = "lpad(({new})::text, 8, '0')"
DIGITS = "(substr(template.reference, 4, 2) || lpad(({new})::text, greatest(5, length(({new})::text)), '0'))"
REFERENCE = f"""left(template.reference, 6) || substr({DIGITS}, 3) || '-' || substr('{ALPHABET}', 1 + (
    SELECT sum((place + 1) * substr(reverse({DIGITS}), place, 1)::int) FROM generate_series(1, length({DIGITS})) place)::int % 23, 1)"""
NAME = "split_part(template.name, ' ', 1) || ' ' || split_part(other.name, ' ', 2)"
PHONE = "lpad((({new}) * 7919 % 100000)::text, 5, '0')"
# Of each table the columns that a copy has of its own: what rows their ids are of, and what else differs.
IDS: dict[type[Model], dict[str, type[Model]]] = {
    Customer: {"id": Customer}, Complaint: {"id": Complaint, "customer_id": Customer}, Event: {"id": Event, "complaint_id": Complaint},
    Sealed: {"event_id": Event}, Deadline: {"id": Deadline, "complaint_id": Complaint},
    Contact: {"id": Contact, "complaint_id": Complaint, "event_id": Event},
    Resolution: {"id": Resolution, "complaint_id": Complaint, "event_id": Event},
}
OWN = {Complaint: {"reference": REFERENCE}, Customer: {
    "name": NAME, "name_key": f"lower({NAME})", "account_number": f"'LM' || {NUMBER}", "phone": f"'07700 9' || {PHONE}",
    "phone_digits": f"'077009' || {PHONE}", "postcode": "other.postcode", "postcode_key": "other.postcode_key",
    "mpan": f"CASE WHEN template.mpan = '' THEN '' ELSE '14000' || {NUMBER} END",
}}
OTHER = "JOIN complaints_customer other ON other.id = {first} + (template.id - {first} + {copy} * 7919) % {span}"
SAID = """UPDATE complaints_complaint SET description = CASE WHEN id % 5000 = 0 THEN 'The tortoise enclosure went cold. '
    ELSE 'The bill number ' || id || ' was wrong and I rang about it. ' END || description WHERE id >= {first}"""


def lasts() -> dict[type[Model], int]:
    """The highest id of each table."""
    return {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in IDS}


def multiply(behind: dict[type[Model], int], times: int) -> None:
    """So many times what lies behind those ids."""
    spans = {model: _span(model, last) for model, last in behind.items()}
    with connection.cursor() as cursor:
        cursor.execute(SAID.format(first=spans[Complaint]["first"]))
        for copy in range(1, times):
            for model in IDS:
                cursor.execute(_statement(model, spans, copy))
        for table in (model._meta.db_table for model in IDS if model is not Sealed):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _span(model: type[Model], last: int) -> dict[str, int]:
    found = model.objects.filter(pk__gt=last).aggregate(first=Min("pk"), last=Max("pk"))
    return {"first": found["first"], "last": found["last"], "span": found["last"] - found["first"] + 1}


def _statement(model: type[Model], spans: dict[type[Model], dict[str, int]], copy: int) -> str:
    table, own = model._meta.db_table, spans[model]
    told = {**own, "copy": copy, "new": f"template.id + {copy * own['span']}"}
    values = {column: f"template.{column} + {copy * spans[of]['span']}" for column, of in IDS[model].items()}
    values |= {column: text.format(**told) for column, text in OWN.get(model, {}).items()}
    names = [field.column for field in model._meta.concrete_fields if not field.generated]
    chosen = ", ".join(values.get(name, f'template."{name}"') for name in names)
    other = OTHER.format(**told) if model is Customer else ""
    quoted = ", ".join(f'"{name}"' for name in names)
    return (f"INSERT INTO {table} ({quoted}) SELECT {chosen} FROM {table} template {other} "
            f"WHERE template.{model._meta.pk.column} BETWEEN {own['first']} AND {own['last']}")
