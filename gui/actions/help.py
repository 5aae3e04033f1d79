"""The pages of the help."""

from __future__ import annotations

from gui.actions.kinds import Action, When, act

HELP: tuple[Action, ...] = (
    act("help.keys", "Keys", "F1", "Help", "All keys on one page"),
    act("help.welcome", "Five-minute tour", "", "Help", "From the first suggestion to Excel"),
    act("help.new-project", "New project", "", "Help", "What a project begins with"),
    act("help.import", "Importing", "", "Help", "Which files, columns, names, near-duplicates"),
    act("help.coding", "Coding", "", "Help", "How to code names, statements, events and topics"),
    act("help.searching", "Searching", "", "Help", "Words, phrases and dates in all articles"),
    act("help.export", "The workbook", "", "Help", "What the sheets and columns mean"),
    act("help.rounds", "Rounds", "", "Help", "Who codes what: drawing, following, moving"),
    act("help.packages", "Packages", "", "Help", "Coding without a connection, and back again"),
    act("help.learning", "Learning", "", "Help", "What decisions teach, and how to train"),
    act("help.server", "Team server", "", "Help", "Working together on a server"),
    act("help.codebook", "The codebook", "", "Help", "How it is changed, and what that touches"),
    act("help.command-line", "Command line", "", "Help", "The same without a window"),
    act("help.languages", "Other languages", "", "Help", "Articles that are not in English"),
    act("help.spacy", "With spaCy", "", "Help", "The suggestions in a program of your own"),
    act("help.about", "About Rapporteur", "", "Help", "Version, sources and licences", When.ALWAYS, 1),
)
