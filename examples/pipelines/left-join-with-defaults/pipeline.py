"""Adds the stock to every product and fills in defaults where there is none."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONParser,
    TransformJoin,
    TransformMapper,
)

p = Pipeline(label="left-join-with-defaults")

read_products = BinaryFileReader(label="Read products", file_path="products.csv")
parse_products = TransformCSVParser(label="Parse products")
read_stock = BinaryFileReader(label="Read stock", file_path="stock.json")
parse_stock = TransformJSONParser(label="Parse stock")

# Text and numbers never match: the article of the JSON becomes text, as it is in the CSV.
text_keys = TransformMapper(
    label="Article as text",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$article.toString()"), target_path="$article"
            )
        ]
    ),
)
join = TransformJoin(
    label="Keep every product",
    inputs=["products", "stock"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$article", right_path="$article", right_input_view="stock"
        )
    ],
)
defaults = TransformMapper(
    label="Defaults for what is missing",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$article"), target_path="$article"),
            TransformMapper.MappingTableItem(expression=Expr("$name"), target_path="$name"),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('on_hand') || 0"), target_path="$on_hand"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('bin', 'not stored')"), target_path="$bin"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.hasOwnProperty('stock_article')"), target_path="$counted"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write products with stock", filename="products-with-stock.csv")

p.connect([read_products, parse_products])
p.connect([read_stock, parse_stock, text_keys])
p.connect(parse_products, join, "output0", "products")
p.connect(text_keys, join, "output0", "stock")
p.connect([join, defaults, format_csv, write])
