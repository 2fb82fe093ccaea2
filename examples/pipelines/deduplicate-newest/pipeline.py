"""Keeps the newest record of every customer and drops the older ones."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformGroupByFields,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="deduplicate-newest")

read = BinaryFileReader(label="Read crm-export.csv", file_path="crm-export.csv")
parse = TransformCSVParser(label="Parse CSV")
key = TransformMapper(
    label="E-mail as the key",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$email.trim().toLowerCase()"), target_path="$email"
            )
        ]
    ),
)
newest_first = TransformSort(
    label="By e-mail, newest first",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$email", sort_order_ind="ascending"),
        TransformSort.SortPathsItem(sort_path="$updated", sort_order_ind="descending"),
    ],
)
group = TransformGroupByFields(
    label="Group by e-mail",
    fields=[TransformGroupByFields.FieldsItem(field="$email")],
    target_field="records",
)
# The first of each group is the newest; it becomes the whole document.
first = TransformMapper(
    label="Take the newest",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$records[0]"), target_path="$")
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write customers.csv", filename="customers.csv")

p.connect([read, parse, key, newest_first, group, first, to_csv, write])
