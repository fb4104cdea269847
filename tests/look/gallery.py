"""Draws every sample page in Chromium: `python -m tests.look.gallery OUT [name …]` writes OUT/name.png, -320.png and console words.

For people who change the face: lay the pictures beside the ones that were agreed. Needs playwright and /usr/bin/chromium.
"""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django

SIZES = {"": (1366, 768), "-320": (320, 640)}
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'"


def serve(pages: dict[str, str]) -> ThreadingHTTPServer:
    """The sample pages and the static files, with the product's own content policy."""
    from django.contrib.staticfiles import finders

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].strip("/")
            found = finders.find(name.removeprefix("static/")) if name.startswith("static/") else None
            body = Path(found).read_bytes() if found else pages.get(name, "").encode()
            kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff": "font/woff"}
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kinds.get(Path(name).suffix, "text/html; charset=utf-8"))
            self.send_header("Content-Security-Policy", CSP)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def rendered(names: list[str]) -> dict[str, str]:
    from django.template.loader import render_to_string

    from tests.look import samples

    return {name: render_to_string(*page) for name, page in samples.pages().items() if not names or name in names}


def draw(out: Path, names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    pages = rendered(names)
    server = serve(pages)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for suffix, (width, height) in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.on("console", lambda line: print(tab.url, line.text))
            for name in pages:
                tab.goto(f"http://127.0.0.1:{server.server_port}/{name}", wait_until="load")
                tab.screenshot(path=out / f"{name}{suffix}.png", full_page=bool(suffix))
                wide = tab.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    print(f"{name}{suffix} is {wide} wide")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMO", "1")
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    django.setup()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    draw(folder, sys.argv[2:])
