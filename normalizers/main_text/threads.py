"""Threads: posts of a forum and comments of readers, told by their structure: time, floor and reply buttons again and again.

    江畔人家 / 2023-05-06 09:12 / #1 / … / 回复        time first, the post under it
    江畔人家 / … / 2023-05-06 09:12 回复 赞(5)         time last, the post above it

One time with its source is a news article's; three posts in a row are a thread, one is under the heading of comments.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

import regex

from ppx.lexicon import cached, load
from ppx.normalizers.main_text.furniture import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ppx.normalizers.main_text.signs import Sign

STAMP = regex.compile(
    r"""
      (?:(?:19|20)\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,3}\d{1,2}:\d\d(?::\d\d)?   # 2023-05-06 09:12
    | (?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?                                    # 2023-05-06
    | [今昨前]天\s{0,3}\d{1,2}:\d\d | \d{1,3}\s?(?:秒|分钟|小时|天|周|个月|年)前                      # 昨天 12:30  3小时前
    """,
    regex.VERBOSE,
)
FLOOR = regex.compile(r"(?:^|\s)(?:\#\s?\d{1,4}|\d{1,4}\s?(?:[楼层F#]))(?=$|\s|[:|])")
"""`#2`, `12楼`, `3F`"""
POSTED = regex.compile(r"发[表布]于|回[复应]于|评论于|发[表布]时间")
"""what may stand with a colon before a post's time; other labels are fields of the site"""
PARTING = regex.compile(r"[\s()|/\[\],、·:\d+]+")
LONGEST, AUTHOR = 60, 24
"""characters of the line with a post's time, and of one with its author"""
POSTS = 3
"""posts that make a thread"""
NEAR = 3
"""lines from a time to its floor above or below, and from a thread to the heading above it"""
HEADING = 24
"""characters of that heading at most"""


def find_threads(signs: Sequence[Sign]) -> dict[int, Sign]:
    """The lines of every thread by their index, dropped as no part of an article."""
    times = [n for n, sign in enumerate(signs) if len(sign.shown) <= LONGEST and _tells_time(sign)]
    found: dict[int, Sign] = {}
    if len(times) < POSTS and not (times and any(_is_heading(sign.shown) for sign in signs[: times[-1]])):
        return found
    for posts in _runs(signs, times):
        start, end = _extent(signs, posts)
        top = _heading(signs, start)
        if len(posts) < POSTS and top is None:
            continue
        for n in range(start if top is None else top, end + 1):
            found[n] = signs[n]._replace(weight=FURNITURE, reason=signs[n].reason or "no_article", evidence="thread")
    return found


def _tells_time(sign: Sign) -> bool:
    """True where a line shows a time and no label in front of it: `老张 发表于 2023-5-6 10:02`, not `回复时间：…`."""
    shown = sign.shown
    if not (":" in shown or "20" in shown or "19" in shown or "前" in shown):  # one of which every time has
        return False
    if sign.reason == "hidden" or "。" in shown or "来源" in shown:
        return False
    stamp = STAMP.search(shown)
    return stamp is not None and ":" not in POSTED.sub("", shown[: stamp.start()]).strip(": ")


def _runs(signs: Sequence[Sign], times: Sequence[int]) -> Iterator[list[int]]:
    """The posts that follow one another, each by the line of its time."""
    run: list[int] = []
    for n, after in pairwise([*times, len(signs)]):
        above = max(run[-1] + 1 if run else 0, n - NEAR)
        floor = any(_is_floor(signs[m].shown) for m in (*range(above, n), *range(n + 1, min(n + NEAR, after))))
        if floor or _acts(signs[n].shown) or any(_is_act(signs[m].shown) for m in range(n + 1, after)):
            run.append(n)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_floor(shown: str) -> bool:
    """True for a line that opens with the number of a post."""
    if len(shown) > AUTHOR:
        return False
    return FLOOR.match(shown) is not None or shown.startswith(_words("floors"))


def _acts(shown: str) -> bool:
    """True where the line of a time holds the post's floor or its buttons too."""
    rest = STAMP.sub(" ", shown)
    if FLOOR.search(rest) or rest.startswith(_words("floors")):
        return True
    return _has_word(rest, "acts")


def _has_word(shown: str, kind: str) -> bool:
    return any(word in _words(kind) for word in PARTING.split(shown))


def _is_act(shown: str) -> bool:
    """True for a line that is nothing but a post's buttons: `回复 举报 支持(3)`."""
    if len(shown) > LONGEST or not _any_act().search(shown) or shown.endswith(":"):
        return False
    words = [word for word in PARTING.split(STAMP.sub(" ", shown)) if word]
    acts, all_ = _words("acts"), (*_words("acts"), *_words("buttons"))
    return any(word in acts for word in words) and all(word in all_ for word in words)


def _extent(signs: Sequence[Sign], posts: Sequence[int]) -> tuple[int, int]:
    """First and last line of a thread."""
    if boxes := _boxes(signs, posts):
        first, last = boxes
        inside = [n for n, s in enumerate(signs) if _within(s.block, first) or _within(s.block, last)]
        return inside[0], max(inside[-1], posts[-1])
    steps = [b - a for a, b in pairwise(posts)]
    step = min(steps, default=NEAR)
    if _time_last(signs, posts):
        return max(0, posts[0] - step + 1), posts[-1]
    authors = min((_authors(signs, n) for n in posts[1:] or posts), default=0)
    reach = range(posts[-1] + 1, min(len(signs), posts[-1] + max(steps, default=NEAR) + 1))
    end = next((n for n in reach if _is_act(signs[n].shown)), min(len(signs) - 1, posts[-1] + step - 1 - authors))
    return posts[0] - min(authors, _authors(signs, posts[0])), end


def _time_last(signs: Sequence[Sign], posts: Sequence[int]) -> bool:
    """True where the post stands above its time; where text stands above and below, buttons beside the time tell."""
    later, earlier = posts[1:] or posts, posts[:-1] or posts
    above = 2 * sum(n > 0 and _is_text(signs[n - 1]) for n in later) > len(later)
    below = 2 * sum(n + 1 < len(signs) and _is_text(signs[n + 1]) for n in earlier) > len(earlier)
    return above and (not below or all(_has_word(signs[n].shown, "acts") for n in posts))


def _boxes(signs: Sequence[Sign], posts: Sequence[int]) -> tuple[str, str] | None:
    """The containers of the first and the last post of an HTML page, beside each other; None where they have none."""
    paths = [signs[n].block.split(" > ") for n in posts]
    around = sum(1 for _ in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))
    if len(posts) < 2 or around >= min(map(len, paths)):
        return None
    return " > ".join(paths[0][: around + 1]), " > ".join(paths[-1][: around + 1])


def _within(block: str, box: str) -> bool:
    return block == box or block.startswith(box + " > ")


def _is_text(sign: Sign) -> bool:
    return (sign.form == "prose" or len(sign.shown) > AUTHOR) and not _is_act(sign.shown)


def _authors(signs: Sequence[Sign], n: int) -> int:
    """How many lines above a post's time are of its author: short ones, no buttons of the post before."""
    count = 0
    while count < NEAR and n - count > 0:
        above = signs[n - count - 1]
        if _is_text(above) or _is_act(above.shown) or above.tag in ("h1", "h2"):
            break
        count += 1
    return count


def _heading(signs: Sequence[Sign], start: int) -> int | None:
    """The heading above a thread of comments: `网友评论（4）`."""
    for n in range(start - 1, max(-1, start - 1 - NEAR), -1):
        if _is_heading(signs[n].shown):
            return n
    return None


def _is_heading(shown: str) -> bool:
    return len(shown) <= HEADING and shown.startswith(_words("heads"))


@cached
def _any_act() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("acts"))))


@cached
def _words(kind: str) -> tuple[str, ...]:
    return tuple(load("threads")["thread"][kind])
