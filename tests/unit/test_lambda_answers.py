"""What of a function's answer a flow may read, and why Connect would not let it."""

from __future__ import annotations

import pytest

from santral.domain.errors import InputError
from santral.engine.lambdas import check_answer
from santral.engine.steps import LambdaAnswered, LambdaFailed
from santral.local.foreign import parse_answer

DEEP = '{"a":' * 900 + "1" + "}" * 900


@pytest.mark.parametrize("answer", ['{"next": "queue"}', '{"name": "Ay\\u015fe"}', "{}"])
def test_a_flat_map_of_texts_is_accepted(answer: str) -> None:
    assert isinstance(check_answer(answer, "STRING_MAP"), LambdaAnswered)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ('{"half": "\\ud800"}', "half a character"),
        ('{"\\uD800": "half"}', "half a character"),
        ('{"half": "\ud800"}', "not JSON"),
        ('{"next": 1}', "flat map"),
        ("[]", "not an object"),
        ("", "not JSON"),
    ],
)
def test_what_no_flow_could_say_is_refused(answer: str, why: str) -> None:
    refused = check_answer(answer, "STRING_MAP")

    assert isinstance(refused, LambdaFailed)
    assert why in refused.reason


@pytest.mark.parametrize("answer", [DEEP, '{"a": NaN}', '{"a": 1e999}', '{"a": ["\\udfff"]}'])
def test_json_that_cannot_be_written_again_is_refused(answer: str) -> None:
    assert isinstance(check_answer(answer, "JSON"), LambdaFailed)


@pytest.mark.parametrize("answer", [DEEP, '{"a": NaN}', '{"a": "\\ud800"}', "[]", ""])
def test_an_answer_on_the_command_line_is_held_to_the_same(answer: str) -> None:
    with pytest.raises(InputError):
        parse_answer(f"lookup={answer}")
