"""What the environment may say, and the sentence for what it may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env as environment

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k7Xq-" * 14,
    "ALLOWED_HOSTS": "complaints.example",
    "DATABASE_URL": "postgres://desk@127.0.0.1:1/desk",
}


def manage(tmp_path, *arguments, **variables):
    plain = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **variables}
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=plain, capture_output=True, text=True, timeout=90)


def test_production_settings_pass_the_deploy_check(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr


def test_without_demo_each_missing_secret_is_named_in_one_sentence(tmp_path):
    done = manage(tmp_path, "check")
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert [line.split()[1] for line in lines] == ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"]


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_one_missing_secret_is_enough_to_refuse(tmp_path, missing):
    done = manage(tmp_path, "check", **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert (done.returncode, done.stderr.count("\n"), f"Set {missing} " in done.stderr) == (1, 1, True)


NONSENSE = [
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "８０００"),
    ("SWEEP_SECONDS", "-3"),
    ("WEB_WORKERS", "1.5"),
    ("RULEBOOK", "both"),
    ("DEMO", "perhaps"),
    ("TRUSTED_PROXIES", "10.0.0.300"),
    ("DATABASE_URL", "mysql://u@h/d"),
    ("DATABASE_URL", "no address"),
    ("EMAIL_URL", "ftp://mail"),
    ("VAR_DIR", "/proc/nowhere/var"),
    ("VAR_DIR", "/proc"),
    ("CELERY_BROKER_URL", "nonsense"),
    ("CELERY_BROKER_URL", "http://127.0.0.1/"),
]


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_nonsense_in_the_environment_is_refused_in_one_sentence(tmp_path, name, value):
    done = manage(tmp_path, "check", **{"DEMO": "1", name: value})
    assert (done.returncode, done.stderr.count("\n"), name in done.stderr) == (1, 1, True), done.stderr


def test_two_first_starts_agree_on_one_secret(tmp_path):
    secrets = {environment.kept_secret(tmp_path / "secret") for _ in range(3)}
    assert len(secrets) == 1 and len(secrets.pop()) >= 64
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


MAIL = [
    ("smtp://u%40x:p%2F@mail:587?tls=1", ("mail", 587, "u@x", "p/", False, True)),
    ("smtps://mail", ("mail", 465, "", "", True, False)),
    ("smtp://mail", ("mail", 25, "", "", False, False)),
]


@pytest.mark.parametrize(("url", "expected"), MAIL)
def test_a_mail_address_becomes_settings(tmp_path, url, expected):
    found = environment.mail(url, tmp_path)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


def test_sqlite_waits_its_turn_and_survives_a_kill(tmp_path):
    options = environment.database("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE" and options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_connections_are_kept_and_checked(tmp_path):
    found = environment.database("postgres://u:p@h:5433/d", tmp_path)
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"], found["PORT"]) == (60, True, 5433)


def test_postgresql_compiles_no_statement_and_other_options_stay(tmp_path):
    found = environment.database("postgres://u:p@h/d?sslmode=require&options=-c%20work_mem%3D8MB", tmp_path)
    assert found["OPTIONS"] == {"sslmode": "require", "options": "-c work_mem=8MB -c jit=off"}


def test_a_statement_of_a_report_has_memory_for_a_million_moves(tmp_path):
    assert environment.database("postgres://u:p@h/d", tmp_path)["OPTIONS"] == {"options": "-c work_mem=32MB -c jit=off"}


def test_a_database_that_is_away_is_one_sentence(tmp_path):
    done = manage(tmp_path, "migrate", **PRODUCTION)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "The database cannot be used" in done.stderr
