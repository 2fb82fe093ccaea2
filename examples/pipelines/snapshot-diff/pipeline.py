"""Compares yesterday's snapshot with today's and lists what was added, changed and removed."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
)

p = Pipeline(label="snapshot-diff")

read_before = BinaryFileReader(label="Read yesterday", file_path="customers-yesterday.csv")
parse_before = TransformCSVParser(label="Parse yesterday")
before = TransformMapper(
    label="As before",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$id"), target_path="$id_before"),
            TransformMapper.MappingTableItem(expression=Expr("$"), target_path="$before"),
        ]
    ),
)
read_after = BinaryFileReader(label="Read today", file_path="customers-today.csv")
parse_after = TransformCSVParser(label="Parse today")
after = TransformMapper(
    label="As after",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$id"), target_path="$id_after"),
            TransformMapper.MappingTableItem(expression=Expr("$"), target_path="$after"),
        ]
    ),
)
join = TransformJoin(
    label="Old beside new",
    inputs=["before", "after"],
    join_type="Outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$id_before", right_path="$id_after", right_input_view="after"
        )
    ],
)
# Fields are compared one by one, so that a new order of the columns is no change.
compare = TransformMapper(
    label="Compare",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('id_after') || $.get('id_before')"), target_path="$id"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "'before' in $ ? ('after' in $ ? 'changed' : 'removed') : 'added'"
                ),
                target_path="$change",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "'before' in $ && 'after' in $"
                    " ? $after.keys().filter(field => $after[field] != $before.get(field)) : []"
                ),
                target_path="$fields",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('before')"), target_path="$before"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$.get('after')"), target_path="$after"),
        ]
    ),
)
changes = FlowFilter(
    label="Without what stayed the same",
    filter_expression=Expr("$change != 'changed' || $fields.length > 0"),
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write changes", filename="changes.json")

p.connect([read_before, parse_before, before])
p.connect([read_after, parse_after, after])
p.connect(before, join, "output0", "before")
p.connect(after, join, "output0", "after")
p.connect([join, compare, changes, format_json, write])
