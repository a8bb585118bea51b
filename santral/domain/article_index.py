"""An inverted index of articles: a shard is the index of some of them, and whole in itself.

A shard's postings are one text, sorted: a line for each term, with the articles that have it. So a
shard is read from the store without being taken apart, a term is found by a search in a string,
and those that begin with the same letters stand together.

    \\nbakim\\t0.2.1 5.1.0      article 0 has it twice in its body and once in its title

Articles are ranked by BM25 with the title counted several times over, as in BM25F.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
section 3.6, with its usual k1 and b.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple

from santral.domain.article import Article
from santral.domain.search_terms import normalised, queried, terms_of

K1: Final = 1.2
B: Final = 0.75
TITLE_WEIGHT: Final = 5
BEGINNING_WEIGHT: Final = 0.6  # of a term that only begins like the last word of a query
STEM_WEIGHT: Final = 0.3

# Turkish, Russian and Italian inflect at the end. Where nobody wrote a word as it was asked for,
# those with the same first letters count.
# Source: Can et al., "Information Retrieval on Turkish Texts" (2008): five letters do as well as
# a lemmatiser.
STEM_LETTERS: Final = 5

_MOST_ALIKE: Final = 200  # terms that one word of a query may stand for


@dataclass(frozen=True, slots=True)
class Indexed:
    """
    Attributes:
        version: of the article that was indexed.
        length: its terms, the title's counted as often as they weigh.
    """

    id: str
    version: int
    length: int
    language: str = ""
    tags: tuple[str, ...] = ()
    published: bool = True


@dataclass(frozen=True, slots=True)
class Shard:
    articles: tuple[Indexed, ...] = ()
    postings: str = "\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; "" and None ask for nothing."""

    query: str
    language: str = ""
    tag: str = ""
    published: bool | None = True


@dataclass(frozen=True, slots=True)
class Hit:
    """
    Attributes:
        words: how many of the query's words the article has.
    """

    id: str
    words: int
    score: float


class _Posting(NamedTuple):  # a third of what making a dataclass costs; there are many
    in_body: int
    in_title: int

    @property
    def weight(self) -> int:
        return self.in_body + TITLE_WEIGHT * self.in_title


def with_article(shard: Shard, article: Article, version: int) -> Shard:
    """Return the shard with an article, over what it had of it."""
    articles, terms = _taken_apart(without_article(shard, article.id))
    _add(articles, terms, article, version)
    return _put_together(articles, terms)


def without_article(shard: Shard, article_id: str) -> Shard:
    if all(each.id != article_id for each in shard.articles):
        return shard
    articles, terms = _taken_apart(shard)
    del articles[article_id]
    for having in terms.values():
        having.pop(article_id, None)
    return _put_together(articles, terms)


def built(
    articles: Iterable[tuple[Article, int]], *, full_bytes: int, largest_bytes: int
) -> Iterator[Shard]:
    """Yield shards of many articles, each with its version.

    Args:
        full_bytes: a shard that has more takes no other article.
        largest_bytes: none takes an article that would make it larger, unless it is the first.
    """
    indexed: dict[str, Indexed] = {}
    terms: _Terms = defaultdict(dict)
    size = 0
    for article, version in articles:
        more = _bytes_of(article, terms)
        if indexed and (size > full_bytes or size + more > largest_bytes):
            yield _put_together(indexed, terms)
            indexed, terms, size = {}, defaultdict(dict), 0
        _add(indexed, terms, article, version)
        size += more
    if indexed:
        yield _put_together(indexed, terms)


def postings_of(shard: Shard) -> dict[str, dict[str, tuple[int, int]]]:
    """Return term -> article -> how often in body and title: what it says, whoever built it."""
    _, terms = _taken_apart(shard)
    return {
        term: {id_: (each.in_body, each.in_title) for id_, each in having.items()}
        for term, having in terms.items()
    }


def search(shards: Sequence[Shard], wanted: Wanted) -> list[Hit]:
    """Return every article that has any word of the query, the best first.

    Those that have more of the words come before those that have fewer, however often.
    """
    whole, beginning = queried(wanted.query)
    words = [(word, False) for word in dict.fromkeys(whole)]
    words += [(beginning, True)] if beginning else []
    articles = [each for shard in shards for each in shard.articles]
    if not articles:
        return []
    average = sum(each.length for each in articles) / len(articles) or 1.0
    having: defaultdict[str, list[float]] = defaultdict(list)
    for word, is_beginning in words:
        for id_, score in _scores(shards, word, len(articles), average, is_beginning=is_beginning):
            having[id_].append(score)
    hits = [
        Hit(each.id, len(having[each.id]), sum(having[each.id]))
        for each in articles
        if each.id in having and _is_allowed(each, wanted)
    ]
    return sorted(hits, key=lambda hit: (-hit.words, -hit.score, hit.id))


def _scores(
    shards: Sequence[Shard], word: str, count: int, average: float, *, is_beginning: bool
) -> Iterator[tuple[str, float]]:
    """Yield each article once that has the word, or one like it."""
    found = _alike(shards, word, is_beginning=is_beginning)
    best: dict[str, float] = {}
    for weight, having in found:
        idf = log(1 + (count - len(having) + 0.5) / (len(having) + 0.5))
        for article, posting in having:
            norm = K1 * (1 - B + B * article.length / average)
            score = weight * idf * posting.weight * (K1 + 1) / (posting.weight + norm)
            best[article.id] = max(score, best.get(article.id, 0.0))
    yield from best.items()


_Having = list[tuple[Indexed, _Posting]]


def _alike(
    shards: Sequence[Shard], word: str, *, is_beginning: bool
) -> list[tuple[float, _Having]]:
    """Return the terms that a word stands for: how much each counts, and who has it."""
    exact = [pair for shard in shards for pair in _exact(shard, word)]
    found = [(1.0, exact)] if exact else []
    if is_beginning:
        found += _beginning(shards, word, BEGINNING_WEIGHT)
    if not found and len(word) > STEM_LETTERS:
        found = _beginning(shards, word[:STEM_LETTERS], STEM_WEIGHT)
    return found


def _exact(shard: Shard, term: str) -> Iterator[tuple[Indexed, _Posting]]:
    place = shard.postings.find(f"\n{term}\t")
    if place >= 0:
        yield from _read(shard, _line(shard.postings, place + 1)[1])


def _beginning(shards: Sequence[Shard], begins: str, weight: float) -> list[tuple[float, _Having]]:
    by_term: defaultdict[str, _Having] = defaultdict(list)
    for shard in shards:
        place = shard.postings.find(f"\n{begins}") + 1
        while place and shard.postings.startswith(begins, place):
            term, written, place = _line(shard.postings, place)
            if term != begins:
                by_term[term] += _read(shard, written)
            if len(by_term) >= _MOST_ALIKE:
                break
    return [(weight, by_term[term]) for term in sorted(by_term)]


def _line(postings: str, place: int) -> tuple[str, str, int]:
    """Return a line's term and postings, and the place of the next; 0 where it is the last."""
    end = postings.index("\n", place)
    term, _, written = postings[place:end].partition("\t")
    return term, written, end + 1 if end + 1 < len(postings) else 0


def _read(shard: Shard, written: str) -> Iterator[tuple[Indexed, _Posting]]:
    for each in written.split():
        place, body, title = each.split(".")
        yield shard.articles[int(place)], _Posting(int(body), int(title))


_Terms = defaultdict[str, dict[str, _Posting]]


def _taken_apart(shard: Shard) -> tuple[dict[str, Indexed], _Terms]:
    terms: _Terms = defaultdict(dict)
    for line in shard.postings.split("\n"):
        term, _, written = line.partition("\t")
        if term:
            terms[term] = {article.id: posting for article, posting in _read(shard, written)}
    return {each.id: each for each in shard.articles}, terms


def _add(articles: dict[str, Indexed], terms: _Terms, article: Article, version: int) -> None:
    title = Counter(each.text for each in terms_of(normalised(article.title)))
    body = Counter(each.text for each in terms_of(normalised(article.body)))
    for term in title.keys() | body.keys():
        terms[term][article.id] = _Posting(body[term], title[term])
    length = body.total() + TITLE_WEIGHT * title.total()
    articles[article.id] = Indexed(
        article.id, version, length, article.language, article.tags, article.published
    )


def _bytes_of(article: Article, there: Container[str]) -> int:
    """Return by how much an article makes a shard with these terms larger in the store, at most."""
    terms = {each.text for each in terms_of(normalised(f"{article.title} {article.body}"))}
    return 200 + sum(10 if each in there else len(each.encode()) + 14 for each in terms)


def _put_together(articles: Mapping[str, Indexed], terms: _Terms) -> Shard:
    ordered = [articles[id_] for id_ in sorted(articles)]
    places = {each.id: place for place, each in enumerate(ordered)}
    lines = (_written(term, terms[term], places) for term in sorted(terms) if terms[term])
    return Shard(tuple(ordered), "\n" + "".join(f"{line}\n" for line in lines))


def _written(term: str, having: Mapping[str, _Posting], places: Mapping[str, int]) -> str:
    in_order: Iterable[str] = sorted(having, key=places.__getitem__)
    each = (f"{places[id_]}.{having[id_].in_body}.{having[id_].in_title}" for id_ in in_order)
    return f"{term}\t{' '.join(each)}"


def _is_allowed(article: Indexed, wanted: Wanted) -> bool:
    return (
        (wanted.published is None or article.published == wanted.published)
        and (not wanted.language or article.language in ("", wanted.language))
        and (not wanted.tag or wanted.tag in article.tags)
    )
