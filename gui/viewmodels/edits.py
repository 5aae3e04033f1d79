"""Edits of units as values: another type, another value of a variable."""

from __future__ import annotations

from core.app.commands.parts import Edit
from core.domain.codebook import Codebook
from core.domain.coding import Unitlike, Variables, with_value
from core.domain.rules import applies, is_date, precision_of


def retyped(unit: Unitlike, code: str, codebook: Codebook) -> Edit:
    """The edit that gives ``unit`` another category and drops values that do not go with it."""
    variables = unit.variables
    for variable in codebook.layer(unit.layer).variables:
        fitting = {v.code for v in variable.values if v.parent in ("", code)}
        kept = dict(variables).get(variable.name, "")
        tied = any(v.parent for v in variable.values) and kept not in fitting
        if kept and (tied or not applies(variable, code)):
            variables = with_value(variables, variable.name, "")
    return Edit(category=code, variables=variables)


def set_value(variables: Variables, name: str, value: str) -> Variables:
    """``variables`` with ``name`` set; a date brings its precision along."""
    after = with_value(variables, name, value.strip())
    if name == "date":
        after = with_value(after, "date_precision", precision_of(value) if is_date(value) else "")
    return after
