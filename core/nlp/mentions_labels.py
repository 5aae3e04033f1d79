"""One table from the entity labels of spaCy's pipelines to our types, and the types' own order."""

from __future__ import annotations

TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT")

# OntoNotes (en_core_web_*), WikiNER and CoNLL (xx, de, fr, es, it, pt, ru …), and the labels of the Polish,
# Swedish, Danish, Norwegian, Romanian, Korean and Japanese pipelines. What is not here is no entity to us.
_FROM_MODEL = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "PRS": "PERSON",
    "PS": "PERSON",
    "persName": "PERSON",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "OG": "ORG",
    "orgName": "ORG",
    "GPE_ORG": "ORG",
    "GPE": "GPE",
    "GPE_LOC": "GPE",
    "placeName": "GPE",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "LC": "LOC",
    "geogName": "LOC",
    "FAC": "LOC",
    "FACILITY": "LOC",
    "NORP": "NORP",
    "NAT_REL_POL": "NORP",
    "DATE": "DATE",
    "DATETIME": "DATE",
    "DT": "DATE",
    "date": "DATE",
    "TME": "DATE",
    "EVENT": "EVENT",
    "EVN": "EVENT",
    "EVT": "EVENT",
    "EV": "EVENT",
}


def our_type(label: str) -> str:
    """The entity type for a pipeline's ``label``; empty when it is none of ours."""
    return _FROM_MODEL.get(label, "")
