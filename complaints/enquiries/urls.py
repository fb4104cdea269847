"""Addresses of what is asked of teams and of referrals."""

from django.urls import path

from complaints.enquiries.pages import asks, referrals

urlpatterns = [
    path("asked/", asks.queue, name="asked"),
    path("asked/<int:ask>/", asks.answer_page, name="asked_answer"),
    path("c/<str:reference>/asks/new/", asks.new_ask, name="new_ask"),
    path("c/<str:reference>/referrals/new/", referrals.new_referral, name="new_referral"),
]
