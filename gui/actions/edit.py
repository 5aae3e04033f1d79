"""Taking back, finding, preferences."""

from __future__ import annotations

from gui.actions.kinds import Action, When, act

EDIT: tuple[Action, ...] = (
    act("edit.undo", "Undo", "Ctrl+Z", "Edit", "Take the last act back", When.PROJECT),
    act("edit.redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "Edit", "Do it again", When.PROJECT),
    act("edit.history", "History", "Ctrl+H", "Edit", "Everything you did, newest first", When.PROJECT),
    act("edit.find", "Find in article", "Ctrl+F", "Edit", "Find words in the text", When.ARTICLE, 1),
    act("edit.find_next", "Find next", "Ctrl+G", "Edit", "", When.ARTICLE, 1),
    act("edit.find_previous", "Find previous", "Ctrl+Shift+G", "Edit", "", When.ARTICLE, 1),
    act(
        "edit.find_all",
        "Search all articles",
        "Ctrl+Shift+F",
        "Edit",
        "Words, phrases and dates in all your articles",
        When.PROJECT,
        1,
    ),
    act("edit.details", "Article details", "Ctrl+D", "Edit", "Title, source and date", When.ARTICLE, 1),
    act(
        "article.correct",
        "Correct the text…",
        "Ctrl+Alt+D",
        "Edit",
        "Make a corrected version of the article; codings are carried over",
        When.ARTICLE,
        1,
    ),
    act(
        "article.correct_repairs",
        "Write lost spaces into the text…",
        "",
        "Edit",
        "A corrected version with the lost spaces and sentence ends the machine assumes",
        When.ARTICLE,
        1,
    ),
    act(
        "article.versions", "Versions of the text", "Ctrl+Alt+V", "Edit", "Read an older one", When.ARTICLE, 1
    ),
    act("edit.preferences", "Preferences", "Ctrl+,", "Edit", "Theme, type, width", When.ALWAYS, 2),
)
