"""Fills in what orders from several shops leave out."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformJSONFormatter, TransformJSONParser, TransformMapper

p = Pipeline(label="default-values")
p.param_table = [Param(key="currency", value="EUR")]

read = BinaryFileReader(label="Read orders.json", file_path="orders.json")
parse = TransformJSONParser(label="Parse the orders")
# .get() is for a field that may be absent, || for one that may be null or empty as well.
fill = TransformMapper(
    label="Fill in defaults",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('currency') || _currency"), target_path="$currency"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('customer', {}).get('name') || 'Guest'"),
                target_path="$customer.name",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('discount') || 0"), target_path="$discount"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("sl.ensureArray($.get('notes'))"), target_path="$notes"
            ),
        ]
    ),
)
# Of the lines of each order, in their place; pieces that are 0 stay 0.
fill_lines = TransformMapper(
    label="Fill in the lines",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_root="$lines[*]",
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('pieces', 1)"), target_path="$pieces"
            )
        ],
    ),
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write orders-complete.json", filename="orders-complete.json")

p.connect([read, parse, fill, fill_lines, to_json, write])
