"""Schemathesis against the OpenAPI document: no 5xx, and every answer has a status, a type and a shape that the document names."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"
SECONDS = os.environ.get("SCHEMATHESIS_SECONDS", "45")


@pytest.mark.postgres
def test_every_answer_is_one_that_the_document_names(live_url, tmp_path):
    from staff.credentials import make_token
    from tests.factories import make_complaint, make_person

    make_complaint()
    token = make_token(make_person("senior_manager"), by=None, now=datetime(2026, 5, 11, tzinfo=UTC))
    connection.close()
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{live_url}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}",
        "--checks", CHECKS, "--max-time", SECONDS, "--max-examples", "12", "--phases", "examples,coverage,fuzzing", "--seed", "20260511",
        "--exclude-path", "/api/v1/health", "--request-timeout", "10", "--suppress-health-check", "all", "--no-color", "--warnings", "off",
        "--continue-on-failure", "--no-shrink",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 0" not in done.stdout and "Fuzzing (in" in done.stdout, done.stdout[-3000:]
