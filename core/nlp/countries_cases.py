"""The cases of names in languages that bend them: Russian countries, German's genitive and dative."""

from __future__ import annotations

# How a Russian name ends; genitive, dative, accusative, instrumental, prepositional. The first fit wins.
_ENDINGS = (
    ("ия", ("ии", "ии", "ию", "ией", "ии")),
    ("ья", ("ьи", "ье", "ью", "ьей", "ье")),
    ("я", ("и", "е", "ю", "ей", "е")),
    ("ка", ("ки", "ке", "ку", "кой", "ке")),
    ("га", ("ги", "ге", "гу", "гой", "ге")),
    ("ша", ("ши", "ше", "шу", "шей", "ше")),
    ("а", ("ы", "е", "у", "ой", "е")),
    ("русь", ("руси", "руси", "русь", "русью", "руси")),
    ("ь", ("я", "ю", "ь", "ем", "е")),
    ("й", ("я", "ю", "й", "ем", "е")),
    ("таты", ("татов", "татам", "таты", "татами", "татах")),
    ("раты", ("ратов", "ратам", "раты", "ратами", "ратах")),
    ("ланды", ("ландов", "ландам", "ланды", "ландами", "ландах")),
    ("ы", ("", "ам", "ы", "ами", "ах")),
    ("ж", ("жа", "жу", "ж", "жем", "же")),
    ("ш", ("ша", "шу", "ш", "шем", "ше")),
    ("н", ("на", "ну", "н", "ном", "не")),
)
_ADJECTIVES = (
    ("ая", ("ой", "ой", "ую", "ой", "ой")),
    ("ый", ("ого", "ому", "ый", "ым", "ом")),
    ("ий", ("ого", "ому", "ий", "им", "ом")),
    ("ые", ("ых", "ым", "ые", "ыми", "ых")),
    ("ие", ("их", "им", "ие", "ими", "их")),
)
_FIXED = "аеёиоуэюя"  # a name that ends in another vowel than those above stays as it is
_GENITIVES = ("ых", "их")  # "of the United Nations": from there on nothing changes any more
_CASES = 5
_NO_GENITIVE = ("s", "ß", "x", "z")


def cases(language: str, name: str) -> tuple[str, ...]:
    """``name`` first, then its other cases; itself alone where the language, or the name, bends nothing."""
    if language == "ru":
        return tuple(dict.fromkeys((name, *_russian(name))))
    return (name, *_german(name)) if language == "de" else (name,)


def _german(name: str) -> tuple[str, ...]:
    """ "Frankreichs", "den Vereinigten Staaten", "der Europäischen Union"."""
    words = name.split(" ")
    if len(words) > 1 and any(word.endswith("e") for word in words[:-1]):
        bent = [f"{word}n" if word.endswith("e") else word for word in words[:-1]]
        last = f"{words[-1]}n" if words[-1].endswith(("ate", "ande")) else words[-1]
        return (" ".join([*bent, last]),)
    if len(words) > 1 or name.isupper() or name.endswith(_NO_GENITIVE):
        return ()
    return (f"{name}n",) if name.endswith("lande") else (f"{name}s",)


def _russian(name: str) -> list[str]:
    words = name.split(" ")
    free = next((k for k, word in enumerate(words) if word.endswith(_GENITIVES)), len(words))
    bent = [
        _bent(word, _ADJECTIVES if k + 1 < free and _is_adjective(word) else _ENDINGS)
        for k, word in enumerate(words[:free])
    ]
    return [" ".join([*forms, *words[free:]]) for forms in zip(*bent, strict=True)]


def _is_adjective(word: str) -> bool:
    return any(word.endswith(ending) for ending, _ in _ADJECTIVES)


def _bent(word: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    if word.isupper() or len(word) < 3:
        return (word,) * _CASES
    for ending, forms in endings:
        if word.endswith(ending):
            return tuple(word[: -len(ending)] + form for form in forms)
    if word[-1] in _FIXED:
        return (word,) * _CASES
    return tuple(word + form for form in ("а", "у", "", "ом", "е"))
