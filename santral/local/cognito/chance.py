"""Ids, secrets and numbers that cannot be guessed, all from one generator."""

from __future__ import annotations

from base64 import b32encode, urlsafe_b64encode
from random import Random
from uuid import UUID


class Chance:
    def __init__(self, random: Random) -> None:
        """
        Args:
            random: a SystemRandom where anybody but a test signs in.
        """
        self.random = random

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def octets(self, number: int) -> bytes:
        return self.random.getrandbits(8 * number).to_bytes(number, "big")

    def text(self, octets: int) -> str:
        """Give base64url of so many octets."""
        return urlsafe_b64encode(self.octets(octets)).rstrip(b"=").decode()

    def base32(self, octets: int) -> str:
        return b32encode(self.octets(octets)).rstrip(b"=").decode()
