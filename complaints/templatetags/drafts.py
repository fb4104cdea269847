"""Tags that make a form one whose words are kept: what was begun before, and the marks by which it is kept.

Inside a page's form stand `{% draft_marks %}`; before it `{% begun form %}`, which puts an earlier draft's words into the form.
"""

from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from complaints.drafts import services, shown
from complaints.drafts.models import Draft

register = template.Library()
NO_MARK, TICKED, WARNED = mark_safe(""), mark_safe(" checked"), mark_safe("data-unsaved")
KEPT = mark_safe('data-draft data-autosave="/drafts/" data-autosave-pause="2500"')
PLACE_SENT = "draft"
NOTHING = {"words": "", "place": "", "first": "", "files": False}


@register.inclusion_tag("drafts/begun.html", takes_context=True)
def begun(context: template.Context, form: Any = None, place: str = "") -> dict[str, Any]:
    """The line about an earlier draft. Sets `draft` for the marks; fills a form that was not sent with the draft's words."""
    request = context.get("request")
    context["draft"] = None
    if request is None or not request.user.is_authenticated or _is_secret(form):
        return NOTHING
    place = request.POST.get(PLACE_SENT) or (request.get_full_path() if place == "here" else place or request.path)
    found = draft_of(request, place)
    sent = request.method == "POST" and (PLACE_SENT in request.POST or form is None or form.is_bound)
    again = found is not None and not sent
    context["draft"] = {"place": place, "version": found.version if found else 0, "fields": found.fields if again else None}
    if not again:
        return NOTHING
    if form is not None and not form.is_bound:
        _fill(form, shown.initial_of(form, found.fields))
    for name in ("op_id", "version", "begun"):
        if context.get(name) not in (None, "") and found.fields.get(name):
            context[name] = services.value_of(found.fields, name)
    first = next((field.id_for_label for field in form.visible_fields() if field.id_for_label), "") if form is not None else ""
    return {"words": shown.begun_words(found, timezone.now()), "place": place, "first": first, "files": bool(form) and form.is_multipart()}


def _fill(form: Any, values: dict[str, Any]) -> None:
    """A page may have looked at a field before: what it then remembered gives way too."""
    form.initial = {**form.initial, **values}
    for name, value in values.items():
        form[name].initial = value


def _is_secret(form: Any) -> bool:
    """A password is never kept."""
    return form is not None and any(isinstance(field.widget, forms.PasswordInput) for field in form.fields.values())


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
        return NO_MARK
    return format_html('<input type="hidden" name="draft" value="{}"><input type="hidden" name="draft_version" value="{}">',
                       draft["place"], draft["version"])


@register.simple_tag(takes_context=True)
def draft_carried(context: template.Context) -> SafeString:
    """The place of the draft on the way through a conflict page, so that it goes with its form."""
    place = context["request"].POST.get("draft", "") if context.get("request") else ""
    return format_html('<input type="hidden" name="draft" value="{}">', place) if place else NO_MARK


@register.simple_tag(takes_context=True)
def draft_form(context: template.Context) -> SafeString:
    """The attributes by which the page's script keeps the form; where it is not to be kept, those that warn before leaving."""
    return KEPT if context.get("draft") else WARNED


@register.simple_tag(takes_context=True)
def draft_text(context: template.Context, name: str, text: Any) -> str:
    """The words of a field written out in the page: those of the draft, otherwise `text`."""
    fields = (context.get("draft") or {}).get("fields")
    return text if fields is None else services.value_of(fields, name)


@register.simple_tag(takes_context=True)
def draft_tick(context: template.Context, name: str, value: str, *, ticked: bool) -> SafeString:
    """"checked" where the draft has this tick, otherwise where the page has it."""
    fields = (context.get("draft") or {}).get("fields")
    return TICKED if (ticked if fields is None else str(value) in fields.get(name, ())) else NO_MARK
