"""`/absences/`: who is away, from when to when, and the way to hand over what they have. For senior managers and administrators."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.bulk import leaving, services
from complaints.bulk.acts import BACK, MOST
from complaints.bulk.pages import many
from complaints.case.pages import asking
from complaints.case.pages.entries import posted
from complaints.case.pages.forms import GatheringForm, choice, day_field
from complaints.case.reading import visible
from complaints.clocks import words
from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from staff import absences
from staff.models import Absence, Person
from workdays import london

HEAD = ("Who", "Away", "Stands", "Has open")
REFUSED = "Who is away is recorded by a senior manager or an administrator."
SHOWN = 200


class AbsenceForm(GatheringForm):
    person = choice("Who", [], radio=False)
    from_on = day_field("First day away")
    until_on = day_field("Last day away")


def _permit(request: HttpRequest) -> None:
    if not absences.may_record(request.user):
        raise Forbidden(REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def away(request: HttpRequest) -> HttpResponse:
    """GET shows who is away and asks; POST records one and goes on to what that person has."""
    _permit(request)
    form, op_id = _form(request), asking.new_op_id()
    if request.method == "POST":
        op_id, given = request.POST.get("op_id"), form.given()
        username = given.pop("person", "")
        try:
            leaving.record_absence(username, {**given, "op_id": op_id}, by=request.user, now=asking.now())
            messages.success(request, "Recorded. Nothing new is given to them meanwhile, and their alerts go to their team.")
            return HttpResponseRedirect(f"/people/{username}/hand-over/")
        except Unacceptable as refused:
            form.refuse(refused)
    return _page(request, form, op_id)


def _form(request: HttpRequest) -> AbsenceForm:
    form = AbsenceForm(posted(request))
    people = Person.objects.filter(is_active=True).order_by("full_name", "pk").values_list("username", "full_name")
    form.fields["person"].choices = [("", "Choose a person"), *people]
    return form


def _page(request: HttpRequest, form: AbsenceForm, op_id: str | None) -> HttpResponse:
    today = london.day_of(asking.now())
    found = list(Absence.objects.filter(ended_at=None, until_on__gte=today).select_related("person").order_by("from_on", "pk")[:SHOWN])
    open_now, gone = _counts(request, found), sum(one.from_on <= today for one in found)
    title = f"{words.count_words(gone, 'person')} away today" if gone == 1 else f"{gone or 'Nobody'}{' people' if gone else ''} away today"
    return render(request, "bulk/absences.html", {
        "heading": {"title": title, "small": f"{len(found) - gone} more to come" if len(found) > gone else ""}, "form": form, "op_id": op_id,
        "not_yet": "added",
        "lines": [_line(one, today, open_now.get(one.person_id, 0)) for one in found], "head": HEAD,
    }, status=422 if form.errors else 200)


def _counts(request: HttpRequest, found: list[Absence]) -> dict[int, int]:
    rows = visible(request.user).filter(leaving.UNDONE, owner__in={one.person_id for one in found}).order_by()
    return dict(rows.values_list("owner_id").annotate(Count("pk")))


def _line(one: Absence, today: date, count: int) -> dict[str, Any]:
    stands = f"Away until {words.short_day(one.until_on)}" if one.from_on <= today else f"From {words.short_day(one.from_on)}"
    return {"name": one.person.full_name, "days": words.span_words(one.from_on, one.until_on), "stands": stands, "count": f"{count:,}",
            "hand_over": f"/people/{one.person.username}/hand-over/" if count else "", "end": f"/absences/{one.pk}/end/",
            "op_id": asking.new_op_id(), "end_words": "Back already" if one.from_on <= today else "Not away after all"}


@require_POST
@asking.refusals_as_pages
def end(request: HttpRequest, number: int) -> HttpResponse:
    leaving.end_absence(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    messages.success(request, "Recorded: they are given complaints again.")
    return HttpResponseRedirect("/absences/")


@require_safe
@asking.refusals_as_pages
def hand_over(request: HttpRequest, username: str) -> HttpResponse:
    """What somebody has open, as bulk work that gives it to others: what will change is shown first."""
    _permit(request)
    person = Person.objects.filter(username=username).first() if username.isprintable() and len(username) <= 60 else None
    if person is None:
        raise Unknown("There is nobody of that name here.")
    ticked = leaving.open_of(person, request.user, MOST)
    if not ticked:
        messages.info(request, f"{person.full_name} has nothing open to hand over.")
        return HttpResponseRedirect("/absences/")
    return many.asked(request, services.act_of("assign"), ticked, to=BACK, reason=_reason(person))


def _reason(person: Person) -> str:
    until = absences.away_until(person, london.day_of(asking.now()))
    return f"{person.full_name} is away until {words.short_day(until)}" if until else f"Handed over from {person.full_name}"
