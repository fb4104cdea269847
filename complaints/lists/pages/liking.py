"""How a person likes a list: its order and its columns, kept for that view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from complaints.case.pages import asking
from complaints.lists import asked, columns, paging
from complaints.lists.pages.work import SeeOther
from complaints.lists.wanted import VIEWS, address
from complaints.record.refusals import Unacceptable


@require_POST
@asking.refusals_as_pages
def order(request: HttpRequest) -> HttpResponse:
    named = asked.named(request.POST.get("list", ""), by=request.user)
    if request.POST.get("sort") not in paging.SORTS:
        raise Unacceptable.of(sort="Choose one of the orders that the list offers.")
    asked.like(named, by=request.user, sort=request.POST["sort"])
    return SeeOther(address(named.id))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def choose(request: HttpRequest) -> HttpResponse:
    """Which columns the list shows; none ticked is the desk's own choice again."""
    given = request.POST if request.method == "POST" else request.GET
    named = asked.named(given.get("list", ""), by=request.user)
    if request.method == "POST":
        asked.like(named, by=request.user, columns=list(columns.known(request.POST.getlist("column"))))
        messages.success(request, "Columns kept.")
        return SeeOther(address(named.id))
    on = columns.chosen(asked.choice(request.user, named.choice_of).columns, named.wanted.view)
    options = [{"name": name, "label": label, "on": name in on} for name, label in columns.COLUMNS.items()]
    title = named.saved.name if named.saved else VIEWS[named.wanted.view].title
    return render(request, "lists/columns.html", {"heading": {"title": f"Columns of {title.lower() if not named.saved else title}", "small": ""},
                                                  "list": named.id, "options": options, "back": address(named.id)})
