"""Rapporteur's core: values, rules and doors. It knows no Qt."""
