"""Addresses of reports."""

from django.urls import path

from complaints.reports.pages import (
    cases,
    complaint_cases,
    complaints,
    counted,
    counted_cases,
    deadline_cases,
    deadlines,
    download,
    index,
    mailed,
    pack,
    plain,
    stages,
    standards,
    waiting,
)
from complaints.reports.pages.speaking import ALL, SPOKEN

urlpatterns = [
    path("reports/", index.index, name="reports"),
    path("reports/complaints/", complaints.complaints, name="report_complaints"),
    path("reports/complaints/cases/", complaint_cases.cases, name="report_complaints_cases"),
    path("reports/deadlines/", deadlines.deadlines, name="report_deadlines"),
    path("reports/deadlines/cases/", deadline_cases.cases, name="report_deadlines_cases"),
    path("reports/breaches/", deadlines.breaches, name="report_breaches"),
    path("reports/stages/", stages.stages, name="report_stages"),
    path("reports/standards/", standards.standards, name="report_standards"),
    path("reports/standards/cases/", cases.cases, name="report_standards_cases"),
    path("reports/<slug:name>/work-out/", waiting.work_out, name="report_work_out"),
    path("reports/work-out/<int:number>/", waiting.job, name="report_worked_out"),
    path("reports/pack/", pack.new, name="report_pack"),
    path("reports/file/<int:number>/", download.fetched, name="report_file"),
    path("reports/pack/<int:number>/file/", pack.download, name="report_pack_file"),
    path("reports/by-mail/", mailed.index, name="report_mails"),
    path("reports/by-mail/new/", mailed.new, name="report_mail_new"),
    path("reports/by-mail/mail/<int:number>/", mailed.settle, name="report_mail_settle"),
    path("reports/by-mail/<int:number>/", mailed.one, name="report_mail"),
    path("reports/by-mail/<int:number>/change/", mailed.change, name="report_mail_change"),
    path("reports/by-mail/<int:number>/stop/", mailed.act, {"name": "stop"}, name="report_mail_stop"),
    path("reports/by-mail/<int:number>/start/", mailed.act, {"name": "start"}, name="report_mail_start"),
    path("reports/by-mail/<int:number>/send/", mailed.act, {"name": "send"}, name="report_mail_send"),
    path("reports/<slug:name>.csv", download.download, {"kind": "csv"}, name="report_csv"),
    path("reports/<slug:name>.xlsx", download.download, {"kind": "xlsx"}, name="report_xlsx"),
    path("reports/<slug:name>.pdf", download.download, {"kind": "pdf"}, name="report_pdf"),
    path("reports/ombudsman/", plain.ombudsman, name="report_ombudsman"),
    path("reports/windows/", plain.windows, name="report_windows"),
    *(path(f"reports/{name}/", counted.report, {"name": name}, name=f"report_{name}") for name in SPOKEN),
    *(path(f"reports/{name}/cases/", counted_cases.cases, {"name": name}, name=f"report_{name}_cases") for name in ALL),
]
