"""Computes the share of every category in the total."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowCopy
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="percentage-of-total")

read = BinaryFileReader(label="Read costs", file_path="costs.csv")
parse = TransformCSVParser(label="Parse costs")
per_category = TransformAggregate(
    label="Cost per category",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="SUM", field="$cost", result_field="$cost")
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$category")],
)
copy = FlowCopy(label="Categories and total", outputs=["categories", "sum"])
total = TransformAggregate(
    label="Total",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$cost", result_field="$total"
        )
    ],
)
# The total is one document: the constant 1 joins it to every category.
join = TransformJoin(
    label="Total beside each category",
    inputs=["categories", "sum"],
    join_type="Inner",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path=Expr("1"), right_path=Expr("1"), right_input_view="sum"
        )
    ],
)
share = TransformMapper(
    label="Share in percent",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$category"), target_path="$category"),
            TransformMapper.MappingTableItem(expression=Expr("$cost"), target_path="$cost"),
            TransformMapper.MappingTableItem(
                expression=Expr("Math.round($cost / $total * 1000) / 10"), target_path="$percent"
            ),
        ]
    ),
)
sort = TransformSort(
    label="Largest share first",
    sort_order="descending",
    sort_paths=[TransformSort.SortPathsItem(sort_path="$cost")],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="NON_NUMERIC")
write = BinaryFileWriter(label="Write shares", filename="shares.csv")

p.connect([read, parse, per_category, copy])
p.connect(copy, join, "categories", "categories")
p.connect(copy, total, "sum", "input0")
p.connect(total, join, "output0", "sum")
p.connect([join, share, sort, format_csv, write])
