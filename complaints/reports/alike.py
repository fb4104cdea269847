"""Complaints of a period in groups of those that are alike in some columns, counted further by what the group is. Reads only.

Of many complaints few are different: what is looked up, as in a calendar, is looked up for a group and never for a row. An index that begins
with the columns hands the groups out in order.
"""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.db.models.sql.datastructures import BaseTable

from complaints.case.models import Complaint


class Grouped(BaseTable):
    """A statement that stands where the table would, under its name and with the columns that are alike."""

    def __init__(self, table: str, groups: QuerySet):
        super().__init__(table, table)
        self.groups = groups

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        statement, params = self.groups.query.get_compiler(connection=connection).as_sql()
        return f"({statement}) {compiler.quote_name_unless_alias(self.table_alias)}", params


def groups(rows: QuerySet[Complaint], *columns: str) -> QuerySet[Complaint]:
    """The groups in place of complaints: only these columns may be asked of them; HOW_MANY adds up how many each stands for."""
    found = Complaint.objects.order_by()
    table = found.query.get_initial_alias()
    found.query.alias_map[table] = Grouped(table, rows.order_by().values(*columns).annotate(in_group=Count("*")))
    return found


HOW_MANY = Cast(Sum(RawSQL("in_group", ())), IntegerField())
