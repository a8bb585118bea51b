"""What all tests share: the fixtures that users' own tests have as well."""

from __future__ import annotations

pytest_plugins = ["santral.local.testing.plugin"]
