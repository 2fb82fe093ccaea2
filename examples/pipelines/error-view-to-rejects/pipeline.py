"""Loads bookings and writes those that cannot be read to a reject file with the reason."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="error-view-to-rejects")

read = BinaryFileReader(label="Read bookings.csv", file_path="bookings.csv")
parse = TransformCSVParser(label="Parse CSV")
# A date that cannot be read fails its document only; it goes to the error view.
typed = TransformMapper(
    label="Read the dates",
    pass_through=True,
    error_behavior="continue",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($arrival, 'dd.MM.yyyy').toString('yyyy-MM-dd')"),
                target_path="$arrival",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseInt($nights)"), target_path="$nights"
            ),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format the bookings")
write = BinaryFileWriter(label="Write bookings.json", filename="bookings.json")
# An error document has the record under $original and says what went wrong.
reject = TransformMapper(
    label="Record and reason",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$original.booking"), target_path="$booking"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$original.arrival"), target_path="$arrival"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$snap_details.label"), target_path="$step"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$error"), target_path="$error"),
        ]
    ),
)
rejects_csv = TransformCSVFormatter(label="Format the rejects", quote_mode="MINIMAL")
write_rejects = BinaryFileWriter(label="Write rejects.csv", filename="rejects.csv")

p.connect([read, parse, typed, to_json, write])
p.connect(typed, reject, "error0", "input0")
p.connect([reject, rejects_csv, write_rejects])
