"""Colours and measures of the look: the one place where a colour has a value."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tint:
    """A soft ground and the ink that stands on it."""

    ground: str
    ink: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme, as ``#RRGGBB``; names say the use, not the hue."""

    name: str
    page: str
    pane: str
    raised: str  # cards and menus above a pane
    ink: str
    quiet: str
    hairline: str
    outline: str  # borders of inputs and buttons: stronger than a hairline
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str  # ground of a chosen row, tab or place
    on_accent_soft: str
    hover: str
    press: str
    trough: str  # segmented tabs, progress, scroll bars
    good: str
    warn: str
    bad: str
    bad_soft: str
    selection: str
    found: str
    found_current: str
    candidate: str
    candidate_ink: str
    evidence: str
    statement: str
    topic: str
    event: str
    person: Tint
    org: Tint
    place: Tint
    norp: Tint
    date: Tint
    occasion: Tint
    other: Tint

    def tint(self, category: str) -> Tint:
        """The entity tint of a mention's category; unknown types take the neutral one."""
        return getattr(self, TINTS.get(category, "other"))  # type: ignore[no-any-return]

    def flat(self) -> dict[str, str]:
        """All colours by name; a tint gives ``name`` and ``name_ink``."""
        out: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Tint):
                out[field.name], out[f"{field.name}_ink"] = value.ground, value.ink
            else:
                out[field.name] = value
        return out


TINTS = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "norp",
    "DATE": "date",
    "TIME": "date",
    "EVENT": "occasion",
}

LETTERS = {
    "PERSON": "P",
    "ORG": "O",
    "GPE": "G",
    "LOC": "L",
    "FAC": "F",
    "NORP": "N",
    "DATE": "D",
    "EVENT": "E",
}

LIGHT = Tokens(
    name="light",
    page="#F6F7F9",
    pane="#FFFFFF",
    raised="#FFFFFF",
    ink="#1B1F24",
    quiet="#67707B",
    hairline="#E3E6EA",
    outline="#C9CED6",
    accent="#2F5FD0",
    accent_hover="#2753BC",
    accent_press="#2048A6",
    on_accent="#FFFFFF",
    accent_soft="#E5EDFD",
    on_accent_soft="#1F4BB3",
    hover="#F1F3F7",
    press="#E3E7ED",
    trough="#F1F3F7",
    good="#1B7A43",
    warn="#7F5600",
    bad="#B3261E",
    bad_soft="#FCE9E7",
    selection="#BFD3FF",
    found="#FFF0A6",
    found_current="#FFC94D",
    candidate="#E5EDFD",
    candidate_ink="#2F5FD0",
    evidence="#FFF4CF",
    statement="#4453C8",
    topic="#0B7A75",
    event="#C65A00",
    person=Tint("#D9E8FF", "#1D4FA3"),
    org=Tint("#EADFFB", "#5B2EA6"),
    place=Tint("#D8F1E0", "#17663A"),
    norp=Tint("#D3EFF1", "#0E5E66"),
    date=Tint("#FFEFC9", "#7A5200"),
    occasion=Tint("#FFDFE4", "#9B1C37"),
    other=Tint("#E8EAEE", "#4A525C"),
)

DARK = Tokens(
    name="dark",
    page="#16181C",
    pane="#1E2126",
    raised="#24282E",
    ink="#E6E8EB",
    quiet="#98A1AC",
    hairline="#31363D",
    outline="#464D57",
    accent="#86A8FF",
    accent_hover="#9BB8FF",
    accent_press="#B1C8FF",
    on_accent="#10131A",
    accent_soft="#26304A",
    on_accent_soft="#B5CAFF",
    hover="#292D34",
    press="#32373F",
    trough="#2A2E35",
    good="#6FD193",
    warn="#E9B651",
    bad="#FF9A90",
    bad_soft="#46262A",
    selection="#38508C",
    found="#54491C",
    found_current="#7A6118",
    candidate="#26304A",
    candidate_ink="#86A8FF",
    evidence="#413A22",
    statement="#A5AEFF",
    topic="#5CCFC5",
    event="#FFA45C",
    person=Tint("#23395F", "#A9CBFF"),
    org=Tint("#3B2C5C", "#D3BDFF"),
    place=Tint("#1F4430", "#9FE3B8"),
    norp=Tint("#184448", "#93E0E6"),
    date=Tint("#4A3A12", "#F4D58A"),
    occasion=Tint("#552633", "#FFB5C2"),
    other=Tint("#33383F", "#C3CAD3"),
)

# Pairs (text, ground) that carry words somewhere in the window; a test holds each at 4.5:1 or better.
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "quiet") for ground in ("page", "pane", "raised")),
    *(("ink", g) for g in ("hover", "press", "trough", "accent_soft", "selection", "found")),
    *(("ink", g) for g in ("found_current", "candidate", "evidence", "bad_soft")),
    *((ink, ground) for ink in ("good", "warn", "bad", "accent") for ground in ("page", "pane", "raised")),
    *(("on_accent", g) for g in ("accent", "accent_hover", "accent_press", "candidate_ink")),
    ("on_accent_soft", "accent_soft"),
    ("bad", "bad_soft"),
    *((f"{t}_ink", t) for t in ("person", "org", "place", "norp", "date", "occasion", "other")),
    *((f"{t}_ink", "pane") for t in ("person", "org", "place", "norp", "date", "occasion", "other")),
    *(("quiet", g) for g in ("trough", "hover")),
)

# Pairs of marks that carry no words: WCAG asks for 3:1.
MARK_PAIRS = (*((mark, "pane") for mark in ("statement", "topic", "event", "accent", "candidate_ink")),)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    a, b = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
