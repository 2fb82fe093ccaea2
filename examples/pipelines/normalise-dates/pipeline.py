"""Reads delivery times that every carrier writes in a way of its own and writes them in one."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="normalise-dates")

read = BinaryFileReader(label="Read deliveries.csv", file_path="deliveries.csv")
parse = TransformCSVParser(label="Parse CSV")
to_date = TransformMapper(
    label="Read the date of each carrier",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "match $carrier {"
                    " 'DHL' => Date.parse($delivered, 'dd.MM.yyyy HH:mm'),"
                    " 'UPS' => Date.parse($delivered, 'MM/dd/yyyy hh:mm a'),"
                    " 'FedEx' => Date.parse(parseInt($delivered)),"
                    " _ => Date.parse($delivered) }"
                ),
                target_path="$delivered",
            )
        ]
    ),
)
to_text = TransformMapper(
    label="Write it in one way",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$parcel"), target_path="$parcel"),
            TransformMapper.MappingTableItem(
                expression=Expr("$delivered.toString('yyyy-MM-dd HH:mm')"),
                target_path="$delivered_utc",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$delivered.toLocaleDateTimeString({timeZone: 'Europe/Berlin', format: 'yyyy-MM-dd HH:mm'})"
                ),
                target_path="$delivered_berlin",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$delivered.toString('EEEE')"), target_path="$weekday"
            ),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write deliveries-clean.csv", filename="deliveries-clean.csv")

p.connect([read, parse, to_date, to_text, to_csv, write])
