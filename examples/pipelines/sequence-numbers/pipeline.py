"""Gives invoices consecutive numbers from a starting number, in order of their date."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
    TransformSequence,
    TransformSort,
)

p = Pipeline(label="sequence-numbers")
p.param_table = [
    Param(key="first", value="1", description="Number of the first invoice."),
    Param(key="year", value="2026"),
]

read = BinaryFileReader(label="Read drafts.csv", file_path="drafts.csv")
parse = TransformCSVParser(label="Parse CSV")
by_date = TransformSort(
    label="Sort by date", sort_paths=[TransformSort.SortPathsItem(sort_path="$date")]
)
count = TransformSequence(
    label="Count on from the first",
    initial_value_prop=Expr("parseInt(_first)"),
    pass_through_prop=True,
)
number = TransformMapper(
    label="Number of the invoice",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("'INV-%s-%05d'.sprintf(_year, $value)"), target_path="$invoice"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$date"), target_path="$date"),
            TransformMapper.MappingTableItem(expression=Expr("$customer"), target_path="$customer"),
            TransformMapper.MappingTableItem(expression=Expr("$total"), target_path="$total"),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write invoices.csv", filename="invoices.csv")

p.connect([read, parse, by_date, count, number, to_csv, write])
