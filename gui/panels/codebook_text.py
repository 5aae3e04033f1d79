"""The codebook at hand as a page: definition, what counts, what does not, examples, where it comes from."""

from __future__ import annotations

from html import escape

from gui.viewmodels.views import Definition


def definition_html(found: Definition | None) -> str:
    """The page of one category; what to do when none is current."""
    if found is None:
        return "<p>Choose a mark, a card or a topic: what its category means is shown here.</p>"
    parts = [f"<h3>{escape(found.label)}</h3>"]
    place = " › ".join(filter(None, (*found.path, found.group)))
    if place:
        parts.append(f"<p><small>{escape(place)}</small></p>")
    if found.definition:
        parts.append(f"<p>{escape(found.definition)}</p>")
    parts.append(_items("Counts", found.include))
    parts.append(_items("Does not count", found.exclude))
    parts.append(_items("Examples", found.examples))
    parts.append(_items("Rulings", found.rulings))
    source = " · ".join(filter(None, (found.scheme, found.licence)))
    if source:
        parts.append(f"<hr><p><small>{escape(source)}</small></p>")
    if found.cite:
        parts.append(f"<p><small>{escape(found.cite)}</small></p>")
    return "".join(parts)


def _items(title: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    return f"<h4>{title}</h4><ul>{''.join(f'<li>{escape(each)}</li>' for each in items)}</ul>"
