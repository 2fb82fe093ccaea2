"""Writes orders from a JSON file as one XML document with attributes and repeated elements."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformJSONParser, TransformMapper, TransformXMLFormatter

p = Pipeline(label="json-to-xml")

read = BinaryFileReader(label="Read orders.json", file_path="orders.json")
parse = TransformJSONParser(label="Parse JSON")
# A name with @ becomes an attribute, `$` the text of its element, a list one element for each item.
shape = TransformMapper(
    label="Attributes and elements",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$id"), target_path="$order['@number']"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$customer"), target_path="$order.customer"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$lines.map(line => ({'@sku': line.sku, '$': line.quantity}))"),
                target_path="$order.line",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$note"), target_path="$order.note"
            ),
        ]
    ),
)
to_xml = TransformXMLFormatter(label="Format as XML", root="orders")
write = BinaryFileWriter(label="Write orders.xml", filename="orders.xml")

p.connect([read, parse, shape, to_xml, write])
