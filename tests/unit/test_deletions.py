"""The stages of a deletion, its certificate and its mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from santral.domain.certificate import as_text, certificate_of
from santral.domain.deletion import SEEN, STAGES, Deletion, Stage
from santral.domain.deletion_mails import asked_mail, deleted_mail
from santral.domain.errors import ConflictError
from santral.domain.plain import from_json, to_json

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DELETION = Deletion("shop", "d-1", NOW, "owner-1", since=NOW)


def test_the_stages_end_with_the_books() -> None:
    stages = [DELETION.stage]
    deletion = DELETION
    while deletion.stage is not Stage.BOOKS:
        deletion = deletion.advanced(NOW)
        stages.append(deletion.stage)

    assert stages == list(STAGES)
    assert SEEN[-1] is Stage.CERTIFICATE


def test_nothing_is_exported_or_taken_away_after_members_can_no_longer_sign_in() -> None:
    assert STAGES.index(Stage.LAST_EXPORT) < STAGES.index(Stage.MEMBERS)
    assert STAGES.index(Stage.CONNECT) < STAGES.index(Stage.LAST_EXPORT)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_it_can_be_taken_back_in_the_first_stage_alone(stage: Stage) -> None:
    with pytest.raises(ConflictError):
        replace(DELETION, stage=stage).cancelled(NOW)

    assert DELETION.cancelled(NOW).cancelled(NOW).stage is Stage.CANCELLED


def test_a_job_elsewhere_has_an_id_that_can_be_a_file_s_name() -> None:
    again = replace(DELETION, stage=Stage.LAST_EXPORT).tried_again()

    assert again.job_elsewhere == "d-1-last-export-2"


def test_what_is_removed_adds_up() -> None:
    first = DELETION.counting({"contacts": 100, "recordings": 0}, ("shop#contacts#2026-11", "z"))
    second = first.counting({"contacts": 7, "recordings": 3}, ("shop#contacts#2026-12", "a"))

    assert second.removed == {"contacts": 107, "recordings": 3}
    assert second.advanced(NOW).counted == ("", "")


def test_only_the_last_five_links_are_good() -> None:
    deletion = DELETION
    for number in range(7):
        deletion = deletion.handed_out(f"digest-{number}")

    assert deletion.link_digests == tuple(f"digest-{number}" for number in (2, 3, 4, 5, 6))


def test_a_deletion_is_stored_and_read_as_it_was() -> None:
    stored = DELETION.counting({"orders": 2}, ("shop#order", "9")).waiting(NOW)

    assert from_json(Deletion, to_json(stored)) == stored


def test_the_certificate_says_until_when_what_outlives_it() -> None:
    done = DELETION.counting({"orders": 2, "articles": 1}, ("", ""))

    certificate = certificate_of(done, NOW + timedelta(days=1), numbers=2)

    until = {each.what: each.until for each in certificate.outlives}
    assert list(certificate.removed) == ["articles", "orders"]
    assert until["the export"] == datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert until["backups of tables"] == datetime(2026, 12, 29, 9, tzinfo=UTC)
    assert until["telephone numbers: 2"] is None


def test_the_certificate_is_read_as_text() -> None:
    done = DELETION.counting({"orders": 2}, ("", ""))

    text = as_text(certificate_of(done, NOW, numbers=0))

    assert text.startswith("# Certificate of deletion d-1\n\nBusiness: shop\n")
    assert "- orders: 2\n" in text
    assert "- backups of tables (DynamoDB point-in-time recovery): until 2026-12-28." in text
    assert "telephone numbers" not in text


@pytest.mark.parametrize("language", ["en", "tr", "ru", "it", "zh", "xx"])
def test_mails_say_what_and_until_when(language: str) -> None:
    asked = asked_mail(language, "Serin Klima", NOW)
    deleted = deleted_mail(language, "Serin Klima", "https://pages.example/export#x", "THE TEXT")

    assert "2026-11-23 09:00 UTC" in asked.text
    assert "Serin Klima" in asked.subject
    assert "https://pages.example/export#x" in deleted.text
    assert deleted.text.endswith("THE TEXT")
