"""Builds one JSON document per order from a flat file of orders and one of lines."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="nest-orders-with-lines")

read_orders = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse_orders = TransformCSVParser(label="Parse orders")
read_lines = BinaryFileReader(label="Read lines", file_path="lines.csv")
parse_lines = TransformCSVParser(label="Parse lines")
typed_lines = TransformMapper(
    label="Typed lines",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($line)"), target_path="$line"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$article"), target_path="$article"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($quantity)"), target_path="$quantity"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($price)"), target_path="$price"
            ),
        ]
    ),
)
# Group By Fields puts together what follows each other: sort first.
sort = TransformSort(
    label="Sort lines",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$order"),
        TransformSort.SortPathsItem(sort_path="$line"),
    ],
)
group = TransformGroupByFields(
    label="Lines of an order",
    fields=[TransformGroupByFields.FieldsItem(field="$order")],
    target_field="lines",
)
join = TransformJoin(
    label="Orders with lines",
    inputs=["orders", "lines"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$order", right_path="$groupBy.order", right_input_view="lines"
        )
    ],
)
nest = TransformMapper(
    label="Nest",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(
                expression=Expr("$customer"), target_path="$customer.name"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$email || null"), target_path="$customer.email"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.get('lines', []).map(line => ({line: line.line, article: line.article,"
                    " quantity: line.quantity, price: line.price}))"
                ),
                target_path="$lines",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "Math.round($.get('lines', []).sum(line => line.quantity * line.price) * 100) / 100"
                ),
                target_path="$total",
            ),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format as JSON", pretty_print=True)
write = BinaryFileWriter(label="Write nested orders", filename="orders.json")

p.connect([read_orders, parse_orders])
p.connect([read_lines, parse_lines, typed_lines, sort, group])
p.connect(parse_orders, join, "output0", "orders")
p.connect(group, join, "output0", "lines")
p.connect([join, nest, format_json, write])
