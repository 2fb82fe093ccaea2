"""Writes a CSV of measurements as an Excel sheet with real numbers and dates."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformExcelFormatter,
    TransformMapper,
)

p = Pipeline(label="csv-to-excel")

read = BinaryFileReader(label="Read weather.csv", file_path="weather.csv")
parse = TransformCSVParser(label="Parse CSV")
# Text that is a number becomes one when the sheet is written; a date has to be one before.
dates = TransformMapper(
    label="Make dates of the day",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("LocalDate.parse($day)"), target_path="$day"
            ),
        ]
    ),
)
to_excel = TransformExcelFormatter(label="Format as Excel", sheet_name_prop="Weather Data")
write = BinaryFileWriter(label="Write weather.xlsx", filename="weather.xlsx")

p.connect([read, parse, dates, to_excel, write])
