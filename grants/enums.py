"""The choices of grants, calls, questions and applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DecisionRoute(models.TextChoices):
    """Who decides on the applications."""

    COMMITTEE = "committee", _("A committee section")
    OFFICIAL = "official", _("An official")


class RuleType(models.TextChoices):
    """What a rule is about; the values are those of the region's data."""

    PURPOSE = "purpose", pgettext_lazy("grant rule", "Purpose")
    APPLICANT = "applicant", pgettext_lazy("grant rule", "Applicant")
    REGIONAL = "regional", pgettext_lazy("grant rule", "Reach in the region")
    PRINCIPLES = "principles", pgettext_lazy("grant rule", "Principles of the year")


class RuleCheck(models.TextChoices):
    """How it is found out whether a rule is kept."""

    AUTOMATIC = "automatic", _("By the portal")
    DECLARED = "automatic_and_declaration", _("By the portal from what the applicant declares")
    ASSESSOR = "assessor", _("By an official")


class RuleTest(models.TextChoices):
    """What the portal itself can look at; the functions stand in `grants.checks`."""

    REGION = "region", _("Home or regular activity in the region")
    REGISTERED = "registered", _("A registered organisation")
    YEARS = "years", _("Years of activity in the region")


class Verdict(models.TextChoices):
    """What a check of a rule says."""

    PASSED = "pass", pgettext_lazy("verdict", "Fulfilled")
    FAILED = "fail", pgettext_lazy("verdict", "Not fulfilled")
    OFFICIAL = "official", pgettext_lazy("verdict", "An official checks")


class CallState(models.TextChoices):
    """Where a call is; a published one is open between its two clock times."""

    DRAFT = "draft", pgettext_lazy("grant call state", "Draft")
    PUBLISHED = "published", pgettext_lazy("grant call state", "Published")
    CANCELLED = "cancelled", pgettext_lazy("grant call state", "Cancelled")


class CallPhase(models.TextChoices):
    """What people call the state of a call at an instant."""

    DRAFT = "draft", pgettext_lazy("grant call phase", "Draft")
    COMING = "coming", pgettext_lazy("grant call phase", "Opens later")
    OPEN = "open", pgettext_lazy("grant call phase", "Open")
    CLOSED = "closed", pgettext_lazy("grant call phase", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("grant call phase", "Cancelled")


class QuestionKind(models.TextChoices):
    """What sort of answer a question takes."""

    TEXT = "text", pgettext_lazy("question kind", "Text")
    NUMBER = "number", pgettext_lazy("question kind", "Number")
    MONEY = "money", pgettext_lazy("question kind", "Sum of money")
    CHOICE = "choice", pgettext_lazy("question kind", "One of several")
    MANY = "many", pgettext_lazy("question kind", "Any of several")
    DATE = "date", pgettext_lazy("question kind", "Date")
    MUNICIPALITIES = "municipalities", pgettext_lazy("question kind", "Municipalities")
    TABLE = "table", pgettext_lazy("question kind", "Table")
    FILE = "file", pgettext_lazy("question kind", "File")


class ColumnKind(models.TextChoices):
    """What a column of a table holds."""

    TEXT = "text", pgettext_lazy("column kind", "Text")
    NUMBER = "number", pgettext_lazy("column kind", "Number")
    MONEY = "money", pgettext_lazy("column kind", "Sum of money")


class Meaning(models.TextChoices):
    """What the portal itself reads from an answer, whatever the question is called; one question of a set for each."""

    PURPOSE = "purpose", pgettext_lazy("meaning of a question", "Purpose of the grant")
    REQUESTED_SUM = "requested_sum", pgettext_lazy("meaning of a question", "Sum that is applied for")
    COSTS = "costs", pgettext_lazy("meaning of a question", "Costs of the budget")
    INCOME = "income", pgettext_lazy("meaning of a question", "Income of the budget")
    OWN_SHARE = "own_share", pgettext_lazy("meaning of a question", "Own share")
    MUNICIPALITIES = "municipalities", pgettext_lazy("meaning of a question", "Where the activity is")
    TARGET_GROUPS = "target_groups", pgettext_lazy("meaning of a question", "Target groups")
    DE_MINIMIS = "de_minimis", pgettext_lazy("meaning of a question", "De minimis aid received")
    OTHER_GRANTS = "other_grants", pgettext_lazy("meaning of a question", "Other grants")


class ApplicationState(models.TextChoices):
    """Where an application is; whether a supplement is asked for stands in `SupplementRequest`."""

    DRAFT = "draft", pgettext_lazy("application state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("application state", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("application state", "Withdrawn")


class ApplicationRoleKind(models.TextChoices):
    """What somebody may do with one application."""

    OWNER = "owner", pgettext_lazy("role in an application", "Responsible")
    EDITOR = "editor", pgettext_lazy("role in an application", "Editor")
    READER = "reader", pgettext_lazy("role in an application", "Reader")


class PaperWay(models.TextChoices):
    """How an application that was not sent in the portal came."""

    POST = "post", pgettext_lazy("way of a paper", "By post")
    DESK = "desk", pgettext_lazy("way of a paper", "Handed in at the office")
    EMAIL = "email", pgettext_lazy("way of a paper", "By e-mail")
    OTHER = "other", pgettext_lazy("way of a paper", "In another way")


class ScanState(models.TextChoices):
    """Whether a file was looked at for malware; one in which something was found is never stored."""

    CLEAN = "clean", pgettext_lazy("malware scan", "Scanned, nothing found")
    UNSCANNED = "unscanned", pgettext_lazy("malware scan", "Not scanned")


class FileChange(models.TextChoices):
    """What became of an attachment between two sendings."""

    ADDED = "file_added", pgettext_lazy("change of an attachment", "Added")
    REMOVED = "file_removed", pgettext_lazy("change of an attachment", "Removed")
    REPLACED = "file_replaced", pgettext_lazy("change of an attachment", "Replaced")
    RENAMED = "file_renamed", pgettext_lazy("change of an attachment", "Renamed")
    PROMISED = "file_promised", pgettext_lazy("change of an attachment", "Promised for later")
    DELIVERED = "file_delivered", pgettext_lazy("change of an attachment", "Delivered")
    NOT_PROMISED = "file_not_promised", pgettext_lazy("change of an attachment", "No longer promised")


class ReminderKind(models.TextChoices):
    """How long before the closing an unfinished draft is reminded of."""

    WEEK = "7d", pgettext_lazy("reminder", "7 days before")
    TWO_DAYS = "2d", pgettext_lazy("reminder", "2 days before")
    THREE_HOURS = "3h", pgettext_lazy("reminder", "3 hours before")


class FundingChannel(models.TextChoices):
    """Where the money of associations comes from."""

    STEA = "stea", pgettext_lazy("funding channel", "STEA")
    MINISTRIES = "ministries", pgettext_lazy("funding channel", "State grants of ministries")
    ESF = "esf", pgettext_lazy("funding channel", "ESF projects")
    MUNICIPALITY = "municipality", pgettext_lazy("funding channel", "Grants of a municipality")
    COUNTY = "county", pgettext_lazy("funding channel", "Grants of the wellbeing services county")
    OWN = "own", pgettext_lazy("funding channel", "Own fundraising")
    OTHER = "other", pgettext_lazy("funding channel", "Other funding")


class RiskCertainty(models.TextChoices):
    """How sure it is that the funding ends or falls."""

    DECIDED = "decided", pgettext_lazy("risk", "Decided")
    LIKELY = "likely", pgettext_lazy("risk", "Likely")
    POSSIBLE = "possible", pgettext_lazy("risk", "Possible")


class RiskState(models.TextChoices):
    """How it went with an activity at risk."""

    OPEN = "open", pgettext_lazy("risk", "Open")
    AVERTED = "averted", pgettext_lazy("risk", "Averted: it goes on")
    ENDED = "ended", pgettext_lazy("risk", "The activity ended")
