"""Who works here: opens a project as somebody, asking where several may and where a password is needed."""

from __future__ import annotations

from core.app.projects import coders_of, open_workspace
from core.app.workspace import Workspace
from core.domain.errors import Refused
from gui.viewmodels.ports import Asks, Person

_ASKED = ("which-coder", "no-coder", "left", "no-password", "wrong-password")


def signed_in(
    place: str, coder_id: str, asks: Asks, *, ask_first: bool = False, password: str = ""
) -> Workspace | None:
    """The project at ``place`` as ``coder_id``, or as whoever the person says they are; ``None``: nobody.

    ``ask_first``: ask also where there is nothing in the way; ``password``: given already. Raises
    what `open_workspace` raises otherwise.
    """
    said = ""
    while True:
        try:
            if not ask_first:
                return open_workspace(place, coder_id or None, password)
        except Refused as refused:
            if refused.code not in _ASKED:
                raise
            if refused.code == "no-coder" and coder_id:
                coder_id = ""  # remembered of another project that lay here before
                continue
            # That a password is needed shows at the name; what was wrong has to be said.
            said = "" if refused.code in ("which-coder", "no-password") else refused.text
        answer = asks.sign_in(_people(place), coder_id, said)
        if answer is None:
            return None
        (coder_id, password), ask_first = answer, False


def _people(place: str) -> tuple[Person, ...]:
    found = sorted((c for c in coders_of(place) if c.active), key=lambda c: c.name.casefold())
    return tuple(Person(c.id, c.name, str(c.role), with_password=bool(c.secret)) for c in found)
