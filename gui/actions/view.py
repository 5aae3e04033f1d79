"""What is shown, and how."""

from __future__ import annotations

from gui.actions.kinds import Action, When, act

VIEW: tuple[Action, ...] = (
    act("view.speakers", "Speakers", "Ctrl+1", "View", "", When.ARTICLE),
    act("view.topics", "Topics", "Ctrl+2", "View", "", When.ARTICLE),
    act("view.events", "Events", "Ctrl+3", "View", "", When.ARTICLE),
    act("view.names", "Names", "Ctrl+4", "View", "", When.ARTICLE),
    act("article.next", "Next article", "Ctrl+PgDown", "View", "", When.PROJECT, 1),
    act("article.previous", "Previous article", "Ctrl+PgUp", "View", "", When.PROJECT, 1),
    act("list.search", "Search my articles", "Ctrl+L", "View", "", When.PROJECT, 1),
    act("view.text", "Go to the text", "F6", "View", "Focus on the article", When.ARTICLE, 1),
    act("view.cards", "Go to the cards", "Shift+F6", "View", "Focus on the codings", When.ARTICLE, 1),
    act("view.zoom_in", "Larger text", "Ctrl++ Ctrl+=", "View", "", When.ALWAYS, 2),
    act("view.zoom_out", "Smaller text", "Ctrl+-", "View", "", When.ALWAYS, 2),
    act("view.zoom_reset", "Normal size", "Ctrl+Shift+-", "View", "", When.ALWAYS, 2),
    act(
        "view.theme", "Light or dark", "Ctrl+Shift+D", "View", "Switch between light and dark", When.ALWAYS, 3
    ),
    act(
        "view.repairs",
        "Show or hide lost spaces",
        "Ctrl+Shift+R",
        "View",
        "The marks where the machine assumes lost text",
        When.PROJECT,
        3,
    ),
    act("view.full", "Full screen", "F11", "View", "", When.ALWAYS, 3),
)
