"""Finds the customers that have no order in a year."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJoin,
    TransformMapper,
    TransformUnique,
)

p = Pipeline(label="anti-join-customers-without-orders")
p.param_table = [Param(key="year", value="2026")]

read_customers = BinaryFileReader(label="Read customers", file_path="customers.csv")
parse_customers = TransformCSVParser(label="Parse customers")
read_orders = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse_orders = TransformCSVParser(label="Parse orders")
of_year = FlowFilter(
    label="Orders of the year", filter_expression=Expr("$ordered.startsWith(_year + '-')")
)
key_only = TransformMapper(
    label="Only the key",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$customer"), target_path="$ordered_by")
        ]
    ),
)
once = TransformUnique(label="Each customer once")
join = TransformJoin(
    label="Look for an order",
    inputs=["customers", "orders"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$customer", right_path="$ordered_by", right_input_view="orders"
        )
    ],
)
missing = FlowFilter(
    label="No order found", filter_expression=Expr("!$.hasOwnProperty('ordered_by')")
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write inactive customers", filename="inactive-customers.csv")

p.connect([read_customers, parse_customers])
p.connect([read_orders, parse_orders, of_year, key_only, once])
p.connect(parse_customers, join, "output0", "customers")
p.connect(once, join, "output0", "orders")
p.connect([join, missing, format_csv, write])
