"""The addresses of the audit."""

from django.urls import path

from complaints.audit.pages import index, looks, security

urlpatterns = [
    path("audit/", index.index, name="audit"),
    path("audit/check/", index.check, name="audit-check"),
    path("audit/looks/", looks.looks, name="audit-looks"),
    path("audit/security/", security.security, name="audit-security"),
]
