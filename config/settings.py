"""Every setting of the program: constants here, the environment on top (the README lists its variables).

Lives here: values. May not live here: how a value is read (`env.py`) or any rule of the procedure.
"""

from datetime import timedelta
from pathlib import Path

from config import env as environment
from config.alive import EVERY_SECONDS as LISTENING_SECONDS
from config.env import env, env_bool, env_choice, env_int, env_list, env_networks

BASE_DIR = Path(__file__).resolve().parent.parent

# --- what the operator chose ---------------------------------------------------------------------------------------
DEMO = env_bool("DEMO")
environment.require(demo=DEMO)
VAR_DIR = environment.make_folder(Path(env("VAR_DIR", str(BASE_DIR / "var"))).absolute())
HOST = env("HOST", "127.0.0.1")
PORT = env_int("PORT", 8000, least=1, most=65535)
WEB_WORKERS = env_int("WEB_WORKERS", 2, least=1, most=64)
WEB_THREADS = env_int("WEB_THREADS", 4, least=1, most=64)
SWEEP_SECONDS = env_int("SWEEP_SECONDS", 30, least=1, most=3600)
RULEBOOK = env_choice("RULEBOOK", "documents", ("documents", "law"))
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
DEMO_PASSWORD = env("DEMO_PASSWORD") or (environment.kept_secret(VAR_DIR / "demo_password", size=12) if DEMO else "")
ON_LOOPBACK = HOST in ("127.0.0.1", "::1", "localhost")
SECRET_KEY = env("SECRET_KEY") or environment.kept_secret(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]", HOST]
DATABASES = {"default": environment.database(env("DATABASE_URL"), VAR_DIR)}
globals().update(environment.mail(env("EMAIL_URL"), VAR_DIR))
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "complaints@localhost")
EMAIL_TIMEOUT = 10

# --- Django --------------------------------------------------------------------------------------------------------
DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_fsm",
    "django_htmx",
    "staff",
    "complaints",
]
MIDDLEWARE = [
    "config.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.limits.RequestSize",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "complaints.drafts.middleware.KeepTyped",
    "staff.middleware.SessionLimits",
    "staff.middleware.SignedInOnly",
    "complaints.rules.middleware.ReadOnce",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.errors.OnlyByForm",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.frame.frame",
                "complaints.lists.pages.place.in_list",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- words and time ------------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True

# --- people --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "staff.Person"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []  # staff.passwords holds the rules
AXES_HANDLER = "staff.lockout.TwoLimits"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False

# --- sessions, cookies, headers ------------------------------------------------------------------------------------
SECURE_COOKIES = not (DEMO and ON_LOOPBACK)
SESSION_COOKIE_AGE = 12 * 60 * 60  # the idle half hour is kept by staff.middleware, which can then say why it ended
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_FAILURE_VIEW = "complaints.drafts.pages.signed_in_again"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^api/v1/health$"]
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- what a request may bring --------------------------------------------------------------------------------------
MAX_REQUEST_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = VAR_DIR / "files"

# --- static files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.packaged_files.PackagedFilesFinder",
    "config.typeface.TypefaceFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.packaged_files.LongLivedStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- worker and beat: a message is a hint, the truth lies in the database -------------------------------------------
BROKER_DIR = VAR_DIR / "broker"
CELERY_BROKER_URL = environment.broker(env("CELERY_BROKER_URL", "filesystem://"))
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(environment.make_folder(BROKER_DIR / "messages")),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(environment.make_folder(BROKER_DIR / "control")),
        "processed_folder": str(environment.make_folder(BROKER_DIR / "taken")),
        "store_processed": False,
    }
    if CELERY_BROKER_URL.startswith("filesystem:")
    else {"visibility_timeout": 3600, "socket_timeout": 10, "socket_connect_timeout": 5, "socket_keepalive": True}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "ticks"
CELERY_TASK_ROUTES = {"complaints.jobs.*": {"queue": "jobs"}}  # an import of an hour never delays the sweep
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = "solo"
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
OUTBOX_SECONDS = 3.0
JOBS_SECONDS = 3.0
CHASE_SECONDS = 300.0
PRESENCE_SECONDS = 3600.0
REPORT_MAIL_SECONDS = 60.0
AUDIT_SECONDS = 1800.0


def tick(task: str, seconds: float, queue: str = "ticks") -> dict[str, object]:
    """One line of the beat. Intervals, never wall-clock times; a tick that nobody took in time is worth nothing."""
    return {"task": task, "schedule": float(seconds), "options": {"expires": float(seconds), "queue": queue}}


CELERY_BEAT_SCHEDULE = {
    "sweep": tick("complaints.alerts.tasks.sweep", SWEEP_SECONDS),
    "chase": tick("complaints.enquiries.tasks.chase", CHASE_SECONDS),
    "presence": tick("complaints.presence.tasks.forget", PRESENCE_SECONDS),
    "report-mails": tick("complaints.reports.tasks.post_due", REPORT_MAIL_SECONDS),
    "outbox": tick("complaints.record.tasks.relay", OUTBOX_SECONDS),
    "listening": tick("config.celery.listening", LISTENING_SECONDS),
    "jobs": tick("complaints.jobs.tasks.run", JOBS_SECONDS, "jobs"),
    "audit": tick("complaints.audit.tasks.check", AUDIT_SECONDS, "jobs"),
    "listening-jobs": tick("config.celery.listening", LISTENING_SECONDS, "jobs"),
}

# --- logs ----------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "celery": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
