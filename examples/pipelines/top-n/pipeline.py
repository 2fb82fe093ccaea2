"""Lists the best-selling products by revenue, as many as a parameter says."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowHead
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformSequence,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="top-n")
p.param_table = [Param(key="top", value="5")]

read = BinaryFileReader(label="Read sales.csv", file_path="sales.csv")
parse = TransformCSVParser(label="Parse CSV")
revenue = TransformAggregate(
    label="Revenue per product",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$amount", result_field="revenue"
        )
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$product")],
)
# The name decides between equals, so that the result is the same in every run.
best_first = TransformSort(
    label="Best first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$revenue", sort_order_ind="descending"),
        TransformSort.SortPathsItem(sort_path="$product", sort_order_ind="ascending"),
    ],
)
top = FlowHead(label="Top of the list", number_of_docs=Expr("parseInt(_top)"))
count = TransformSequence(label="Count the ranks", pass_through_prop=True)
rank = TransformMapper(
    label="Rank, product, revenue",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$value"), target_path="$rank"),
            TransformMapper.MappingTableItem(expression=Expr("$product"), target_path="$product"),
            TransformMapper.MappingTableItem(expression=Expr("$revenue"), target_path="$revenue"),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write top.json", filename="top.json")

p.connect([read, parse, revenue, best_first, top, count, rank, to_json, write])
