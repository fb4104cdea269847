"""Tags that make a form one whose words are kept: what was begun before, and the marks by which it is kept.

Inside a page's form stand `{% draft_marks %}`; before it `{% begun form %}`, which puts an earlier draft's words into the form.
"""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from complaints.drafts import services, shown
from complaints.drafts.models import Draft

register = template.Library()
NOTHING = {"words": "", "place": "", "first": "", "files": False}


@register.inclusion_tag("drafts/begun.html", takes_context=True)
def begun(context: template.Context, form: Any = None, place: str = "") -> dict[str, Any]:
    """The line about an earlier draft. Sets `draft` for the marks; fills a form that was not sent with the draft's words."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        context["draft"] = None
        return NOTHING
    place = request.POST.get("draft") or place or request.path
    found = draft_of(request, place)
    context["draft"] = {"place": place, "version": found.version if found else 0}
    if found is None or request.method == "POST":
        return NOTHING
    if form is not None and not form.is_bound:
        form.initial = {**form.initial, **shown.initial_of(form, found.fields)}
    for name in ("op_id", "version"):
        if context.get(name) not in (None, "") and found.fields.get(name):
            context[name] = services.value_of(found.fields, name)
    first = next((field.id_for_label for field in form.visible_fields() if field.id_for_label), "") if form is not None else ""
    return {"words": shown.begun_words(found, timezone.now()), "place": place, "first": first, "files": bool(form) and form.is_multipart()}


def draft_of(request: HttpRequest, place: str) -> Draft | None:
    """Looked up once a page."""
    if not hasattr(request, "drafts_seen"):
        request.drafts_seen = {}
    if place not in request.drafts_seen:
        request.drafts_seen[place] = services.of(request.user.pk, place)
    return request.drafts_seen[place]


@register.simple_tag(takes_context=True)
def draft_marks(context: template.Context) -> SafeString:
    """The hidden fields of a form whose words are kept."""
    draft = context.get("draft")
    if not draft:
        return mark_safe("")
    return format_html('<input type="hidden" name="draft" value="{}"><input type="hidden" name="draft_version" value="{}">',
                       draft["place"], draft["version"])


@register.simple_tag
def draft_form() -> SafeString:
    """The attributes by which the page's script keeps the form."""
    return mark_safe('data-draft data-autosave="/drafts/" data-autosave-pause="2500"')
