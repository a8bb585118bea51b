"""Articles: what the business knows, for agents to look up while a customer waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, SUPERVISES
from functions.api.problems import invalid
from functions.api.profile import profile_of
from functions.api.replies import Created, Listed, Versioned, all_of, listed, version_tag
from functions.api.shapes import Id, LanguageCode, LongText, PageQuery, Shape, Words, fields_of
from functions.api.texts import Tag, Tags
from santral.domain.article import Article
from santral.domain.article_index import Wanted
from santral.domain.errors import NotFoundError
from santral.stores.articles import ArticleHit
from santral.stores.shelves import Page, Stored

routes = Routes("Articles")

_MOST_HITS = 50


class ArticleBody(Shape):
    title: Words
    body: Annotated[LongText, Field(description="text; blank lines part paragraphs")]
    language: Annotated[LanguageCode | Literal[""], Field(description="empty is any")] = ""
    tags: Tags = ()
    published: Annotated[bool, Field(description="whether agents find it")] = True


class ArticleSummary(Shape):
    id: str
    title: str
    language: str
    tags: tuple[str, ...]
    published: bool
    created_at: datetime
    changed_at: datetime | None


class ArticleView(ArticleSummary):
    body: str
    created_by: str
    changed_by: str


class SnippetView(Shape):
    text: str
    marks: Annotated[
        tuple[tuple[int, int], ...],
        Field(description="start and end of each word that was asked for, in characters"),
    ]
    begins: Annotated[bool, Field(description="whether the article begins with it")]
    ends: bool


class HitView(Shape):
    article: ArticleSummary
    snippet: SnippetView
    score: float


class ArticleSearchQuery(Shape):
    q: Words
    language: LanguageCode | Literal[""] = ""
    tag: Tag | Literal[""] = ""
    limit: Annotated[int, Field(ge=1, le=_MOST_HITS)] = 10


@routes.get("/v1/articles", roles=EVERYBODY)
def list_articles(call: Call, query: PageQuery) -> Listed[ArticleSummary]:
    """List articles, the oldest first.

    Agents and analysts see those that are published; a page may have fewer than `limit`.
    """
    page = call.here.articles.page(call.tenant, limit=query.limit, after=query.after)
    seen = tuple(each for each in page.items if _may_see(call, each.value))
    return listed(Page(seen, page.next), lambda each: ArticleSummary.model_validate(each.value))


@routes.get("/v1/articles/search", roles=EVERYBODY)
def search_articles(call: Call, query: ArticleSearchQuery) -> Listed[HitView]:
    """Find published articles, the best first.

    By words in any order and inflection; the last one may be the beginning of a word.
    """
    wanted = Wanted(query.q, query.language, query.tag)
    hits = call.here.articles.search(call.tenant, wanted, limit=query.limit)
    return all_of(_hit_view(each) for each in hits)


@routes.post("/v1/articles", roles=SUPERVISES)
def create_article(call: Call, body: ArticleBody) -> Created[ArticleView]:
    """Create an article; it is found at once."""
    _check(call, body)
    article = Article(
        id=call.dated_id(), created_at=call.now, created_by=call.asker.subject, **fields_of(body)
    )
    shown = _versioned(call.here.articles.create(call.tenant, article))
    return Created(shown.body, f"/v1/articles/{article.id}", shown.etag)


@routes.get("/v1/articles/{article_id}", roles=EVERYBODY)
def show_article(call: Call, article_id: Id) -> Versioned[ArticleView]:
    """Show an article."""
    stored = call.here.articles.load(call.tenant, article_id)
    if not _may_see(call, stored.value):
        raise NotFoundError("there is no such article")
    return _versioned(stored)


@routes.put("/v1/articles/{article_id}", roles=SUPERVISES, versioned=True)
def change_article(call: Call, article_id: Id, body: ArticleBody) -> Versioned[ArticleView]:
    """Put an article in the place of what it is.

    `published` lets agents find it, or no longer.
    """
    stored = call.here.articles.load(call.tenant, article_id)
    article = replace(stored.value, **fields_of(body))
    if article != stored.value:  # else it is the same request once more
        call.expect(version_tag(stored))
        _check(call, body)
        article = replace(article, changed_at=call.now, changed_by=call.asker.subject)
    # Also where nothing is new: whoever broke off may not have come as far as the index.
    changed = call.here.articles.change(call.tenant, article, replacing=stored.version)
    return _versioned(changed)


@routes.delete("/v1/articles/{article_id}", roles=SUPERVISES, versioned=True)
def delete_article(call: Call, article_id: Id) -> None:
    """Delete an article."""
    stored = call.here.articles.load(call.tenant, article_id)
    call.expect(version_tag(stored))
    call.here.articles.delete(call.tenant, article_id, replacing=stored.version)


def _may_see(call: Call, article: Article) -> bool:
    return article.published or call.has_role(*SUPERVISES)


def _check(call: Call, body: ArticleBody) -> None:
    """
    Raises:
        ProblemError: it is in a language that the business does not have.
    """
    if body.language and profile_of(call).language(body.language) is None:
        raise invalid([("body.language", "expected one of the languages")])


def _hit_view(hit: ArticleHit) -> HitView:
    return HitView(
        article=ArticleSummary.model_validate(hit.article.value),
        snippet=SnippetView.model_validate(hit.snippet),
        score=hit.score,
    )


def _versioned(stored: Stored[Article]) -> Versioned[ArticleView]:
    return Versioned(ArticleView.model_validate(stored.value), version_tag(stored))
