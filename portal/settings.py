"""All settings of the portal. Everything that differs between machines is an environment variable.

Without any variable this is the local profile: own PostgreSQL and Valkey, data under `.local/`, a secret made on the spot.
`PRODUCTION=1` is the profile for real use; it refuses to start with what only the local profile may have.
"""

from pathlib import Path

import bootstrap_wrapper
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from portal import embedded, environment

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = embedded.local_folder()

# --- Profile ---------------------------------------------------------------------------------------------------------

PRODUCTION = environment.boolean("PRODUCTION", default=False)
DEBUG = environment.boolean("DEBUG", default=False)
DEMO = environment.boolean("DEMO", default=False)

SECRET_KEY = environment.text("SECRET_KEY") or ""
if PRODUCTION and (DEBUG or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured(
        "In production DEBUG must be off and SECRET_KEY (or SECRET_KEY_FILE) must hold 50 random characters or more."
    )
SECRET_KEY = SECRET_KEY or environment.kept_secret(LOCAL_DIR / "secret-key")

BASE_URL = (environment.url("BASE_URL", ("http", "https")) or "").rstrip("/")
if PRODUCTION and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("In production BASE_URL must be the portal's own https:// address.")
BASE_URL = BASE_URL or f"http://localhost:{environment.integer('PORT', 8000, least=1, most=65535)}"
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", [] if PRODUCTION else ["*"])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "In production ALLOWED_HOSTS must name the host names that the portal answers to."
    )
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Applications ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "portal.apps.PortalConfig",
    "members.apps.MembersConfig",
    "networks.apps.NetworksConfig",
    "meetings.apps.MeetingsConfig",
    "grants.apps.GrantsConfig",
    "portal.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "portal.apps.StaticFilesConfig",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "portal.middleware.ArrivalMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.HeadersMiddleware",
    "portal.middleware.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.WholeMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.VisitorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORMS_URLFIELD_ASSUME_HTTPS = (
    True  # an address without a scheme is https, as Django itself will have it from 6.0 on
)
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

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
                "portal.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.portal",
                "portal.templatetags.markdown",
            ],
        },
    }
]

# --- Database, cache and broker --------------------------------------------------------------------------------------

DATABASE_URL = environment.text("DATABASE_URL") or embedded.database_url(LOCAL_DIR)
DATABASES = {
    "default": {
        **environment.database(DATABASE_URL),
        "CONN_MAX_AGE": environment.integer("DATABASE_CONNECTION_SECONDS", 600),
        "CONN_HEALTH_CHECKS": True,
    }
}

REDIS_URL = environment.url("REDIS_URL", ("redis", "rediss", "unix")) or embedded.redis_url(LOCAL_DIR)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A server that does not answer must not hold a page.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

# --- Worker ----------------------------------------------------------------------------------------------------------
# The truth about a job is a row in the database, so a lost message costs only the seconds until the next sweep. A long
# visibility time-out keeps a living job from being handed out twice.

CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("unix://"):  # Celery has words of its own for a socket
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace(
        "?db=", "?virtual_host=", 1
    )
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 3600,
    "socket_keepalive": True,
    "socket_connect_timeout": 3,  # a page that sends a job must not hang on a broker that is away
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# What the libraries of the renderer take and never give back ends with the process; the next one takes its place.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Helsinki"
# The last of nine: a row of documents or an import must hold up neither mails with codes nor the sweep.
CELERY_TASK_ROUTES = {
    "portal.tasks.render_document": {"priority": 9},
    "members.tasks.work_on_import": {"priority": 9},
    "grants.tasks.work_on_archive": {"priority": 9},
}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "portal.tasks.sweep", "schedule": 5.0, "options": {"expires": 5.0}},
    "index": {"task": "portal.tasks.index_changes", "schedule": 3.0, "options": {"expires": 3.0}},
    "sweep imports": {"task": "members.tasks.sweep_imports", "schedule": 10.0, "options": {"expires": 10.0}},
    "forget imports": {"task": "members.tasks.forget_imports", "schedule": crontab(hour=4, minute=10)},
    "mind rounds": {"task": "members.tasks.mind_rounds", "schedule": crontab(minute=5)},
    "tidy rounds": {"task": "members.tasks.tidy_rounds", "schedule": crontab(hour=3, minute=50)},
    "sweep archives": {"task": "grants.tasks.sweep_archives", "schedule": 10.0, "options": {"expires": 10.0}},
    "forget archives": {"task": "grants.tasks.forget_archives", "schedule": crontab(hour=4, minute=20)},
    "mind bulk messages": {
        "task": "grants.tasks.mind_bulk_messages",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "forget bulk messages": {
        "task": "grants.tasks.forget_bulk_messages",
        "schedule": crontab(hour=4, minute=30),
    },
    "mind calls": {"task": "grants.tasks.mind_calls", "schedule": crontab(minute=35)},
    "mind meetings": {"task": "meetings.tasks.mind_meetings", "schedule": crontab(minute="*/5")},
    "remind of actions": {"task": "meetings.tasks.remind_of_actions", "schedule": crontab(hour=8, minute=15)},
    "raise topics": {"task": "meetings.tasks.raise_topics", "schedule": crontab(hour=3, minute=40)},
    "read papers": {"task": "meetings.tasks.read_papers", "schedule": 60.0, "options": {"expires": 60.0}},
    "forget wishes": {"task": "meetings.tasks.forget_wishes", "schedule": crontab(hour=3, minute=20)},
    "tidy pages": {"task": "portal.tasks.tidy_pages", "schedule": crontab(hour=3, minute=10)},
    "remove contacts": {"task": "members.tasks.remove_contacts", "schedule": crontab(hour=3, minute=50)},
    "remind of drafts": {"task": "grants.tasks.remind_of_drafts", "schedule": crontab(minute="*/5")},
    "tidy rooms": {"task": "networks.tasks.tidy_rooms", "schedule": crontab(hour=4, minute=0)},
    "tidy search": {"task": "portal.tasks.tidy_search", "schedule": crontab(hour=3, minute=30)},
}

# --- Sign-in ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
# The address is unique whatever its case, by a constraint over lower(email) that the check does not recognise.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
AUTH_PASSWORD_VALIDATORS.append({"NAME": "portal.account.DemoPasswordValidator"})

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "portal.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.account.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Besides the library's own.
ACCOUNT_RATE_LIMITS = {"accessibility_feedback": "20/h/ip", "body_contact": "10/h/ip", "proposal": "10/h/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person, changed by confirming the new one
# Tries are counted by where they come from. Behind proxies that is what the outermost trusted one says; in real use there
# is one at least, for the portal itself speaks no TLS.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.integer("TRUSTED_PROXIES", 1 if PRODUCTION else 0, most=10)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Järjestöyhteistyö"
# The secretariat sees personal data of the whole region: in real use it needs a second factor to enter the admin panel.
STAFF_SECOND_FACTOR = environment.boolean("STAFF_SECOND_FACTOR", default=PRODUCTION)

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "fi"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fi", "sv", "en")
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# --- Files -----------------------------------------------------------------------------------------------------------

DATA_DIR = Path(environment.text("DATA_DIR", str(LOCAL_DIR / "files")) or "").absolute()
MEDIA_ROOT = DATA_DIR
STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(LOCAL_DIR / "static")) or "").absolute()
# A county's own folder may hold `county.css`, its colours, and `img/mark.svg`, its mark; they go before ours.
PORTAL_LOOK = environment.text("PORTAL_LOOK")
STATICFILES_DIRS = [
    *([PORTAL_LOOK] if PORTAL_LOOK else []),
    BASE_DIR / "static",
    # Bootstrap's own files come from its package; nothing of it lies in this repository.
    ("bootstrap", str(bootstrap_wrapper.get_bootstrap_css_dir())),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
    },
    "staticfiles": {"BACKEND": "portal.static.StaticStorage"},
}
# The search's dictionaries, made by `manage.py build_dictionary`.
DICTIONARY_DIR = Path(environment.text("DICTIONARY_DIR", str(LOCAL_DIR / "dictionary")) or "").absolute()
UPLOAD_LARGEST_BYTES = environment.integer("UPLOAD_LARGEST_MB", 25, least=1, most=200) * 1_000_000
REQUEST_LARGEST_BYTES = 10 * UPLOAD_LARGEST_BYTES  # several files may come at once
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a budget has up to a hundred rows in each of its tables
# Far beyond what anybody may bring (`portal.many_files`): up to here a page can say so with all that was typed in it.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
FILE_UPLOAD_HANDLERS = [
    "portal.many_files.FirstFilesHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A ClamAV daemon looks into the files of applicants; without one they are marked as not scanned.
CLAMAV_URL = environment.url("CLAMAV_URL", ("tcp", "unix"))

# --- Mail ------------------------------------------------------------------------------------------------------------

EMAIL_URL = environment.url("EMAIL_URL", ("smtp", "smtps"))
if PRODUCTION and not EMAIL_URL:
    raise ImproperlyConfigured(
        "In production EMAIL_URL must name the mail server: smtp://user:password@host:587."
    )
# Without a mail server the mails stay in the portal, where the secretariat reads them in the admin panel.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL else 'dummy'}.EmailBackend"
if EMAIL_URL:
    _mail = environment.mail_server(EMAIL_URL)
    EMAIL_HOST, EMAIL_PORT = _mail["host"], _mail["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["username"], _mail["password"]
    EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _mail["use_ssl"], _mail["use_tls"], 30
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Järjestöyhteistyö <portaali@example.org>")

# --- Security --------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [
            SELF,
            "data:",
        ],  # Bootstrap's small pictures and the sign-in code's square are data addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "portal.views.errors.stale_form"
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- Looks: what a county may call its own ---------------------------------------------------------------------------

PORTAL_NAME = environment.text("PORTAL_NAME", "Järjestöyhteistyö")
PORTAL_OWNER = environment.text("PORTAL_OWNER", "Pirkanmaan hyvinvointialue")
PORTAL_CONTACT = environment.text("PORTAL_CONTACT", "jarjestot@example.org")

# --- About the service: what the law wants said, and only its owner knows ---------------------------------------------

ACCESSIBILITY = {
    "assessed_on": environment.day("ACCESSIBILITY_ASSESSED"),
    "assessed_by": environment.text("ACCESSIBILITY_ASSESSED_BY"),
    "supervisor": environment.text("ACCESSIBILITY_SUPERVISOR"),
    "supervisor_url": environment.url("ACCESSIBILITY_SUPERVISOR_URL", ("http", "https")),
    "supervisor_email": environment.text("ACCESSIBILITY_SUPERVISOR_EMAIL"),
    "supervisor_phone": environment.text("ACCESSIBILITY_SUPERVISOR_PHONE"),
}
PRIVACY = {
    "officer": environment.text("PRIVACY_OFFICER"),
    "notice_url": environment.url("PRIVACY_NOTICE_URL", ("http", "https")),
}

# --- How long and on what terms -------------------------------------------------------------------------------------

# Months after a person's last seat, office or right to speak until the contact data goes. Nobody has decided it: 0 removes
# nothing by itself, and the secretariat removes by hand.
PERSON_CONTACT_KEPT_MONTHS = environment.integer("PERSON_CONTACT_KEPT_MONTHS", 0, least=0, most=600)
# Nor has anybody decided under which licence others may use the open data; until then the page says so.
OPEN_DATA_LICENCE = environment.text("OPEN_DATA_LICENCE")
OPEN_DATA_LICENCE_URL = environment.url("OPEN_DATA_LICENCE_URL", ("http", "https"))

# --- Log -------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "weasyprint": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
