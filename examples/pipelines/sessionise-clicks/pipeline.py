"""Cuts the clicks of every visitor into sessions where they pause for half an hour."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONSplitter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="sessionise-clicks")
p.param_table = [Param(key="pause_minutes", value="30")]

read = BinaryFileReader(label="Read clicks", file_path="clicks.csv")
parse = TransformCSVParser(label="Parse clicks")
sort = TransformSort(
    label="Sort by visitor and time",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$visitor"),
        TransformSort.SortPathsItem(sort_path="$time"),
    ],
)
group = TransformGroupByFields(
    label="Clicks of a visitor",
    fields=[TransformGroupByFields.FieldsItem(field="$visitor")],
    target_field="clicks",
)
# A click goes into the last session, or opens another one after a pause.
cut = TransformMapper(
    label="Cut into sessions",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$groupBy.visitor"), target_path="$visitor"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$clicks.reduce((sessions, click) => sessions.length > 0"
                    " && Date.parse(click.time) - Date.parse(sessions[sessions.length - 1].to)"
                    " <= parseInt(_pause_minutes) * 60000"
                    " ? sessions.slice(0, -1).concat([sessions[sessions.length - 1].extend("
                    "{to: click.time, pages: sessions[sessions.length - 1].pages.concat([click.page])})])"
                    " : sessions.concat([{from: click.time, to: click.time, pages: [click.page]}]), [])"
                ),
                target_path="$sessions",
            ),
        ]
    ),
)
split = TransformJSONSplitter(
    label="A document per session",
    path="$sessions",
    include_paths=[TransformJSONSplitter.IncludePathsItem(include_path="$visitor")],
)
shape = TransformMapper(
    label="Session",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$visitor"), target_path="$visitor"),
            TransformMapper.MappingTableItem(expression=Expr("$from"), target_path="$from"),
            TransformMapper.MappingTableItem(
                expression=Expr("(Date.parse($to) - Date.parse($from)) / 1000"),
                target_path="$seconds",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$pages.length"), target_path="$clicks"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$pages.join(' > ')"), target_path="$path"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write sessions", filename="sessions.csv")

p.connect([read, parse, sort, group, cut, split, shape, format_csv, write])
