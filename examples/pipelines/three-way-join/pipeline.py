"""Joins order lines with their products, and those with their suppliers, in one Join."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="three-way-join")

read_lines = BinaryFileReader(label="Read order lines", file_path="lines.csv")
parse_lines = TransformCSVParser(label="Parse order lines")
read_products = BinaryFileReader(label="Read products", file_path="products.csv")
parse_products = TransformCSVParser(label="Parse products")
read_suppliers = BinaryFileReader(label="Read suppliers", file_path="suppliers.csv")
parse_suppliers = TransformCSVParser(label="Parse suppliers")

# The suppliers are joined to what came out of the lines and the products.
join = TransformJoin(
    label="Lines, products, suppliers",
    inputs=["lines", "products", "suppliers"],
    join_type="Inner",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$product", right_path="$product_id", right_input_view="products"
        ),
        TransformJoin.JoinPathsItem(
            left_path="$supplier", right_path="$supplier_id", right_input_view="suppliers"
        ),
    ],
)
shape = TransformMapper(
    label="Purchase line",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$order"), target_path="$order"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($line)"), target_path="$line"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$title"), target_path="$product"),
            TransformMapper.MappingTableItem(
                expression=Expr("$supplier_name"), target_path="$supplier"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("(parseInt($quantity) * parseFloat($price)).toFixed(2)"),
                target_path="$total",
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by order and line",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$order"),
        TransformSort.SortPathsItem(sort_path="$line"),
    ],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write purchases", filename="purchases.csv")

p.connect([read_lines, parse_lines])
p.connect([read_products, parse_products])
p.connect([read_suppliers, parse_suppliers])
p.connect(parse_lines, join, "output0", "lines")
p.connect(parse_products, join, "output0", "products")
p.connect(parse_suppliers, join, "output0", "suppliers")
p.connect([join, shape, sort, format_csv, write])
