"""Keeps what a child pipeline can process and writes what it cannot to an error file."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformJSONFormatter,
    TransformJSONParser,
    TransformMapper,
)

p = Pipeline(label="child-errors-to-file")

read = BinaryFileReader(label="Read bookings", file_path="bookings.json")
parse = TransformJSONParser(label="Parse bookings")
price = FlowPipelineExecute(
    label="Price the booking",
    pipeline="price-booking",
    error_behavior="continue",
)
format_json = TransformJSONFormatter(label="Format priced bookings")
write = BinaryFileWriter(label="Write priced bookings", filename="priced.json")
# An error document says what went wrong and holds the original.
describe = TransformMapper(
    label="What went wrong",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$original.booking"), target_path="$booking"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("JSON.stringify($original)"), target_path="$document"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$error"), target_path="$error"
            ),
        ]
    ),
)
format_errors = TransformCSVFormatter(label="Format errors", quote_mode="MINIMAL")
write_errors = BinaryFileWriter(label="Write errors", filename="errors.csv")

p.connect([read, parse, price, format_json, write])
p.connect(price, describe, "error0", "input0")
p.connect([describe, format_errors, write_errors])
