"""What bulk work adds to the page of its job: what it was done to, and the way to try the refused again."""

from typing import Any

from complaints.bulk.acts import BY_JOB
from complaints.bulk.pages import shown
from complaints.jobs.models import Job
from complaints.jobs.services import ENDED


def made(job: Job, person: Any) -> dict[str, Any]:
    """`made` and `made_title` of templates/jobs/job.html."""
    return {"made": shown.done_of(job, person), "made_title": f"{BY_JOB[job.kind].done.capitalize()}, {job.done:,}"}


def links(job: Job) -> list[dict[str, str]]:
    label = f"Download the file ({job.params.get('format', '').upper()})"
    made = [{"href": f"/complaints/bulk/{job.pk}/file/", "label": label}] if job.result.get("file") else []
    return [*made, {"href": "/", "label": "Go to your complaints"}] if job.state in ENDED else []


def again(job: Job, person: Any) -> list[dict[str, Any]]:
    """Through the page that says what will change, with the complaints as they stand then."""
    if job.kind not in BY_JOB or job.state not in ENDED or not job.problems or job.by_id != person.pk:
        return []
    refused = [problem["item"] for problem in job.problems]
    fields = [{"name": "do", "value": BY_JOB[job.kind].name}, *({"name": "ref", "value": reference} for reference in refused)]
    label = "Look at the refused one again" if len(refused) == 1 else f"Look at the {len(refused)} refused again"
    return [{"label": label, "action": "/complaints/bulk/", "fields": fields}]
