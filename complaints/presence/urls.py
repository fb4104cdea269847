"""The one address of presence."""

from django.urls import path

from complaints.presence import pages

urlpatterns = [path("c/<str:reference>/here/", pages.here, name="here")]
