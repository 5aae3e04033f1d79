"""The table of all actions: every verb of the window as data, so that menus, keys and help read one list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class When(StrEnum):
    """Where an action works; its key is dead elsewhere."""

    ALWAYS = "always"
    PROJECT = "a project is open"
    ARTICLE = "an article is open"
    TEXT = "the text or the cards have the focus"  # single keys: never while somebody types into a field


@dataclass(frozen=True, slots=True)
class Action:
    """One verb. ``keys``: portable key sequences, the first is shown; ``menu``: empty for keys only."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    tip: str = ""
    when: When = When.ALWAYS
    group: int = 0  # a separator stands between groups of one menu


def _a(
    id: str,  # noqa: A002  # the field's own name
    text: str,
    keys: str = "",
    menu: str = "",
    tip: str = "",
    when: When = When.ALWAYS,
    group: int = 0,
) -> Action:
    return Action(id, text, tuple(k for k in keys.split(" ") if k), menu, tip, when, group)


_PROJECT = (
    _a("project.new", "New project…", "Ctrl+N", "Project", "Start an empty project file"),
    _a("project.open", "Open…", "Ctrl+O", "Project", "Open a project file"),
    _a("project.sample", "Open sample project", "", "Project", "Try everything on a few short articles"),
    _a(
        "project.import",
        "Import articles…",
        "Ctrl+I",
        "Project",
        "Files of any kind; or drop them on the window",
        When.PROJECT,
        1,
    ),
    _a(
        "project.import_look",
        "Import with a look first…",
        "Ctrl+Alt+I",
        "Project",
        "Columns of tables, folders, and a pattern of file names",
        When.PROJECT,
        1,
    ),
    _a(
        "project.analyse",
        "Analyse all articles",
        "Ctrl+Shift+A",
        "Project",
        "Suggestions for every article that has none, or has those of another model",
        When.PROJECT,
        1,
    ),
    _a(
        "project.pause",
        "Pause or go on analysing",
        "Ctrl+Shift+P",
        "Project",
        "Let the computer rest; what is done is kept",
        When.PROJECT,
        1,
    ),
    _a(
        "project.analyse_again",
        "Analyse all articles again",
        "",
        "Project",
        "Wherever something has changed that the machine looks at",
        When.PROJECT,
        1,
    ),
    _a(
        "project.model",
        "Language and model…",
        "",
        "Project",
        "Which language the articles are in, and what makes the suggestions",
        When.PROJECT,
        1,
    ),
    _a(
        "project.unaided",
        "Code without suggestions…",
        "",
        "Project",
        "Have a random share of the articles coded without the machine",
        When.PROJECT,
        1,
    ),
    _a("room.coding", "Coding", "Alt+1", "Project", "The coding desk", When.PROJECT, 2),
    _a(
        "room.export",
        "Export…",
        "Alt+2 Ctrl+E",
        "Project",
        "Write a workbook, JSON Lines or a spaCy DocBin",
        When.PROJECT,
        2,
    ),
    _a(
        "room.learning",
        "Learning",
        "Alt+3",
        "Project",
        "What decisions taught; train a model",
        When.PROJECT,
        2,
    ),
    _a("project.people", "People…", "", "Project", "Accounts, roles and passwords", When.PROJECT),
    _a("project.switch", "Sign in as…", "", "Project", "Let somebody else work here", When.PROJECT),
    _a("room.codebook", "Codebook", "Alt+5", "Project", "Read it, change it", When.PROJECT, 2),
    _a("room.rounds", "Rounds", "Alt+4", "Project", "Who codes what, and how far", When.PROJECT, 2),
    _a("project.close", "Close project", "Ctrl+W", "Project", "Back to the welcome page", When.PROJECT, 3),
    _a("app.quit", "Quit", "Ctrl+Q", "Project", "Everything is saved already", When.ALWAYS, 3),
)

_EDIT = (
    _a("edit.undo", "Undo", "Ctrl+Z", "Edit", "Take the last act back", When.PROJECT),
    _a("edit.redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "Edit", "Do it again", When.PROJECT),
    _a("edit.history", "History", "Ctrl+H", "Edit", "Everything you did, newest first", When.PROJECT),
    _a("edit.find", "Find in article", "Ctrl+F", "Edit", "Find words in the text", When.ARTICLE, 1),
    _a("edit.find_next", "Find next", "Ctrl+G", "Edit", "", When.ARTICLE, 1),
    _a("edit.find_previous", "Find previous", "Ctrl+Shift+G", "Edit", "", When.ARTICLE, 1),
    _a("edit.details", "Article details", "Ctrl+D", "Edit", "Title, source and date", When.ARTICLE, 1),
    _a("edit.preferences", "Preferences", "Ctrl+,", "Edit", "Theme, type, width", When.ALWAYS, 2),
)

_CODING = (
    _a("review.next", "Next suggestion", "Space N", "Coding", "The next unchecked one", When.TEXT),
    _a("review.previous", "Previous suggestion", "Shift+Space P", "Coding", "", When.TEXT),
    _a(
        "unit.why",
        "Why is this suggested?",
        "W",
        "Coding",
        "The reason in words; again: to the next of the words that spoke for it",
        When.TEXT,
    ),
    _a(
        "review.threshold",
        "How sure suggestions must be",
        "Ctrl+T",
        "Coding",
        "A slider: show the less sure ones too, or fewer",
        When.ARTICLE,
    ),
    _a("unit.accept", "Accept", "Return Enter", "Coding", "It is right as it stands", When.TEXT, 1),
    _a(
        "unit.accept_like",
        "Accept all like this",
        "Shift+Return",
        "Coding",
        "The same words and type in this article, as one act",
        When.TEXT,
        1,
    ),
    _a(
        "review.accept_sure",
        "Accept all that are sure",
        "Ctrl+Shift+Return Ctrl+Shift+Enter",
        "Coding",
        "All of 90 % or more in this article, as one act",
        When.ARTICLE,
        1,
    ),
    _a("unit.fix", "Fix", "F2", "Coding", "Change its type, words or slots", When.TEXT, 1),
    _a(
        "unit.reject",
        "Reject",
        "Backspace Delete",
        "Coding",
        "It is wrong, or take your own coding away",
        When.TEXT,
        1,
    ),
    _a(
        "unit.fragment",
        "Add the selection to it",
        "+ Shift++",
        "Coding",
        "The selected words become a fragment of the current unit",
        When.TEXT,
        1,
    ),
    _a(
        "unit.actor", "Link actor", "A", "Coding", "Search persons, countries and organisations", When.TEXT, 1
    ),
    _a(
        "make.statement",
        "Make a statement",
        "S",
        "Coding",
        "Of the selected words, or by clicking",
        When.TEXT,
        2,
    ),
    _a("make.event", "Make an event", "E", "Coding", "The selected words are its trigger", When.TEXT, 2),
    _a(
        "make.topic", "Add a topic", "T", "Coding", "To the selected passage, or to the article", When.TEXT, 2
    ),
    _a("slot.next", "Next slot", "Tab", "", "", When.TEXT, 3),
    _a("slot.previous", "Previous slot", "Shift+Tab", "", "", When.TEXT, 3),
    _a("candidate.next", "Next candidate", "Right", "", "When a slot is chosen", When.TEXT, 3),
    _a("candidate.previous", "Previous candidate", "Left", "", "When a slot is chosen", When.TEXT, 3),
    _a(
        "repair.next",
        "Next place of lost text",
        "L",
        "Coding",
        "Where the machine assumes a lost space or full stop",
        When.TEXT,
        3,
    ),
    _a("repair.previous", "Previous place of lost text", "Shift+L", "Coding", "", When.TEXT, 3),
    _a(
        "repair.turn",
        "Refuse it, or take that back",
        "R",
        "Coding",
        "Read the text as it stands at the place of lost text",
        When.TEXT,
        3,
    ),
    _a("edge.end_out", "End later", "Alt+Right", "", "Move the end by a word", When.TEXT, 3),
    _a("edge.end_in", "End earlier", "Alt+Left", "", "Move the end by a word", When.TEXT, 3),
    _a("edge.start_out", "Start earlier", "Alt+Shift+Left", "", "Move the start by a word", When.TEXT, 3),
    _a("edge.start_in", "Start later", "Alt+Shift+Right", "", "Move the start by a word", When.TEXT, 3),
    _a("unit.note", "Note", "Ctrl+M", "Coding", "A note on the current unit or the article", When.ARTICLE, 4),
    _a(
        "unit.question",
        "Ask the supervisor",
        "Ctrl+Shift+Q",
        "Coding",
        "A question on the current unit",
        When.ARTICLE,
        4,
    ),
    _a(
        "questions.show",
        "Questions",
        "Ctrl+Shift+L",
        "Coding",
        "Your questions and their answers",
        When.PROJECT,
        4,
    ),
    _a(
        "layer.nothing",
        "Nothing to code here",
        "Ctrl+0",
        "Coding",
        "An answer for the layer shown",
        When.ARTICLE,
        5,
    ),
    _a(
        "layer.uncodable",
        "Can't be coded",
        "Ctrl+Shift+0",
        "Coding",
        "An answer for the layer shown",
        When.ARTICLE,
        5,
    ),
    _a(
        "article.complete",
        "Mark complete",
        "Ctrl+Return",
        "Coding",
        "Check the rules, list what is open",
        When.ARTICLE,
        5,
    ),
    _a(
        "codebook.show",
        "Codebook at hand",
        "F3",
        "Coding",
        "Definition and rules of the current category",
        When.PROJECT,
        6,
    ),
    _a(
        "recode.show",
        "To code again",
        "Shift+F3",
        "Coding",
        "Codings that a change of the codebook has put in question",
        When.PROJECT,
        6,
    ),
    _a("escape", "Let go", "Escape", "", "Close the card, leave the slot, drop the selection", When.PROJECT),
)

_VIEW = (
    _a("view.speakers", "Speakers", "Ctrl+1", "View", "", When.ARTICLE),
    _a("view.topics", "Topics", "Ctrl+2", "View", "", When.ARTICLE),
    _a("view.events", "Events", "Ctrl+3", "View", "", When.ARTICLE),
    _a("view.names", "Names", "Ctrl+4", "View", "", When.ARTICLE),
    _a("article.next", "Next article", "Ctrl+PgDown", "View", "", When.PROJECT, 1),
    _a("article.previous", "Previous article", "Ctrl+PgUp", "View", "", When.PROJECT, 1),
    _a("list.search", "Search my articles", "Ctrl+L", "View", "", When.PROJECT, 1),
    _a("view.text", "Go to the text", "F6", "View", "Focus on the article", When.ARTICLE, 1),
    _a("view.cards", "Go to the cards", "Shift+F6", "View", "Focus on the codings", When.ARTICLE, 1),
    _a("view.zoom_in", "Larger text", "Ctrl++ Ctrl+=", "View", "", When.ALWAYS, 2),
    _a("view.zoom_out", "Smaller text", "Ctrl+-", "View", "", When.ALWAYS, 2),
    _a("view.zoom_reset", "Normal size", "Ctrl+Shift+-", "View", "", When.ALWAYS, 2),
    _a(
        "view.theme", "Light or dark", "Ctrl+Shift+D", "View", "Switch between light and dark", When.ALWAYS, 3
    ),
    _a(
        "view.repairs",
        "Show or hide lost spaces",
        "Ctrl+Shift+R",
        "View",
        "The marks where the machine assumes lost text",
        When.PROJECT,
        3,
    ),
    _a("view.full", "Full screen", "F11", "View", "", When.ALWAYS, 3),
)

_HELP = (
    _a("help.keys", "Keys", "F1", "Help", "All keys on one page"),
    _a("help.welcome", "Five-minute tour", "", "Help", "From the first suggestion to Excel"),
    _a("help.import", "Importing", "", "Help", "Which files, columns, names, near-duplicates"),
    _a("help.coding", "Coding", "", "Help", "How to code names, statements, events and topics"),
    _a("help.export", "The workbook", "", "Help", "What the sheets and columns mean"),
    _a("help.rounds", "Rounds", "", "Help", "Who codes what: drawing, following, moving"),
    _a("help.learning", "Learning", "", "Help", "What decisions teach, and how to train"),
    _a("help.codebook", "The codebook", "", "Help", "How it is changed, and what that touches"),
    _a("help.command-line", "Command line", "", "Help", "The same without a window"),
    _a("help.languages", "Other languages", "", "Help", "Articles that are not in English"),
    _a("help.spacy", "With spaCy", "", "Help", "The suggestions in a program of your own"),
    _a("help.about", "About Rapporteur", "", "Help", "Version, sources and licences", When.ALWAYS, 1),
)

_TYPES = tuple(
    _a(f"type.{n}", f"Pick {n}", str(n), "", "The type, topic or choice with this number", When.TEXT)
    for n in range(1, 10)
)

ACTIONS: tuple[Action, ...] = (*_PROJECT, *_EDIT, *_CODING, *_VIEW, *_HELP, *_TYPES)
MENUS: tuple[str, ...] = ("Project", "Edit", "Coding", "View", "Help")


def action(id: str) -> Action:  # noqa: A002  # the field's own name
    """The action of that id; raises KeyError when there is none."""
    return _BY_ID[id]


_BY_ID = {found.id: found for found in ACTIONS}


def clashes() -> tuple[str, ...]:
    """Keys that two actions claim; a test holds this empty."""
    seen: dict[str, str] = {}
    out: list[str] = []
    for each in ACTIONS:
        for key in each.keys:
            if key in seen:
                out.append(f"{key}: {seen[key]} and {each.id}")
            seen[key] = each.id
    return tuple(out)
