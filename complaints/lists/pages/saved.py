"""Saving a list under a name, changing and deleting it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, choice, line_field
from complaints.lists import asked, saving
from complaints.lists.models import SavedView
from complaints.lists.pages.work import SeeOther
from complaints.lists.wanted import VIEWS, address
from complaints.record.refusals import Unacceptable, Unknown

SEEN = [("me", "Me"), ("team", "Me and my team")]


class ViewForm(GatheringForm):
    name = line_field("Name", "A few words, as it stands among the lists. No customer’s name.")
    seen_by = choice("Seen by", SEEN)
    digest = choice("By mail to me", SavedView.Digest.choices, "In the morning, with the numbers of the view.")
    over = forms.IntegerField(label="More than", required=False, min_value=0, max_value=saving.MOST_OVER)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    ident = (request.POST if request.method == "POST" else request.GET).get("list", "")
    named = asked.named(ident, by=request.user)
    form = ViewForm(request.POST if request.method == "POST" else None, initial={"seen_by": "me", "digest": "never"})
    if request.method == "POST" and (done := _done(request, form, saving.save, {"list": ident})):
        messages.success(request, "View saved.")
        return SeeOther(address(done.ids["saved"]))
    return _page(request, form, title=f"Save this view: {VIEWS[named.wanted.view].label.lower()}", ident=ident, saved=None)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def change(request: HttpRequest, ident: str) -> HttpResponse:
    saved = asked.named(ident, by=request.user).saved
    if saved is None:
        raise Unknown(saving.NO_SUCH)
    started = {"name": saved.name, "seen_by": "team" if saved.team_id else "me", "digest": saved.digest, "over": saved.over or None}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=started)
    if request.method == "POST" and request.POST.get("do") == "delete":
        saving.delete(ident, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
        messages.success(request, f"The view “{saved.name}” is deleted. No complaint was changed.")
        return SeeOther(address(saved.view))
    if request.method == "POST" and _done(request, form, lambda given, **who: saving.change(ident, given, **who), {}):
        messages.success(request, "View kept.")
        return SeeOther(address(ident))
    return _page(request, form, title=f"Saved view: {saved.name}", ident=ident, saved=saved)


def _done(request: HttpRequest, form: ViewForm, do: Any, more: dict[str, Any]) -> Any:
    """What the service answers; None where it refused, with its sentences at the fields."""
    try:
        return do({**_given(form), **more, "op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    except Unacceptable as refused:
        form.refuse(refused)
        return None


def _given(form: ViewForm) -> dict[str, Any]:
    given = form.given()
    over = given.get("over")
    return {**given, "over": int(over)} if isinstance(over, str) and over.isascii() and over.isdecimal() and len(over) < 6 else given


def _page(request: HttpRequest, form: ViewForm, *, title: str, ident: str, saved: SavedView | None) -> HttpResponse:
    context = {"heading": {"title": title, "small": ""}, "form": form, "list": ident,
               "not_yet": "changed" if saved else "saved", "op_id": asking.new_op_id(), "back": address(ident),
               "can_delete": bool(saved and saved.person_id == request.user.pk), "delete_op_id": asking.new_op_id()}
    return render(request, "lists/saved.html", context, status=422 if form.errors else 200)
