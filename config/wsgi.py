"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.celery import app as celery_app  # noqa: E402, F401  (so that tasks named by the web use our broker)
