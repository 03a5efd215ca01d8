"""Posts of a forum and comments of readers are no article; what only looks like them stays."""

from __future__ import annotations

from ppx.normalizers import documents, main_text
from ppx.reading import html
from ppx.records import Line, Page, Source

NEWS = """我市启动老旧小区改造三年行动
2023-05-06 08:30 来源：某城日报
本报讯（记者 李某）昨日，记者从市住房和城乡建设局获悉，我市计划到2025年完成改造小区120个，惠及居民3.2万户。
市住房和城乡建设局有关负责人表示，各区要在6月底前完成项目申报，确保年内开工不少于30个小区。"""
POSTS = ["早就该改了，小区下水道一到夏天就堵。", "加装电梯一楼不同意怎么办？", "停车位最缺，希望多划一些。"]


def page(text: str) -> Page:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return Page(Source("a", "", 0, "text/plain", "utf-8"), text, tuple(lines))


def web(markup: str) -> Page:
    read = html.parse(markup)
    return Page(Source("a", "", 0, "text/html", "utf-8"), read.text, read.lines, read.meta)


def kept(given: Page) -> list[str]:
    return [given.text[slice(*v.span)] for v in main_text.judge(given) if v.keep]


def test_comments_under_an_article_go_and_the_article_stays() -> None:
    thread = "\n".join(f"{n}楼 网友{n} 2023-05-06 09:1{n}\n{post}" for n, post in enumerate(POSTS, 1))
    given = page(f"{NEWS}\n网友评论\n{thread}")
    assert kept(given) == [line for line in NEWS.split("\n") if "来源" not in line]
    dropped = {given.text[slice(*v.span)]: v.reason for v in main_text.judge(given) if not v.keep}
    assert dropped[POSTS[0]] == "no_article"
    assert dropped["网友评论"] == "no_article"


def test_comments_with_their_time_below_go_with_their_authors() -> None:
    items = "".join(
        f"<li><b>网友{n}</b><p>{post}</p><div>{n}小时前 <a href=#>回复</a> 赞(5)</div>"
        for n, post in enumerate(POSTS, 1)
    )
    title, *lines = NEWS.split("\n")
    article = f"<h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    given = web(f"<div>{article}</div><div><h3>最新评论（3）</h3><ul>{items}</ul></div>")
    assert kept(given) == [line for line in NEWS.split("\n") if "来源" not in line]


def test_one_comment_under_its_heading_goes_too() -> None:
    given = page(f"{NEWS}\n最新评论(1)\n南门老李\n2023-05-06 10:20\n{POSTS[0]}\n回复 举报")
    assert POSTS[0] not in kept(given)


def test_a_forum_alone_holds_no_document() -> None:
    thread = "\n".join(
        f"网友{n}\n2023-05-06 09:1{n}\n#{n}\n{post}一、身份证；二、收入证明。\n回复" for n, post in enumerate(POSTS, 1)
    )
    given = page(f"关于公租房申请条件的疑问\n{thread}\n返回顶部")
    assert documents.divide(given, main_text.judge(given)) == ()


def test_letters_with_their_answers_are_no_thread() -> None:
    letters = "\n".join(
        f"留言时间：2024-03-0{n} 09:12\n留言内容：请问第{n}季度补贴何时发放，能否提前公布安排？\n"
        f"回复时间：2024-03-0{n} 15:30\n回复：您好，补贴将于2024年{n + 3}月底前发放，请留意市民政局公告。"
        for n in range(1, 5)
    )
    assert len(kept(page(letters))) >= 8
