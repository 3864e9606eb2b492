"""The choices of bodies, terms, seats and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """What sort of body it is."""

    COOPERATION_GROUP = "cooperation_group", _("Cooperation group")
    ADVISORY_BOARD = "advisory_board", _("Advisory board")
    FORUM = "forum", _("Forum")
    WORKING_GROUP = "working_group", _("Working group")
    MULTIDISCIPLINARY = "multidisciplinary", _("Multidisciplinary group")
    INFLUENCE_BODY = "influence_body", _("Influence body")
    CUSTOMER_PANEL = "customer_panel", _("Customer panel")
    FREE_GROUP = "free_group", _("Free group")


class BodyStatus(models.TextChoices):
    """Whether the body works now."""

    PLANNED = "planned", pgettext_lazy("body status", "Planned")
    ACTIVE = "active", pgettext_lazy("body status", "Active")
    ENDED = "ended", pgettext_lazy("body status", "Ended")


class RuleName(models.TextChoices):
    """What a body may lay down about itself. The value types stand in `members.body_rules`."""

    SEAT_SCHEME = "seat_scheme", _("How seats are divided")
    PRIMARIES = "primaries_per_group", _("Members per group")
    DEPUTIES = "deputies_per_group", _("Deputies per group")
    DEPUTY_KIND = "deputy_kind", _("Personal or ranked deputies")
    DIFFERENT_ORGANISATIONS = "different_organisations", _("Member and deputy from different organisations")
    DEPUTY_SUCCEEDS = "deputy_succeeds", _("The deputy becomes the member when the member leaves")
    SELECTION = "selection", _("How members are chosen")
    SELECTED_BY = "selected_by", _("Who chooses the members")
    TERM_KIND = "term_kind", _("Kind of term")
    TERM_YEARS = "term_years", _("Length of the term in years")
    RENEWED_SHARE = "renewed_share", _("Share of seats renewed at each turn")
    CHAIR = "chair", _("How the chair is chosen")
    MEETINGS_LEAST = "meetings_least", _("Meetings a year at least")
    MEETINGS_MOST = "meetings_most", _("Meetings a year at most")
    NOTICE_DAYS = "notice_days", _("Days from invitation to meeting")
    QUORUM = "quorum", _("Seats needed for a decision")
    INSPECTORS = "inspectors", _("Inspectors of the minutes")
    FEE = "fee", _("Meeting fee and expenses")
    RECORD_KIND = "record_kind", _("Minutes or memo")
    NUMBERING = "numbering", _("How section numbers run")


class RuleStatus(models.TextChoices):
    """How sure a rule is: laid down by a document, left open there, unmentioned, or decided by the body itself."""

    FIXED = "fixed", pgettext_lazy("rule status", "Laid down")
    OPEN = "open", pgettext_lazy("rule status", "Open")
    NOT_STATED = "not_stated", pgettext_lazy("rule status", "Not stated")
    DECIDED = "decided", pgettext_lazy("rule status", "Decided")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class SeatKind(models.TextChoices):
    """What a place is for."""

    PRIMARY = "primary", _("Member")
    PERSONAL_DEPUTY = "personal_deputy", _("Deputy")
    RANKED_DEPUTY = "ranked_deputy", _("Deputy of the group")


class EndReason(models.TextChoices):
    """Why a mandate ended."""

    TERM_ENDED = "term_ended", _("The term ended")
    RESIGNED = "resigned", _("Resigned")
    MOVED_UP = "moved_up", _("Became the member")
    REPLACED = "replaced", _("Replaced by the organisation")
    ORGANISATION_CHANGED = "organisation_changed", _("Goes on for another organisation")
    CORRECTED = "corrected", _("A mistake was corrected")
    BODY_ENDED = "body_ended", _("The body ended")
    NEVER_BEGAN = "never_began", _("Elected but never began")
    OTHER = "other", _("Another reason")


class OfficeKind(models.TextChoices):
    """Positions of trust in a body."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    SECRETARY = "secretary", _("Secretary")
    PRESENTER = "presenter", _("Presenter")


class RegionRoleKind(models.TextChoices):
    """Work for a whole region."""

    GRANT_OFFICER = "grant_officer", _("Grant officer")


class OrganisationRoleKind(models.TextChoices):
    """What somebody may do for an organisation."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    READER = "reader", _("Reader")


class Verification(models.TextChoices):
    """How it was made sure that somebody may act for an organisation."""

    REGISTER_EXTRACT = "register_extract", _("Register extract")
    SUOMI_FI = "suomi_fi", _("Suomi.fi mandate")
    SECRETARIAT = "secretariat", _("By the secretariat")
    OWNER = "owner", _("By an owner of the organisation")


class LegalForm(models.TextChoices):
    """The legal form of an organisation."""

    ASSOCIATION = "association", _("Registered association")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Limited company")
    COOPERATIVE = "cooperative", _("Cooperative")
    PARISH = "parish", _("Parish or religious community")
    PUBLIC = "public", _("Public organisation")
    UNREGISTERED = "unregistered", _("Unregistered group")


class OrganisationSize(models.TextChoices):
    """How large an organisation is, by the people it employs: so that small ones are seen beside large ones."""

    VOLUNTEERS = "volunteers", _("Volunteers only")
    SMALL = "small", _("1–4 employees")
    MEDIUM = "medium", _("5–19 employees")
    LARGE = "large", _("20 employees or more")


class RequestState(models.TextChoices):
    """Where a wish to act for an organisation is."""

    WAITING = "waiting", pgettext_lazy("request state", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("request state", "Accepted")
    REFUSED = "refused", pgettext_lazy("request state", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request state", "Withdrawn")


class ImportState(models.TextChoices):
    """Where the import of a file into the register is."""

    CHECKING = "checking", pgettext_lazy("import state", "Being checked")
    CHECKED = "checked", pgettext_lazy("import state", "Checked, nothing stored yet")
    STORING = "storing", pgettext_lazy("import state", "Being stored")
    STORED = "stored", pgettext_lazy("import state", "Stored")
    CANCELLED = "cancelled", pgettext_lazy("import state", "Cancelled")
    FAILED = "failed", pgettext_lazy("import state", "Failed")


class ImportFailure(models.TextChoices):
    """Why a file cannot be brought into the register at all."""

    BROKEN = "broken", _("The file cannot be read. Save it again as XLSX or CSV, and try again.")
    ENCODING = "encoding", _("The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX.")
    NO_COLUMNS = (
        "no_columns",
        _("No column tells which organisation a row is about. Name the columns in the first row."),
    )
    NO_ROWS = "no_rows", _("The file has only a heading row, or nothing at all.")
    TOO_MANY = (
        "too_many",
        _("The file has more rows or columns than the portal takes at once. Bring it in parts."),
    )
    UNEXPECTED = "unexpected", _("Something unexpected happened. What was stored is kept; try again.")


class RowFate(models.TextChoices):
    """What becomes of a row of an imported file."""

    NEW = "new", pgettext_lazy("row fate", "New")
    CHANGED = "changed", pgettext_lazy("row fate", "Changed")
    SAME = "same", pgettext_lazy("row fate", "No change")
    REPEATED = "repeated", pgettext_lazy("row fate", "Twice in the file")
    WRONG = "wrong", pgettext_lazy("row fate", "Cannot be stored")


class BodyDocumentKind(models.TextChoices):
    """What a document of a body is."""

    WORKING_RULES = "working_rules", _("Working rules")
    STRATEGY = "strategy", _("Strategy")
    FOUNDING_DECISION = "founding_decision", _("Founding decision")
    ACTION_PLAN = "action_plan", _("Action plan")
    COMPARISON = "comparison", _("Comparison of options")
    OTHER = "other", _("Another document")


class ActionState(models.TextChoices):
    """How far a planned action is."""

    PLANNED = "planned", pgettext_lazy("action state", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("action state", "Under way")
    DONE = "done", pgettext_lazy("action state", "Done")
    DROPPED = "dropped", pgettext_lazy("action state", "Dropped")


class RoundState(models.TextChoices):
    """Where a nomination round is; an announced one is open between its two clock times."""

    DRAFT = "draft", pgettext_lazy("round state", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("round state", "Announced")
    DECIDED = "decided", pgettext_lazy("round state", "Decided")
    CANCELLED = "cancelled", pgettext_lazy("round state", "Cancelled")


class NominationState(models.TextChoices):
    """Where a nomination is."""

    DRAFT = "draft", pgettext_lazy("nomination state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("nomination state", "Waits for the candidate")
    CONFIRMED = "confirmed", pgettext_lazy("nomination state", "Confirmed by the candidate")
    DECLINED = "declined", pgettext_lazy("nomination state", "Declined by the candidate")
    WITHDRAWN = "withdrawn", pgettext_lazy("nomination state", "Withdrawn")
    SET_ASIDE = "set_aside", pgettext_lazy("nomination state", "Set aside")


class NominationOutcome(models.TextChoices):
    """What was decided of a nomination."""

    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy")
    NOT_CHOSEN = "not_chosen", _("Not chosen")


class Wish(models.TextChoices):
    """For which place a candidate stands."""

    EITHER = "either", _("Member or deputy")
    MEMBER = "member", _("Member only")
    DEPUTY = "deputy", _("Deputy only")


class PersonActKind(models.TextChoices):
    """What was done to a person's record."""

    NAME_CHANGED = "name_changed", _("Name changed")
    CONTACT_CHANGED = "contact_changed", _("Contact data changed")
    CONSENT_GIVEN = "consent_given", _("Consent given: contact data is public")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent taken back: contact data is not public")
    INVITED = "invited", _("Invited to sign in")
    ACCOUNT_LINKED = "account_linked", _("Signed in for the first time")
    MERGED = "merged", _("Joined with another record of the same person")
    CONTACT_REMOVED = "contact_removed", _("Contact data removed")
