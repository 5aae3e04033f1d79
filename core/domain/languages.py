"""The languages a project can be in, by code."""

from __future__ import annotations

ENGLISH = "en"

# Those that `resources/lexicons/countries_abroad.json` has names of countries for, English first.
LANGUAGES = {
    ENGLISH: "English",
    "ca": "Catalan",
    "hr": "Croatian",
    "da": "Danish",
    "nl": "Dutch",
    "fi": "Finnish",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "it": "Italian",
    "lt": "Lithuanian",
    "nb": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sl": "Slovenian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
