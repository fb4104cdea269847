"""What `/healthz` and `/api/v1/health` answer."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    ok = database_answers()
    return JsonResponse({"ok": ok, "database": connection.vendor}, status=200 if ok else 503)
