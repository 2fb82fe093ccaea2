"""Reads amounts written in German, English and Swiss style and sums them up per country."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="parse-locale-numbers")

read = BinaryFileReader(label="Read bookings.csv", file_path="bookings.csv")
parse = TransformCSVParser(label="Parse CSV", delimiter=";")
# Currency signs, spaces and thousands separators go; brackets around an amount mean minus.
digits = TransformMapper(
    label="Keep digits, sign and decimal sign",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "match $country {"
                    " 'DE' => $amount.replace(/[^0-9,()-]/g, '').replace(',', '.'),"
                    " _ => $amount.replace(/[^0-9.()-]/g, '') }"
                ),
                target_path="$amount",
            )
        ]
    ),
)
number = TransformMapper(
    label="Make it a number",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$amount.startsWith('(') ? -parseFloat($amount.replace(/[()]/g, '')) : parseFloat($amount)"
                ),
                target_path="$amount",
            )
        ]
    ),
)
total = TransformAggregate(
    label="Total per country",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$amount", result_field="total"
        ),
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="bookings"),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$country")],
)
to_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write totals.json", filename="totals.json")

p.connect([read, parse, digits, number, total, to_json, write])
