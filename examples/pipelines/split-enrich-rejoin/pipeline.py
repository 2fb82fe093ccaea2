"""Splits orders into lines, prices each line, and puts the orders together again."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONFormatter,
    TransformJSONParser,
    TransformJSONSplitter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="split-enrich-rejoin")

read_orders = BinaryFileReader(label="Read orders", file_path="orders.json")
parse_orders = TransformJSONParser(label="Parse orders")
split = TransformJSONSplitter(
    label="A document per line",
    path="$lines",
    include_paths=[
        TransformJSONSplitter.IncludePathsItem(include_path="$order"),
        TransformJSONSplitter.IncludePathsItem(include_path="$customer.name"),
    ],
)
read_prices = BinaryFileReader(label="Read prices", file_path="prices.csv")
parse_prices = TransformCSVParser(label="Parse prices")
join = TransformJoin(
    label="Price of the article",
    inputs=["lines", "prices"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$article", right_path="$article", right_input_view="prices"
        )
    ],
)
line = TransformMapper(
    label="Priced line",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$article"), target_path="$line.article"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$quantity"), target_path="$line.quantity"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("'price' in $ ? $quantity * parseFloat($price) : null"),
                target_path="$line.value",
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by order and article",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$order"),
        TransformSort.SortPathsItem(sort_path="$line.article"),
    ],
)
group = TransformGroupByFields(
    label="Lines of an order",
    fields=[
        TransformGroupByFields.FieldsItem(field="$order"),
        TransformGroupByFields.FieldsItem(field="$name"),
    ],
    target_field="group",
)
rebuild = TransformMapper(
    label="Order again",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$groupBy.order"), target_path="$order"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$groupBy.name"), target_path="$customer"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$group.map(part => part.line)"), target_path="$lines"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$group.filter(part => part.line.value == null).length == 0"),
                target_path="$complete",
            ),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write priced orders", filename="priced-orders.json")

p.connect([read_orders, parse_orders, split])
p.connect([read_prices, parse_prices])
p.connect(split, join, "output0", "lines")
p.connect(parse_prices, join, "output0", "prices")
p.connect([join, line, sort, group, rebuild, format_json, write])
