"""All settings, read from the environment; every default is safe for a local run.

The README explains each variable. Only serving.py, which gunicorn reads before Django is there, asks it too.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from directory.rules import domains
from networks_site import databases, logs, post, private, release, secret
from networks_site.environment import flag, number, words

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # all that runs leave behind: database, key, collected files, mails
private.keep(VAR_DIR)

# --- who we are -----------------------------------------------------------------------------

DEBUG = flag("DEBUG", False)
PORT = os.environ.get("PORT", "8000")
SITE_URL = domains.web_in_ascii(os.environ.get("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/"))
try:
    _site = urlsplit(SITE_URL)
except ValueError:  # an unclosed bracket, for example
    _site = urlsplit("")
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured(f"SITE_URL must be a web address such as https://example.org, not {SITE_URL!r}")
LOCAL = _site.hostname in {"127.0.0.1", "localhost"}
HTTPS = _site.scheme == "https"
CHECK_LINKS = flag("CHECK_LINKS", not LOCAL)  # whether the worker visits the addresses the catalogue names

ALLOWED_HOSTS = [*map(domains.comparable, words("ALLOWED_HOSTS", f"{_site.hostname},127.0.0.1,localhost,[::1]"))]
SECRET_KEY_GIVEN = bool(os.environ.get("SECRET_KEY"))
SECRET_KEY = os.environ.get("SECRET_KEY") or secret.kept_in(VAR_DIR / "secret_key")
# Only where a proxy is announced it is believed who the visitor is and that the visitor came by https.
BEHIND_PROXY = flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

FORM_RENDERER = "networks_site.rendering.Renderer"
ROOT_URLCONF = "networks_site.urls"
WSGI_APPLICATION = "networks_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "memberships",
    "directory",
    "django_filters",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "networks_site.apps.FrameConfig",
    "networks_site.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

CSRF_FAILURE_VIEW = "networks_site.errors.csrf_failure"

MIDDLEWARE = [
    "networks_site.counting.counted",
    "networks_site.middleware.numbered",
    "networks_site.middleware.head_without_body",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "networks_site.middleware.permissions_policy",
    "networks_site.proxy.from_proxy",
    "networks_site.sizes.fitting",
    "networks_site.middleware.unavailable",
    "networks_site.unreadable.unreadable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "networks_site.middleware.clean_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "networks_site.middleware.still_here",
    "networks_site.middleware.known_to_history",
    "networks_site.middleware.on_a_hint",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "directory.reading.context_processors.site",
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------

DATABASES = {"default": databases.named(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}

BACKUP_DIR = os.environ.get("BACKUP_DIR") or str(VAR_DIR / "backups")  # and the log of erasures
MACHINES = number("MACHINES", 1)  # how many run the site together

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}

# --- language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- static files ---------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", VAR_DIR / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

RELEASE = release.fingerprint(BASE_DIR)

# --- mail -----------------------------------------------------------------------------------

globals().update(post.named(os.environ.get("EMAIL_URL", "file:"), VAR_DIR / "mail"))
SERVER_EMAIL = domains.sender_in_ascii(os.environ.get("EMAIL_FROM", f"verzeichnis@{_site.hostname}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL

# --- protection -----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
PROBES = ["/healthz", "/readyz", "/metrics"]  # asked from inside, without https and not by way of the proxy
SECURE_REDIRECT_EXEMPT = [f"^{path[1:]}$" for path in PROBES]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser's session
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 2 * 60 * 60  # seconds without a click
SESSION_ENDS_AFTER = 12 * 60 * 60  # seconds, whatever happens meanwhile
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # one network with all its facts and citations on one page
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_100_000  # bytes; files for the import never touch the disk
_RULES = {"UserAttributeSimilarity": {}, "MinimumLength": {"min_length": 12}, "CommonPassword": {}}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator", "OPTIONS": options}
    for name, options in _RULES.items()
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Guessing passwords: counted for a name from one network, so that strangers lock nobody else out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = number("LOGIN_LIMIT", 10)
AXES_COOLOFF_TIME = timedelta(minutes=number("LOGIN_PAUSE", 15))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "networks_site.login.address"
AXES_CLIENT_STR_CALLABLE = "networks_site.login.in_logs"
AXES_LOCKOUT_CALLABLE = "networks_site.login.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "token", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who worked when is nobody's business
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
# Officers read what applicants confide: a password alone does not open their desk.
OFFICERS_NEED_OTP = flag("OFFICERS_NEED_OTP", HTTPS)
OTP_TOTP_ISSUER = "Netzwerke der Bürgerbeteiligung"

# How often one visitor may use the forms; RATE_LIMITS=off is for load tests.
RATE_LIMITS = flag("RATE_LIMITS", True)
LIMIT_WINDOW = 60 * 60  # seconds
LIMIT_PER_NETWORK = number("LIMIT_PER_NETWORK", 20)
LIMIT_PER_EMAIL = number("LIMIT_PER_EMAIL", 5)
LETTERS_PER_DAY = number("LETTERS_PER_DAY", 10)  # that forms may cause for one mail address
# How many logins may fail from one network, whatever the names, until all from there wait.
LOGIN_LIMIT_PER_NETWORK = number("LOGIN_LIMIT_PER_NETWORK", 50)
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # without it nobody reads /metrics
NEWS_EVERY = number("NEWS_EVERY", 24, least=0)  # hours between two letters about new applications; 0: never
INQUIRY_EVERY = number("INQUIRY_EVERY", 0 if LOCAL else 180, least=0)  # days between two; 0: never

LOGGING, LOGGING_CONFIG = logs.CONFIG, "networks_site.logs.configure"
