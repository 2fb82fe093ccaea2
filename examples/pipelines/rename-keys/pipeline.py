"""Renames all columns of an export to snake_case, with a name of its own for some."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformMapper

p = Pipeline(label="rename-keys")

read = BinaryFileReader(label="Read export.csv", file_path="export.csv")
parse = TransformCSVParser(label="Parse CSV")
rename = TransformMapper(
    label="Rename every key",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            # The callback gets the value first and the key second.
            TransformMapper.MappingTableItem(
                expression=Expr("$.mapKeys((value, key) => key.snakeCase())"), target_path="$"
            )
        ]
    ),
)
exceptions = TransformMapper(
    label="Names of their own",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$.mapKeys((value, key) =>"
                    " ({cust_no: 'customer_id', total_incl_vat: 'gross_total'}).get(key, key))"
                ),
                target_path="$",
            )
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write orders.csv", filename="orders.csv")

p.connect([read, parse, rename, exceptions, to_csv, write])
