"""Compares plan and actual figures by branch and month."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
)

p = Pipeline(label="join-on-two-keys")

read_plan = BinaryFileReader(label="Read plan", file_path="plan.csv")
parse_plan = TransformCSVParser(label="Parse plan")
read_actual = BinaryFileReader(label="Read actual", file_path="actual.csv")
parse_actual = TransformCSVParser(label="Parse actual")

# Two rows for one view: both have to be equal.
join = TransformJoin(
    label="Join on branch and month",
    inputs=["plan", "actual"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$branch", right_path="$branch", right_input_view="actual"
        ),
        TransformJoin.JoinPathsItem(
            left_path="$month", right_path="$month", right_input_view="actual"
        ),
    ],
)
variance = TransformMapper(
    label="Variance",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$branch"), target_path="$branch"),
            TransformMapper.MappingTableItem(expression=Expr("$month"), target_path="$month"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($planned)"), target_path="$planned"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($.get('sold', '0'))"), target_path="$sold"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($.get('sold', '0')) - parseInt($planned)"),
                target_path="$variance",
            ),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write variances", filename="variances.json")

p.connect([read_plan, parse_plan])
p.connect([read_actual, parse_actual])
p.connect(parse_plan, join, "output0", "plan")
p.connect(parse_actual, join, "output0", "actual")
p.connect([join, variance, format_json, write])
