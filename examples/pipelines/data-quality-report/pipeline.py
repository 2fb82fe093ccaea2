"""Counts the missing and malformed values of every field."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONSplitter,
    TransformMapper,
)

p = Pipeline(label="data-quality-report")

read = BinaryFileReader(label="Read customers", file_path="customers.csv")
parse = TransformCSVParser(label="Parse customers")
# A check for every field that has a rule; the others only have to be filled.
fields = TransformMapper(
    label="Check every field",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    r"$.entries().map(entry => ({field: entry[0],"
                    r" missing: entry[1] == null || entry[1].trim() == '' ? 1 : 0,"
                    r" malformed: entry[1] != null && entry[1].trim() != '' && match entry[0] {"
                    r" 'email' => entry[1].search(/^[^@\s]+@[^@\s]+\.[a-z]+$/) < 0,"
                    r" 'born' => entry[1].search(/^\d{4}-\d{2}-\d{2}$/) < 0,"
                    r" _ => false } ? 1 : 0}))"
                ),
                target_path="$fields",
            )
        ]
    ),
)
split = TransformJSONSplitter(label="A document per field", path="$fields")
count = TransformAggregate(
    label="Count per field",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$records"),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$missing", result_field="$missing"
        ),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$malformed", result_field="$malformed"
        ),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$field")],
)
percent = TransformMapper(
    label="Percent filled",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("(100 - $missing * 100 / $records).toFixed(1)"),
                target_path="$percent_filled",
            )
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write quality report", filename="quality.csv")

p.connect([read, parse, fields, split, count, percent, format_csv, write])
