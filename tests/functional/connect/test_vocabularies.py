"""Vocabularies through boto3: made, found, and the default of a language."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal

CONTENT = "Phrase\tIPA\tSoundsLike\tDisplayAs\nsan-tral\t\t\tSantral\n"


def _make(client: Any, instance: Instance, name: str = "Names", **more: Any) -> str:
    request = {"LanguageCode": "en-GB", "Content": CONTENT, **more}
    made = client.create_vocabulary(InstanceId=instance.id, VocabularyName=name, **request)
    assert made["State"] == "CREATION_IN_PROGRESS"
    return str(made["VocabularyId"])


def _described(client: Any, instance: Instance, vocabulary: str) -> dict[str, Any]:
    answer = client.describe_vocabulary(InstanceId=instance.id, VocabularyId=vocabulary)
    return dict(answer["Vocabulary"])


def _defaults(client: Any, instance: Instance, **more: Any) -> list[str]:
    answer = client.list_default_vocabularies(InstanceId=instance.id, **more)
    return [each["VocabularyName"] for each in answer["DefaultVocabularyList"]]


def test_a_vocabulary_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    vocabulary = _make(client, instance, Tags={"team": "all"})

    described = _described(client, instance, vocabulary)

    assert described["Arn"] == f"{instance.arn}/vocabulary/{vocabulary}"
    assert (described["Name"], described["LanguageCode"]) == ("Names", "en-GB")
    assert described["Content"] == CONTENT
    assert described["State"] == "ACTIVE"
    assert described["Tags"] == {"team": "all"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("word", "The first line does not name the columns: Phrase, IPA, SoundsLike, DisplayAs."),
        ("IPA", "The first line does not name the columns: Phrase, IPA, SoundsLike, DisplayAs."),
        ("Phrase\nword\tmore", "Line 2 does not fit the columns."),
        ("DisplayAs\tPhrase\nA\ta\nB", "Line 3 does not fit the columns."),
    ],
)
def test_a_table_that_cannot_be_used_fails_and_says_why(
    client: Any, instance: Instance, content: str, reason: str
) -> None:
    described = _described(client, instance, _make(client, instance, Content=content))

    assert (described["State"], described["FailureReason"]) == ("CREATION_FAILED", reason)


def test_a_language_has_one_default(client: Any, instance: Instance) -> None:
    asked = {"InstanceId": instance.id, "LanguageCode": "en-GB"}
    names, places = _make(client, instance), _make(client, instance, "Places")
    french = _make(client, instance, "Noms", LanguageCode="fr-FR")
    failed = _make(client, instance, "Failed", Content="word")

    client.associate_default_vocabulary(**asked, VocabularyId=names)
    client.associate_default_vocabulary(**asked, VocabularyId=places)
    client.associate_default_vocabulary(
        InstanceId=instance.id, LanguageCode="fr-FR", VocabularyId=french
    )

    assert _defaults(client, instance) == ["Places", "Noms"]
    assert _defaults(client, instance, LanguageCode="fr-FR") == ["Noms"]
    for vocabulary in (french, failed):
        code = refusal(client.associate_default_vocabulary, **asked, VocabularyId=vocabulary)
        assert code == "InvalidRequestException"
    for size in (1, 100):
        key = "DefaultVocabularyList"
        rows = all_of(client, "list_default_vocabularies", key, size, InstanceId=instance.id)
        assert len(rows) == 2


def test_the_default_is_not_deleted_until_the_language_has_none(
    client: Any, instance: Instance
) -> None:
    names = _make(client, instance)
    asked = {"InstanceId": instance.id, "VocabularyId": names}
    client.associate_default_vocabulary(**asked, LanguageCode="en-GB")

    used = refusal(client.delete_vocabulary, **asked)
    client.associate_default_vocabulary(InstanceId=instance.id, LanguageCode="en-GB")
    state = client.delete_vocabulary(**asked)["State"]

    assert used == "ResourceInUseException"
    assert state == "DELETE_IN_PROGRESS"
    for call in (client.describe_vocabulary, client.delete_vocabulary):
        assert refusal(call, **asked) == "ResourceNotFoundException"


def test_vocabularies_are_found_by_name_language_and_state(client: Any, instance: Instance) -> None:
    _make(client, instance)
    _make(client, instance, "Noms", LanguageCode="fr-FR")
    _make(client, instance, "Failed", Content="word")

    def found(**request: Any) -> list[str]:
        answer = client.search_vocabularies(InstanceId=instance.id, **request)
        return [each["Name"] for each in answer["VocabularySummaryList"]]

    assert found(NameStartsWith="n") == ["Names", "Noms"]
    assert found(LanguageCode="fr-FR") == ["Noms"]
    assert found(State="CREATION_FAILED") == ["Failed"]
    for size in (1, 100):
        key = "VocabularySummaryList"
        rows = all_of(client, "search_vocabularies", key, size, InstanceId=instance.id)
        assert len(rows) == 3


def test_a_name_is_taken_once_and_there_are_twenty_at_most(client: Any, instance: Instance) -> None:
    for number in range(20):
        _make(client, instance, f"Names{number}")
    request = {"InstanceId": instance.id, "LanguageCode": "en-GB", "Content": CONTENT}

    taken = refusal(client.create_vocabulary, VocabularyName="Names1", **request)
    more = refusal(client.create_vocabulary, VocabularyName="Names20", **request)

    assert taken == "ResourceConflictException"
    assert more == "ServiceQuotaExceededException"
