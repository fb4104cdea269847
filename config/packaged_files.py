"""Static files that come out of installed packages, and the storage that gives every file a long-lived name.

Nothing of these packages is copied into the repository; `tests/ops/test_static.py` holds each file to its known hash.
"""

import importlib.util
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)
# (package, file inside it); served as /static/vendor/<file name>
SHIPPED = (
    ("django_include_bootstrap", "static/css/bootstrap.min.css"),
    ("django_include_bootstrap", "static/js/bootstrap.bundle.min.js"),
    ("django_htmx", "static/django_htmx/htmx-2.min.js"),
)


def package_folder(package: str) -> Path:
    """Where a package lies, without importing it."""
    return Path(importlib.util.find_spec(package).origin).parent


def packaged_files() -> dict[str, Path]:
    """Each packaged file under the name it is served by, as in `{% static %}`."""
    return {f"vendor/{Path(inside).name}": package_folder(package) / inside for package, inside in SHIPPED}


class PackagedFilesFinder(BaseFinder):
    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str] | None:
        found = packaged_files().get(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else None

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for source in packaged_files().values():
            storage = FileSystemStorage(location=source.parent)
            storage.prefix = "vendor"
            yield source.name, storage


class LongLivedStorage(CompressedManifestStaticFilesStorage):
    """Names with a hash, compressed copies beside. Only url() in CSS is followed: the minified files of packages name
    source maps that are not served, and a missing map must not stop the collection."""

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)

    def stored_name(self, name: str) -> str:
        """A file that came with the program and was not collected yet (`prepare` has not run) keeps its plain name: it is missing on the page,
        and the page comes all the same."""
        try:
            return super().stored_name(name)
        except ValueError:
            log.error("static_file_not_collected", extra={"name_of_file": name})
            return name
