"""The profile of AWS credentials that the environment names."""

from __future__ import annotations

from santral.domain.errors import InputError
from santral.stores.clients import new_session


def ensure_profile() -> None:
    """
    Raises:
        InputError: the environment names a profile that there is none of.
    """
    session = new_session()
    profile = session.profile
    if profile is not None and profile not in session.available_profiles:
        raise InputError(f"AWS_PROFILE: there is no profile {profile!r} in the AWS configuration")
