"""Reads the price list of one partner; fails when it is not there or cannot be read."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader
from slpy.modules.transform import TransformJSONParser, TransformMapper

p = Pipeline(label="fetch-price-list")
p.param_table = [Param(key="file", value="north.json")]

read = BinaryFileReader(label="Read price list", file_path=Expr("_file"), inputs=[])
parse = TransformJSONParser(label="Parse price list")
price = TransformMapper(
    label="Price",
    outputs=["output0"],
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("_file"), target_path="$source"),
            TransformMapper.MappingTableItem(expression=Expr("$article"), target_path="$article"),
            TransformMapper.MappingTableItem(expression=Expr("$price"), target_path="$price"),
        ]
    ),
)

p.connect([read, parse, price])
