"""Articles are found by what they say, in five languages, the best first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.article import Article
from santral.domain.article_index import (
    Shard,
    Wanted,
    postings_of,
    search,
    with_article,
    without_article,
)
from santral.domain.search_terms import normalised, terms_of
from santral.domain.snippets import LONGEST, snippet

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ARTICLES = [
    Article("tr", "Klima bakımı", "Klimanızın filtresini yılda iki kez IŞIKTA kurutun.", NOW, "d",
            "tr", ("care",)),
    Article("ru", "Чистка фильтра", "Ёмкость фильтра чистят тёплой водой.", NOW, "d", "ru"),
    Article("it", "Pulizia del filtro", "La città ha l'acqua dura: pulire più spesso.", NOW, "d",
            "it"),
    Article("zh", "空调维修", "请关闭空调电源，然后清洗过滤网。", NOW, "d", "zh"),
    Article("en", "Cleaning a filter", "Wash the filter. Never wash it hot.", NOW, "d", "en"),
    Article("draft", "Filter prices", "Not yet.", NOW, "d", published=False),
]  # fmt: skip


def index(articles: list[Article], shards: int = 2) -> list[Shard]:
    made = [Shard() for _ in range(shards)]
    for place, each in enumerate(articles):
        made[place % shards] = with_article(made[place % shards], each, 1)
    return made


def found(query: str, **wanted: object) -> list[str]:
    hits = search(index(ARTICLES), Wanted(query, **wanted))  # type: ignore[arg-type]
    return [each.id for each in hits]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("ışıkta", ["tr"]),
        ("ISIKTA ", ["tr"]),
        ("KLİMA", ["tr"]),
        ("емкость", ["ru"]),
        ("ФИЛЬТРА чистка", ["ru"]),
        ("citta", ["it"]),
        ("acqua", ["it"]),
        ("空调", ["zh"]),
        ("过滤网", ["zh"]),
        ("维", ["zh"]),
        ("修", ["zh"]),
        ("washing", []),
        ("wash hot", ["en"]),
        ("nothing like it", ["en"]),
        ("", []),
        ("?!", []),
    ],
)
def test_an_article_is_found_in_its_language(query: str, ids: list[str]) -> None:
    assert found(query) == ids


def test_the_last_word_may_be_a_beginning_and_the_others_may_not() -> None:
    assert sorted(found("fil")) == ["en", "it", "tr"]
    assert found("fil ") == []
    assert sorted(found("was fil")) == ["en", "it", "tr"]


def test_a_word_that_nobody_wrote_so_stands_for_those_that_begin_alike() -> None:
    assert sorted(found("filtresi ")) == ["it", "tr"]
    assert found("фильтры ") == ["ru"]


def test_an_article_with_the_word_in_its_title_comes_first() -> None:
    articles = [
        Article("body", "Heating", "The pump of the heating is a pump like any pump.", NOW, "d"),
        Article("title", "The pump", "It is in the cellar, behind the door.", NOW, "d"),
    ]

    assert [each.id for each in search(index(articles), Wanted("pump"))] == ["title", "body"]


def test_an_article_with_more_of_the_words_comes_before_one_with_fewer() -> None:
    articles = [
        Article("one", "Filter", "Filter, filter and filter.", NOW, "d"),
        Article("both", "Water", "Water runs through a filter.", NOW, "d"),
    ]

    assert [each.id for each in search(index(articles), Wanted("filter water"))] == ["both", "one"]


def test_drafts_other_languages_and_other_tags_are_left_out() -> None:
    assert "draft" not in found("filter")
    assert found("filter", published=None)[0] == "draft"
    assert found("fil", language="it") == ["it"]
    assert found("fil", tag="care") == ["tr"]


words = st.text("abı çşИя空调", min_size=1, max_size=4)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
articles_st = st.lists(
    st.builds(Article, st.sampled_from("abcdef"), texts, texts, st.just(NOW), st.just("d")),
    max_size=8,
)


@given(articles_st)
def test_an_article_is_found_by_each_of_its_words(articles: list[Article]) -> None:
    newest = {each.id: each for each in articles}
    shards = index(articles, shards=1)

    for article in newest.values():
        for term in terms_of(normalised(f"{article.title} {article.body}")):
            assert article.id in [each.id for each in search(shards, Wanted(f"{term.text} "))]


@given(articles_st, st.sets(st.sampled_from("abcdef")))
def test_an_index_that_was_changed_is_one_that_is_built_anew(
    articles: list[Article], deleted: set[str]
) -> None:
    [changed] = index(articles, shards=1)
    for id_ in sorted(deleted):
        changed = without_article(changed, id_)
    left = {each.id: each for each in articles if each.id not in deleted}

    [anew] = index([left[id_] for id_ in sorted(left)], shards=1)

    assert changed == anew
    assert {id_ for having in postings_of(changed).values() for id_ in having} <= set(left)


@given(articles_st, texts, st.integers(1, 4))
def test_how_articles_are_spread_over_shards_changes_no_answer(
    articles: list[Article], query: str, shards: int
) -> None:
    single = list({each.id: each for each in articles}.values())

    hits = search(index(single, shards), Wanted(query))

    assert [(each.id, each.words) for each in hits] == [
        (each.id, each.words) for each in search(index(single, 1), Wanted(query))
    ]


@given(st.text(max_size=600), st.text(max_size=20))
def test_a_snippet_marks_words_of_the_text_and_nothing_else(text: str, query: str) -> None:
    shown = snippet(text, query)

    assert shown.text in normalised(text)
    assert len(shown.text) <= LONGEST + 40
    ends = [0, *[end for _, end in shown.marks]]
    assert all(
        ends[n] <= start < end <= len(shown.text) for n, (start, end) in enumerate(shown.marks)
    )


def test_a_snippet_shows_where_the_words_are() -> None:
    text = "Something else first. " * 30 + "The FİLTRE is washed in warm water. " + "More. " * 80

    shown = snippet(text, "filtre warm")

    assert [shown.text[start:end] for start, end in shown.marks] == ["FİLTRE", "warm"]
    assert (shown.begins, shown.ends) == (False, False)
    assert snippet(text, "zebra").begins


def test_an_article_that_is_changed_is_not_found_by_what_it_said() -> None:
    [shard] = index([ARTICLES[4]], shards=1)
    shard = with_article(shard, replace(ARTICLES[4], body="Buy a new one."), 2)

    assert [each.id for each in search([shard], Wanted("buy "))] == ["en"]
    assert search([shard], Wanted("wash ")) == []
    assert shard.articles[0].version == 2
