"""Instants in tests."""

from __future__ import annotations

from datetime import datetime


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
