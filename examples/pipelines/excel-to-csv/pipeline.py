"""Writes the sheet Orders of an Excel workbook as CSV with ISO dates."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformExcelParser,
    TransformMapper,
)

p = Pipeline(label="excel-to-csv")

read = BinaryFileReader(label="Read orders.xlsx", file_path="orders.xlsx")
parse = TransformExcelParser(
    label="Parse the sheet Orders", sheet_name_prop="Orders", null_empty_columns=True
)
name = TransformMapper(
    label="Name the columns",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$item"), target_path="$item"),
            TransformMapper.MappingTableItem(expression=Expr("$price"), target_path="$unit_price"),
            TransformMapper.MappingTableItem(
                expression=Expr("$paid ? 'yes' : 'no'"), target_path="$paid"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$on"), target_path="$ordered_on"),
            # A formula has the value that it had when the workbook was saved.
            TransformMapper.MappingTableItem(expression=Expr("$twice"), target_path="$total"),
        ]
    ),
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write orders.csv", filename="orders.csv")

p.connect([read, parse, name, to_csv, write])
