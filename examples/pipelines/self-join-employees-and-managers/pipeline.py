"""Finds the manager and the manager's manager of every employee in one file."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowCopy
from slpy.modules.transform import (
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="self-join-employees-and-managers")

read = BinaryFileReader(label="Read employees", file_path="employees.csv")
parse = TransformCSVParser(label="Parse employees")
copy = FlowCopy(label="Three copies", outputs=["employees", "managers", "heads"])

# The second join uses what the first has found: managers_manager is the manager's own manager.
join = TransformJoin(
    label="Employees with managers",
    inputs=["employees", "managers", "heads"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    null_safe_access=True,
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$manager", right_path="$id", right_input_view="managers"
        ),
        TransformJoin.JoinPathsItem(
            left_path="$managers_manager", right_path="$id", right_input_view="heads"
        ),
    ],
)
shape = TransformMapper(
    label="Chain of command",
    null_safe_access=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("parseInt($id)"), target_path="$id"),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$managers_name"), target_path="$manager"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$heads_name"), target_path="$managers_manager"
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by number", sort_paths=[TransformSort.SortPathsItem(sort_path="$id")]
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write reporting lines", filename="reporting-lines.json")

p.connect([read, parse, copy])
p.connect(copy, join, "employees", "employees")
p.connect(copy, join, "managers", "managers")
p.connect(copy, join, "heads", "heads")
p.connect([join, shape, sort, format_json, write])
