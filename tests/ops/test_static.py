"""Static files: those of packages are the ones we know, every file gets a long-lived name, and nothing comes from elsewhere."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from config.packaged_files import LongLivedStorage, packaged_files

SHA384 = {
    "vendor/bootstrap.min.css": "sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB",
    "vendor/bootstrap.bundle.min.js": "FKyoEForCGlyvwx9Hj09JcYn3nv7wiPVlz7YYwJrWVcXK/BmnVDxM+D2scQbITxI",
    "vendor/htmx-2.min.js": "H5SrcfygHmAuTDZphMHqBJLc3FhssKjG7w/CeCpFReSfwBWDTKpkzPP8c+cLsK+V",
}


@pytest.mark.parametrize("name", sorted(SHA384))
def test_a_packaged_file_is_the_one_we_know(name):
    found = hashlib.sha384(packaged_files()[name].read_bytes()).digest()
    assert base64.b64encode(found).decode() == SHA384[name]


@pytest.mark.once
def test_a_file_that_is_not_collected_yet_is_missing_on_the_page_and_the_page_comes(tmp_path):
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {"css/a.css": "css/a.1.css"}, "hash": ""}')
    storage = LongLivedStorage(location=tmp_path, base_url="/static/")
    with override_settings(DEBUG=False):
        assert [storage.url(name) for name in ("css/a.css", "guide/new.png")] == ["/static/css/a.1.css", "/static/guide/new.png"]


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.packaged_files.LongLivedStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


def test_every_file_is_served_under_a_name_with_its_hash(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert set(packaged_files()) <= set(names)
    assert all(re.search(r"\.[0-9a-f]{12}\.", hashed) and (collected / hashed).exists() for hashed in names.values())


def test_text_is_kept_compressed_beside(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert (collected / (names["vendor/bootstrap.min.css"] + ".gz")).stat().st_size < 40_000


def test_no_style_sheet_asks_another_machine(collected):
    for path in collected.rglob("*.css"):
        asked = re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]+\)|@import[^;]+", path.read_text())
        assert asked == [], path.name
