"""`POST /c/<reference>/here/`: the page says that it is open, and learns who else has it open. Asked in the background; leaves no look."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from complaints.case.reading import find
from complaints.presence import services
from complaints.record.refusals import Unknown


@require_POST
def here(request: HttpRequest, reference: str) -> JsonResponse:
    try:
        complaint = find(reference, request.user)
    except Unknown:
        return JsonResponse({"words": ""}, status=404)
    found = services.here(complaint, request.user, typing=request.POST.get("typing") == "1", now=timezone.now())
    return JsonResponse({"words": services.words(found)})
