"""Articles as a business keeps them, and an index that is never half old and half new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from santral.domain.article import Article
from santral.domain.article_index import Wanted, postings_of
from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.stores.article_shards import ArticleShards
from santral.stores.articles import Articles
from santral.stores.tables import DocumentItem
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import Cloud

NOW = sample.MONDAY_MORNING


@pytest.fixture(autouse=True)
def _shop(empty_cloud: Cloud):
    with acting_for("shop"):
        yield


@pytest.fixture
def articles() -> Articles:
    return Articles(ArticleShards())


def article(id_: str, body: str = "Wash the filter.", title: str = "Cleaning") -> Article:
    return Article(id_, title, body, NOW, "deniz")


def found(articles: Articles, query: str) -> list[str]:
    return [each.article.id for each in articles.search("shop", Wanted(query))]


def test_an_article_that_cannot_be_read_is_no_mistake_of_who_searches(
    articles: Articles, empty_cloud: Cloud
) -> None:
    articles.create("shop", article("a"))
    item = DocumentItem.get("shop#article", "a")
    item.update([DocumentItem.content.set("{}")])

    with pytest.raises(DependencyError):
        articles.search("shop", Wanted("filter"))


@contextmanager
def at_write(cloud: Cloud, number: int, happens: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, before that write is sent."""
    writes = 0

    def count(event_name: str, **_: Any) -> None:
        nonlocal writes
        if event_name.endswith(("PutItem", "BatchWriteItem", "DeleteItem")):
            writes += 1
            if writes == number:
                happens()

    events: Any = cloud.clients.dynamodb.meta.events
    events.register_first("before-send.dynamodb", count)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb", count)


def be_killed() -> None:
    raise RuntimeError("killed")


def test_an_article_is_found_and_shown_with_its_words_marked(articles: Articles) -> None:
    articles.create("shop", article("a"))

    [hit] = articles.search("shop", Wanted("filter"))

    assert hit.article.value == article("a")
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["filter"]


def test_a_changed_article_is_found_by_what_it_says_now(articles: Articles) -> None:
    articles.create("shop", article("a"))
    articles.change("shop", article("a", "Buy a new one."), replacing=1)

    assert found(articles, "filter ") == []
    assert found(articles, "buy ") == ["a"]


def test_a_deleted_article_is_not_found(articles: Articles) -> None:
    articles.create("shop", article("a"))
    articles.create("shop", article("b"))

    articles.delete("shop", "a", replacing=1)
    articles.delete("shop", "a", replacing=1)

    assert found(articles, "filter") == ["b"]
    with pytest.raises(NotFoundError):
        articles.load("shop", "a")


def test_of_two_changes_from_one_version_the_second_is_refused(articles: Articles) -> None:
    articles.create("shop", article("a"))
    articles.change("shop", article("a", "One."), replacing=1)

    with pytest.raises(ConflictError):
        articles.change("shop", article("a", "Two."), replacing=1)
    assert found(articles, "one") == ["a"]


def test_an_article_that_is_too_long_is_refused(articles: Articles) -> None:
    with pytest.raises(InputError):
        articles.create("shop", article("a", "x" * 20_001))
    assert articles.page("shop", limit=9).items == ()


def test_a_search_in_an_index_that_was_read_before_is_one_small_read(
    empty_cloud: Cloud, articles: Articles
) -> None:
    articles.create("shop", article("a"))
    articles.search("shop", Wanted("filter"))
    empty_cloud.dynamodb.operations.clear()

    articles.search("shop", Wanted("nothing"))

    assert empty_cloud.dynamodb.operations == ["GetItem"]


def test_many_long_articles_are_spread_over_shards(articles: Articles) -> None:
    for number in range(9):
        body = " ".join(f"w{number}x{place}" for place in range(2_500))
        articles.create("shop", article(f"a{number}", body[:20_000]))

    shards = ArticleShards().read("shop")
    assert len(shards) == 2
    assert found(articles, "w3x77 ") == ["a3"]
    assert found(articles, "w8x77 ") == ["a8"]


def test_the_longest_article_in_chinese_fits(articles: Articles) -> None:
    body = "".join(chr(0x4E00 + (place * 7919) % 20_000) for place in range(20_000))

    articles.create("shop", article("zh", body))

    assert found(articles, body[77:80]) == ["zh"]


@pytest.mark.parametrize("at", range(1, 5))
def test_a_change_that_was_broken_off_is_completed_when_made_again(
    empty_cloud: Cloud, articles: Articles, at: int
) -> None:
    articles.create("shop", article("a"))
    changed = article("a", "Buy a new one.")
    with at_write(empty_cloud, at, be_killed), suppress(RuntimeError):
        articles.change("shop", changed, replacing=1)

    articles.change("shop", changed, replacing=1)

    assert (found(articles, "buy "), found(articles, "filter ")) == (["a"], [])


@pytest.mark.parametrize("at", range(1, 4))
@pytest.mark.parametrize("other", ["change", "delete", "another"])
def test_two_writers_at_once_leave_an_index_that_agrees(
    empty_cloud: Cloud, articles: Articles, at: int, other: str
) -> None:
    articles.create("shop", article("a"))
    meanwhile = {
        "change": lambda: articles.change("shop", article("a", "Other words."), replacing=1),
        "delete": lambda: articles.delete("shop", "a"),
        "another": lambda: articles.create("shop", article("b", "Other words.")),
    }
    with at_write(empty_cloud, at, meanwhile[other]), suppress(ConflictError):
        articles.change("shop", article("a", "Buy a new one."), replacing=1)

    before = [postings_of(each) for each in ArticleShards().read("shop")]
    articles.rebuild("shop")
    after = [postings_of(each) for each in ArticleShards().read("shop")]

    assert before == after


def test_a_reader_has_the_old_index_or_the_new_one(empty_cloud: Cloud, articles: Articles) -> None:
    articles.create("shop", article("a"))
    answers = []

    def read() -> None:
        answers.append((found(Articles(ArticleShards()), "filter "), found(articles, "buy ")))

    for at in range(1, 5):
        with at_write(empty_cloud, at, read):
            there = articles.load("shop", "a")
            body = "Buy a new one." if at % 2 else "Wash the filter."
            articles.change("shop", article("a", body), replacing=there.version)

    assert set(map(str, answers)) <= {"(['a'], [])", "([], ['a'])"}


def test_what_a_broken_off_change_has_left_is_swept_away(
    empty_cloud: Cloud, articles: Articles
) -> None:
    articles.create("shop", article("a"))
    with at_write(empty_cloud, 3, be_killed), suppress(RuntimeError):
        articles.change("shop", article("a", "Buy a new one."), replacing=1)
    query: Any = {
        "TableName": "t-documents",
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": {"S": "shop#article-shard"}},
    }
    count = empty_cloud.clients.dynamodb.query
    left = count(**query)["Count"]

    articles.rebuild("shop")

    assert (left, count(**query)["Count"]) == (2, 1)
    assert found(articles, "buy") == ["a"]


def test_another_business_finds_none_of_them(articles: Articles) -> None:
    articles.create("shop", replace(article("a"), language="en"))

    with acting_for("clinic"):
        assert articles.search("clinic", Wanted("filter")) == []
