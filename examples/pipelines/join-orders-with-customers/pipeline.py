"""Joins orders with their customers and keeps the pairs that match."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="join-orders-with-customers")

read_orders = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse_orders = TransformCSVParser(label="Parse orders")
read_customers = BinaryFileReader(label="Read customers", file_path="customers.csv")
parse_customers = TransformCSVParser(label="Parse customers")

# A customer field whose name an order has too comes out as customers_<name>.
join = TransformJoin(
    label="Join on customer number",
    inputs=["orders", "customers"],
    join_type="Inner",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$customer", right_path="$customer", right_input_view="customers"
        )
    ],
)
shape = TransformMapper(
    label="Shape the result",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($amount)"), target_path="$amount"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$customer"), target_path="$customer.number"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$customer.name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$city || 'unknown'"), target_path="$customer.city"
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by order", sort_paths=[TransformSort.SortPathsItem(sort_path="$order")]
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write orders with customers", filename="orders-with-customers.json")

p.connect([read_orders, parse_orders])
p.connect([read_customers, parse_customers])
p.connect(parse_orders, join, "output0", "orders")
p.connect(parse_customers, join, "output0", "customers")
p.connect([join, shape, sort, format_json, write])
