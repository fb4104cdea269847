"""Address of the eligibility calculator; the case's own tab is in `complaints.entitlement.urls`."""

from django.urls import path

from eligibility.pages import calculator

urlpatterns = [path("eligibility/", calculator.calculator, name="eligibility")]
