"""Articles, each in an item of its own, and an index in which they are searched for.

An article is written first, and then the index made to agree with it. Where that is broken off,
the same change made again completes it; until then a search leaves out what is no longer so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from santral.domain.article import LONGEST_BODY, LONGEST_TITLE, MOST_ARTICLES, Article
from santral.domain.article_index import (
    Shard,
    Wanted,
    built,
    search,
    with_article,
    without_article,
)
from santral.domain.errors import InputError
from santral.domain.snippets import Snippet, snippet
from santral.stores.article_shards import FULL_BYTES, LARGEST_BYTES, ArticleShards, size_of
from santral.stores.shelves import Page, Shelf, Stored

_ARTICLES: Final = Shelf("article", Article)


@dataclass(frozen=True, slots=True)
class ArticleHit:
    article: Stored[Article]
    snippet: Snippet
    score: float


class Articles:
    """Every method raises DependencyError where DynamoDB fails or an item cannot be read."""

    def __init__(self, shards: ArticleShards) -> None:
        self._shards = shards

    def load(self, tenant: str, id_: str) -> Stored[Article]:
        """
        Raises:
            NotFoundError: there is none.
        """
        return _ARTICLES.load(tenant, id_)

    def page(self, tenant: str, *, limit: int, after: str | None = None) -> Page[Article]:
        """Read a page in the order of ids."""
        return _ARTICLES.page(tenant, limit=limit, after=after)

    def all(self, tenant: str) -> Iterator[Stored[Article]]:
        return _ARTICLES.all(tenant)

    def create(self, tenant: str, article: Article) -> Stored[Article]:
        """Write a new article; the same again is no conflict.

        Raises:
            ConflictError: there is another one of that id.
            InputError: it is too long, or there are too many.
        """
        _ensure_short(article)
        if self._shards.count(tenant) >= MOST_ARTICLES and not _ARTICLES.find(tenant, article.id):
            raise InputError(f"a business has {MOST_ARTICLES} articles at most")
        made = _ARTICLES.create(tenant, article.id, article)
        self._agree(tenant, article.id)
        return made

    def change(self, tenant: str, article: Article, *, replacing: int) -> Stored[Article]:
        """
        Raises:
            ConflictError: somebody has changed or deleted it since.
            InputError: it is too long.
        """
        _ensure_short(article)
        changed = _ARTICLES.replace(tenant, article.id, article, replacing=replacing)
        self._agree(tenant, article.id)
        return changed

    def delete(self, tenant: str, id_: str, *, replacing: int | None = None) -> None:
        """Delete an article; one that is gone already is no error.

        Raises:
            ConflictError: somebody has changed it since.
        """
        _ARTICLES.delete(tenant, id_, replacing=replacing)
        self._agree(tenant, id_)

    def search(self, tenant: str, wanted: Wanted, *, limit: int = 10) -> list[ArticleHit]:
        """Find articles, the best first."""
        hits = search(self._shards.read(tenant), wanted)[:limit]
        there = _ARTICLES.find_many(tenant, (each.id for each in hits))
        return [
            ArticleHit(there[hit.id], snippet(there[hit.id].value.body, wanted.query), hit.score)
            for hit in hits
            if hit.id in there and _is_still(there[hit.id].value, wanted)
        ]

    def rebuild(self, tenant: str) -> None:
        """Make the index anew from all articles; not while one of them is being changed."""
        stored = ((each.value, each.version) for each in _ARTICLES.all(tenant))
        shards = list(built(stored, full_bytes=FULL_BYTES, largest_bytes=LARGEST_BYTES))

        def all_anew(before: Mapping[str, Shard]) -> Mapping[str, Shard | None]:
            new = {f"new {place}": each for place, each in enumerate(shards)}
            return {**dict.fromkeys(before), **new}

        self._shards.change(tenant, all_anew)
        self._shards.sweep(tenant)

    def _agree(self, tenant: str, id_: str) -> None:
        """Make the index say of an article what is so.

        Every change of the index leaves another manifest, also where it has nothing to take out:
        so whoever has read an article before it was deleted cannot put it back.
        """

        def changed(shards: Mapping[str, Shard]) -> Mapping[str, Shard | None]:
            article = _ARTICLES.find(tenant, id_)
            return _with(shards, article) if article else _without(shards, id_)

        self._shards.change(tenant, changed)


def _without(shards: Mapping[str, Shard], id_: str) -> dict[str, Shard | None]:
    having = {key: each for key, each in shards.items() if _has(each, id_)}
    left = {key: without_article(each, id_) for key, each in having.items()}
    return {key: each if each.articles else None for key, each in left.items()}


def _with(shards: Mapping[str, Shard], article: Stored[Article]) -> dict[str, Shard | None]:
    """Put an article where it was, else where there is room, else into a shard of its own."""
    changed = _without(shards, article.id)
    where = next(iter(changed), "") or next(
        (key for key in sorted(shards) if _has_room(shards[key])), ""
    )
    grown = with_article(shards.get(where, Shard()), article.value, article.version)
    if where and size_of(grown) > LARGEST_BYTES:
        where, grown = "", with_article(Shard(), article.value, article.version)
    return {**changed, where: grown}


def _has(shard: Shard, id_: str) -> bool:
    return any(each.id == id_ for each in shard.articles)


def _has_room(shard: Shard) -> bool:
    return len(shard.postings.encode()) < FULL_BYTES


def _is_still(article: Article, wanted: Wanted) -> bool:
    """Say whether a hit may be shown; the index may be a change behind."""
    return wanted.published is None or article.published == wanted.published


def _ensure_short(article: Article) -> None:
    if len(article.title) > LONGEST_TITLE or len(article.body) > LONGEST_BODY:
        most = f"{LONGEST_TITLE} and {LONGEST_BODY} characters"
        raise InputError(f"an article's title and body have {most} at most")
