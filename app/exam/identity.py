"""Identity documents of a candidate: kinds, check digits, masking."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """The kinds of identity document that registration accepts (DOMAIN 4.3)."""

    RESIDENT_ID = "resident_id"
    OFFICER_CARD = "officer_card"
    HK_PERMIT = "hk_permit"
    MACAU_PERMIT = "macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_RESIDENCE = "foreign_residence"
    PASSPORT = "passport"
