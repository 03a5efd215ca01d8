"""Who does what by when, read from roles, dates and figures that are already found."""

from __future__ import annotations

from ppx import clauses
from ppx.extractors import tables, tasks
from ppx.records import Agency, Context, Deadline, Document, Role, Source, Target, Task

CONTEXT = Context(Source(path="a.txt", sha256="", bytes=0, media_type="text/plain", encoding="utf-8"), {})


def told(
    text: str, roles: dict[str, Role], *, standing: str = "", dates: tuple[str, ...] = (), rule: str = ""
) -> tuple[Document, tuple[Task, ...]]:
    """The document and tasks of a text in which these names stand with these roles."""
    places = sorted((text.find(name), name) for name in (*roles, *([standing] if standing else [])))
    document = Document(id="a.txt#1", text=text, clauses=clauses.split(text)[0])
    document = Document(
        id=document.id,
        text=text,
        clauses=document.clauses,
        tables=tables.extract(document, CONTEXT).tables,
        agencies=tuple(
            Agency(
                clause=document.clause_at(at), span=(at, at + len(name)), text=name, name=name, full=None, key=None,
                role=roles.get(name, "mention"), level=None, group=False, rule=tasks.STANDING if name == standing else rule or "list", id=f"a{n}",
            )
            for n, (at, name) in enumerate(places, 1)
        ),
        deadlines=tuple(
            Deadline(
                clause="1", span=(text.find(d), text.find(d) + len(d)), text=d, kind="by", start=None, end="2025-12-31", rule="x", id=f"d{n}"
            )
            for n, d in enumerate(dates, 1)
        ),
    )  # fmt: skip
    return document, tasks.extract(document, CONTEXT).tasks


def words(document: Document, task: Task) -> str:
    return document.text[slice(*task.span)]


def test_a_bracket_gives_roles_and_is_no_part_of_the_action() -> None:
    document, (task,) = told(
        "一、培育企业。到2025年培育100家。（牵头单位：市科技局；配合单位：市财政局）",
        {"市科技局": "lead", "市财政局": "cooperate"},
        dates=("到2025年",),
    )
    assert words(document, task) == "到2025年培育100家。"
    assert (task.lead, task.cooperate, task.deadlines, task.clause) == (("a1",), ("a2",), ("d1",), "1")


def test_a_block_on_its_own_line_belongs_to_the_items_above() -> None:
    text = "一、重点任务\n1.建设平台。\n2.培育企业。\n责任单位：市科技局\n3.引进人才。\n责任单位：市人社局"
    document, found = told(text, {"市科技局": "responsible", "市人社局": "responsible"})
    assert [(words(document, task), task.responsible) for task in found] == [
        ("建设平台。", ("a1",)),
        ("培育企业。", ("a1",)),
        ("引进人才。", ("a2",)),
    ]


def test_two_lines_of_a_block_go_to_the_same_items() -> None:
    _, (task,) = told(
        "1.建设平台。\n牵头单位：市科技局\n责任单位：市财政局", {"市科技局": "lead", "市财政局": "responsible"}
    )
    assert (task.lead, task.responsible) == (("a1",), ("a2",))


def test_a_standing_rule_is_inherited_behind_it() -> None:
    text = "1.建设平台。（市科技局负责。以下均需区政府负责）\n2.培育企业。（市财政局负责）"
    _, (first, second) = told(text, {"市科技局": "responsible", "市财政局": "responsible"}, standing="区政府")
    assert (first.inherited, second.inherited) == ((), ("a2",))


def test_a_mention_is_no_task_and_an_actor_with_a_date_is() -> None:
    text = "各县区人民政府制定方案，2025年底前完成。"
    assert told(text, {"各县区人民政府": "mention"})[1] == ()
    _, (task,) = told(text, {"各县区人民政府": "mention"}, dates=("2025年底前",), rule="set_with_duty")
    assert (task.lead, task.responsible, task.deadlines) == ((), ("a1",), ("d1",))


def test_no_agencies_no_tasks() -> None:
    assert tasks.extract(Document(id="a.txt#1", text="建设平台。"), CONTEXT).tasks == ()


def test_ids_count_in_text_order() -> None:
    _, found = told(
        "1.建设平台。（市科技局负责）\n2.培育企业。（市财政局负责）",
        {"市科技局": "responsible", "市财政局": "responsible"},
    )
    assert [task.id for task in found] == ["k1", "k2"]


def test_figures_of_the_paragraph_are_listed() -> None:
    document, _ = told("1.培育企业100家。（市科技局负责）", {"市科技局": "responsible"})
    target = Target(
        clause="1", span=(6, 10), text="100家", indicator="企业", subject=None, op="=", low=None, high=None, unit="家", change="level",
        kind="target", rule="single", id="t1",
    )  # fmt: skip
    whole = Document(
        id=document.id, text=document.text, clauses=document.clauses, agencies=document.agencies, targets=(target,)
    )
    assert tasks.extract(whole, CONTEXT).tasks[0].targets == ("t1",)


def test_whom_a_sentence_obliges_answers_where_no_list_names_anybody() -> None:
    text = "（一）县水利局、县财政局应当于2025年底前完成排查。结果报县政府备案。"
    roles: dict[str, Role] = {"县水利局": "mention", "县财政局": "mention", "县政府": "mention"}
    _, (task,) = told(text, roles, dates=("2025年底前",), rule="named_organ")
    assert task.responsible == ("a1", "a2")
    listed = text + "（责任单位：市水利局）"
    _, (task,) = told(listed, {**roles, "市水利局": "responsible"}, dates=("2025年底前",), rule="labelled_list")
    assert task.responsible == ("a4",)


def test_a_date_at_the_head_is_no_marker() -> None:
    document, (task,) = told(
        "2025年6月底前建成。（责任单位：市科技局）", {"市科技局": "responsible"}, dates=("2025年6月底前",)
    )
    assert words(document, task) == "2025年6月底前建成。"


def test_a_title_over_a_paragraph_is_no_item_and_a_table_row_goes_from_its_action_to_its_date() -> None:
    text = "一、目标任务\n完成排查。\n责任单位：市科技局"
    document, (task,) = told(text, {"市科技局": "responsible"})
    assert words(document, task) == "完成排查。"
    row = "1\t新增服务点30个\t市民政局、市财政局\t2025年底前"
    roles: dict[str, Role] = {"市民政局": "responsible", "市财政局": "responsible"}
    document, (task,) = told(row, roles, dates=("2025年底前",))
    assert words(document, task) == "新增服务点30个\t市民政局、市财政局\t2025年底前"


def test_an_agency_answers_for_the_rows_that_its_cell_covers() -> None:
    text = (
        "序号\t任务\t责任单位\n一、桥梁\t\t\n1\t改造桥梁12座\t市交通运输局\n2\t检测桥梁40座\t\n二、管网\t\t\n3\t更新管网20公里\t\n"
        "4\t建设泵站\t市水利局"
    )
    document, found = told(text, {"市交通运输局": "responsible", "市水利局": "responsible"}, rule="table_column")
    assert [(words(document, task), task.responsible, task.inherited) for task in found] == [
        ("改造桥梁12座", ("a1",), ()),
        ("检测桥梁40座", (), ("a1",)),
        ("建设泵站", ("a2",), ()),
    ]


def test_clauses_inside_a_paragraph_are_items_of_their_own() -> None:
    text = (
        "为推进改革，市政府决定如下。一、建设平台。到2025年建成平台。（责任单位：市科技局）二、培育企业。培育企业100家。（责任单位：市工信局）"
        "三、引进人才。引进人才。（责任单位：市人社局）"
    )
    roles: dict[str, Role] = {"市科技局": "responsible", "市工信局": "responsible", "市人社局": "responsible"}
    document, found = told(text, roles)
    assert [(task.clause, words(document, task), task.responsible) for task in found] == [
        ("1", "到2025年建成平台。", ("a1",)),
        ("2", "培育企业100家。", ("a2",)),
        ("3", "引进人才。", ("a3",)),
    ]
