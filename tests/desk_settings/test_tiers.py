"""Who hears of a deadline: as it held on the day it crossed, from the next sweep on, in every process, none alerted twice."""

from datetime import timedelta

import pytest

from complaints.alerts import own_tiers
from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.record.refusals import Unacceptable
from tests.desk_settings.changing import TODAY, change
from tests.factories import MONDAY, make_complaint, make_person
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
FIRST = "first_response"
QUIET = {"ahead": "owner", "due": "owner", "late": "managers", "further_after": 3, "ahead_days": None}
LOUD = {"ahead": "compliance", "due": "compliance", "late": "compliance", "further_after": 1, "ahead_days": None}


def set_to(values, kind=FIRST, **fields):
    return change(own_tiers.SUBJECT, kind, values, **fields)


@pytest.mark.parametrize(("after", "values"), [(0, None), (1, None), (2, QUIET), (90, QUIET)])
def test_what_was_set_holds_from_its_day(after, values):
    shipped = own_tiers.values_on(FIRST, TODAY)
    set_to(QUIET, days=2)
    assert own_tiers.values_on(FIRST, TODAY + after * A_DAY) == (values or shipped)


def test_of_two_on_one_day_the_later_made_holds_and_the_shipped_may_come_back():
    shipped = own_tiers.values_on(FIRST, TODAY)
    set_to(QUIET)
    set_to(LOUD, version=1)
    assert own_tiers.values_on(FIRST, TODAY) == LOUD
    change(own_tiers.SUBJECT, FIRST, what="shipped", version=2)
    assert own_tiers.values_on(FIRST, TODAY) == shipped


@pytest.mark.parametrize(("values", "told"), [(None, False), (LOUD, True)])
def test_the_next_sweep_tells_whom_it_names(values, told):
    officer = make_person("compliance_officer")
    make_complaint()
    if values:
        set_to(values)
    sweep(now=MONDAY + A_DAY)
    alert = Alert.objects.get(deadline__kind=FIRST, tier="due")
    assert (officer.username in alert.to) is told


def test_what_was_alerted_is_not_alerted_again():
    make_complaint()
    sweep(now=MONDAY + A_DAY)
    before = list(Alert.objects.order_by("pk").values("pk", "to", "reach"))
    set_to(LOUD, now=MONDAY + A_DAY, days=1)
    sweep(now=MONDAY + A_DAY)
    assert list(Alert.objects.order_by("pk").values("pk", "to", "reach")) == before


@pytest.mark.parametrize(("kind", "values"), [
    (FIRST, QUIET | {"due": "everybody"}), (FIRST, QUIET | {"further_after": 0}), (FIRST, QUIET | {"further_after": "soon"}),
    (FIRST, QUIET | {"late": None}), (FIRST, LOUD | {"late": "owner"}), ("ombudsman_from_letter", QUIET), ("data_request", QUIET), ("nothing", QUIET),
])
def test_what_would_not_do_is_refused(kind, values):
    with pytest.raises(Unacceptable):
        set_to(values, kind)


def test_it_is_asked_checked_and_changed_on_its_page(signed_in):
    make_complaint()
    admin, address = signed_in("administrator"), "/settings/alerts/first_response/"
    checked = admin.post(address, fields_of(admin.get(f"{address}?edit=1")) | {"late": "managers", "reason": "Fewer mails."})
    assert "1 open deadline of this kind" in text(checked)
    made = admin.post(address, fields_of(checked) | {"step": "apply"}, follow=True)
    assert "Also senior managers" in text(made) and admin.get("/settings/alerts/").status_code == admin.get("/settings/").status_code == 200
