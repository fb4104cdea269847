"""Addresses of people's rights in their data. No address holds a word about anybody."""

from django.urls import path

from complaints.privacy.pages import holding, index, person, requests, retention, review, steps

CASE, ONE = "c/<str:reference>/", "privacy/requests/<int:number>/"

urlpatterns = [
    path("privacy/", index.index, name="privacy"),
    path("privacy/find/", person.find, name="find_person"),
    path("privacy/requests/new/", requests.new, name="new_data_request"),
    path(ONE, requests.request_page, name="data_request"),
    path(f"{ONE}records/", person.records, name="data_request_records"),
    path(f"{ONE}review/", review.review, name="data_request_review"),
    path(f"{ONE}copy/", review.copy, name="data_request_copy"),
    path(f"{ONE}answer/", steps.step, {"name": "answer"}, name="answer_data_request"),
    path(f"{ONE}extend/", steps.step, {"name": "extend"}, name="extend_data_request"),
    path(f"{ONE}assess/", steps.step, {"name": "assess"}, name="assess_erasure"),
    path(f"{ONE}decide/", steps.step, {"name": "decide"}, name="decide_erasure"),
    path(f"{ONE}go-on/", steps.step, {"name": "go-on"}, name="erasure_goes_on"),
    path("privacy/copies/<int:number>.zip", review.download, name="access_copy"),
    path("privacy/retention/", retention.retention_page, name="retention"),
    path("privacy/retention/propose/", retention.propose, name="propose_disposal"),
    path("privacy/disposals/<int:number>/", retention.batch_page, name="disposal"),
    path("privacy/disposals/<int:number>/decide/", retention.decide, name="decide_disposal"),
    path("privacy/disposals/<int:number>/go-on/", retention.go_on, name="disposal_goes_on"),
    path("privacy/disposals/<int:number>/certificate.json", retention.certificate, name="disposal_certificate"),
    path(f"{CASE}hold/", holding.hold, name="hold"),
    path(f"{CASE}restrict/", holding.restrict, name="restrict"),
    path(f"{CASE}restrict/lift/", holding.lift, name="restrict-lift"),
]
