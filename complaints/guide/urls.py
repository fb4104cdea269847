"""Addresses of the guide."""

from django.urls import path

from complaints.guide import pages

urlpatterns = [path("guide/", pages.guide, name="guide"), path("guide/<slug:role>/", pages.guide, name="guide_of")]
