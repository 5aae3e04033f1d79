"""What a coder's word on one name makes of the project's actors: new ones, and names they go by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from core.app.commands.parts import Edit
from core.app.state import State
from core.domain.actor import Actor, ActorKind
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer, SlotFill, Unitlike, fills, value_of
from core.domain.rules import words

_PREFIX = {ActorKind.PERSON: "person", ActorKind.ORGANISATION: "org", ActorKind.OTHER: "actor"}
_KINDS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANISATION}
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


def make_actor(name: str, kind: ActorKind, country: str = "") -> Actor:
    """A new actor named ``name``; its id is made of the name."""
    plain = " ".join(name.split())
    if kind is ActorKind.COUNTRY:
        return Actor(country or slug(plain).upper(), plain, kind, country)
    return Actor(f"{_PREFIX[kind]}:{slug(plain)}", plain, kind, country, source="coder")


def slug(name: str) -> str:
    """``name`` in lower case with hyphens; ASCII where letters can be written so."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", bare.casefold()).strip("-") or "unnamed"


def recast(state: State, article_id: str, unit: Unitlike, edit: Edit) -> tuple[Edit, tuple[Actor, ...]]:
    """``edit`` with the actor that fits a name's new type, and the actors to be made for it.

    The machine called a body a person and so proposed a person: once the coder says what the name is, that
    person must not be known in the next article. Only a link the coder has not chosen is changed.
    """
    found = fills(unit, "actor")
    if unit.layer is not Layer.MENTION or edit.category in (None, unit.category) or edit.slots is not None:
        return edit, ()
    if len(found) != 1 or len(found[0].actors) != 1 or state.actor(found[0].actors[0]) is not None:
        return edit, ()
    made = state.suggestion_set(article_id)
    proposed = next((a for a in (made.actors if made else ()) if a.id == found[0].actors[0]), None)
    kind = _KINDS.get(edit.category or "")
    if proposed is None or proposed.kind is kind:
        return edit, ()
    others = tuple(slot for slot in unit.slots if slot is not found[0])
    if kind is None:
        return replace(edit, slots=others), ()
    fitting = replace(make_actor(words(unit, state.article(article_id).text), kind), source="article")
    return replace(edit, slots=(*others, SlotFill("actor", actors=(fitting.id,)))), (fitting,)


def learned_name(state: State, article_id: str, unit: Unitlike, actor: Actor) -> Actor:
    """``actor`` with the name's words among those it goes by, so that the next article knows them.

    A description ("the head of state") is kept in lower case without its article; pronouns and a country's
    other names (a capital acts for it, and is still a town) are not kept.
    """
    if unit.layer is not Layer.MENTION or len(unit.spans) != 1 or actor.kind is ActorKind.COUNTRY:
        return actor
    form, said = value_of(unit, "form"), " ".join(words(unit, state.article(article_id).text).split())
    if form == "pronoun" or len(said) < 2:
        return actor
    if form in ("description", "title") or said.islower():
        said = _ARTICLE.sub("", said, count=1).casefold()
    if said.casefold() in {name.casefold() for name in (actor.name, *actor.aliases)}:
        return actor
    return replace(actor, aliases=(*actor.aliases, said))


def naming(state: State, article_id: str, unit: Unitlike, actor_id: str, changes: ChangeSet) -> ChangeSet:
    """``changes``, which link ``unit`` to the actor, with what `learned_name` adds to it."""
    for number, change in enumerate(changes.changes):
        if isinstance(change.after, Actor) and change.id == actor_id:
            named = Change(change.before, learned_name(state, article_id, unit, change.after))
            return ChangeSet((*changes.changes[:number], named, *changes.changes[number + 1 :]))
    before = state.actor(actor_id)
    after = learned_name(state, article_id, unit, before) if before else None
    if after is None or after == before:
        return changes
    return ChangeSet((Change(state.get("actor", actor_id), after), *changes.changes))
