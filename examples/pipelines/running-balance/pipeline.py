"""Adds the running balance to the bookings of every account."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformGroupByFields,
    TransformJSONSplitter,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="running-balance")

read = BinaryFileReader(label="Read bookings", file_path="bookings.csv")
parse = TransformCSVParser(label="Parse bookings")
cents = TransformMapper(
    label="Amounts in cents",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$account"), target_path="$account"),
            TransformMapper.MappingTableItem(expression=Expr("$booked"), target_path="$booked"),
            TransformMapper.MappingTableItem(expression=Expr("$text"), target_path="$text"),
            # Whole cents add up exactly.
            TransformMapper.MappingTableItem(
                expression=Expr("Math.round(parseFloat($amount || '0') * 100)"),
                target_path="$cents",
            ),
        ]
    ),
)
# Stable: bookings of one day keep the order of the file.
sort = TransformSort(
    label="Sort by account and day",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$account"),
        TransformSort.SortPathsItem(sort_path="$booked"),
    ],
)
group = TransformGroupByFields(
    label="Bookings of an account",
    fields=[TransformGroupByFields.FieldsItem(field="$account")],
    target_field="bookings",
)
balance = TransformMapper(
    label="Balance after each booking",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$bookings.map((booking, index) => booking.extend({balance:"
                    " $bookings.slice(0, index + 1).sum(earlier => earlier.cents)}))"
                ),
                target_path="$bookings",
            )
        ]
    ),
)
split = TransformJSONSplitter(label="A document per booking", path="$bookings")
amounts = TransformMapper(
    label="Amounts as text",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$account"), target_path="$account"),
            TransformMapper.MappingTableItem(expression=Expr("$booked"), target_path="$booked"),
            TransformMapper.MappingTableItem(expression=Expr("$text"), target_path="$text"),
            TransformMapper.MappingTableItem(
                expression=Expr("($cents / 100).toFixed(2)"), target_path="$amount"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("($balance / 100).toFixed(2)"), target_path="$balance"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write statement", filename="statement.csv")

p.connect([read, parse, cents, sort, group, balance, split, amounts, format_csv, write])
