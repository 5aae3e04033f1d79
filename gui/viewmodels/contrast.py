"""How well two colours can be told apart, and the nearest shade of a colour that can be; after WCAG 2.1."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

GRAPHIC = 3.0  # least ratio of what is not text (WCAG 2.1, success criterion 1.4.11)
TEXT = 4.5  # of text (1.4.3)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1, as WCAG 2.1 defines it."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def readable(colour: str, ground: str, least: float = GRAPHIC) -> str:
    """``colour`` itself where it stands out enough from ``ground``, else the nearest shade of its hue.

    ``least``: the ratio asked for; beyond what black and white can give, whichever of them gives more.
    """
    if ratio(colour, ground) >= least:
        return colour
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    shades = (light + step / 200 * sign for step in range(1, 201) for sign in (-1, 1))
    for shade in shades:
        if 0 <= shade <= 1:
            found = _named(hls_to_rgb(hue, shade, saturation))
            if ratio(found, ground) >= least:
                return found
    return max("#000000", "#FFFFFF", key=lambda extreme: ratio(extreme, ground))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _named(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
