"""Draws every sample page in Chromium: `DEMO=1 python -m tests.look.gallery OUT [name …]` writes OUT/name.png and OUT/name-320.png.

For people who change the face: lay the pictures beside the agreed ones. `serve` and `rendered` are used by the browser tests too.
"""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django

SIZES = {"": (1366, 768), "-320": (320, 640)}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff": "font/woff"}


def policy() -> str:
    """The product's own content policy as one header."""
    from django.conf import settings

    return "; ".join(f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())


def serve(pages: dict[str, str]) -> ThreadingHTTPServer:
    """The sample pages and the static files on a free port; call `shutdown()` when done."""
    from django.contrib.staticfiles import finders

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].strip("/")
            found = finders.find(name.removeprefix("static/")) if name.startswith("static/") else None
            body = Path(found).read_bytes() if found else pages.get(name, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", KINDS.get(Path(name).suffix, "text/html; charset=utf-8"))
            self.send_header("Content-Security-Policy", policy())
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            """A page that stands open keeps what it holds by itself, and is told that it is kept."""
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"saved": "", "fields": {}, "html": {}}')

        def log_message(self, *words: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def rendered(*names: str) -> dict[str, str]:
    """The sample pages' markup by name; all of them without a name."""
    from django.template.loader import render_to_string

    from tests.look import samples_pages

    return {name: render_to_string(*page) for name, page in samples_pages.pages().items() if not names or name in names}


def draw(out: Path, pages: dict[str, str], address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for suffix, (width, height) in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.on("console", lambda line: print(line.location.get("url"), line.text))
            for name in pages:
                tab.goto(f"{address}/{name}", wait_until="load")
                tab.screenshot(path=out / f"{name}{suffix}.png", full_page=bool(suffix))
        browser.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    django.setup()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = rendered(*sys.argv[2:])
    server = serve(chosen)
    draw(folder, chosen, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
