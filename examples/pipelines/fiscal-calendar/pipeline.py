"""Generates a calendar with fiscal years, quarters and weekends for a range of days."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformMapper, TransformSequence

p = Pipeline(label="fiscal-calendar")
p.param_table = [
    Param(key="first_day", value="2026-01-01"),
    Param(key="days", value="365"),
    Param(key="fiscal_start_month", value="1"),
]

# Numbers from 0: the offset of each day from the first.
offsets = TransformSequence(
    label="One per day",
    inputs=[],
    initial_value_prop=0,
    number_of_documents_prop=Expr("_days"),
)
day = TransformMapper(
    label="The day",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("LocalDate.parse(_first_day).plusDays($value)"), target_path="$day"
            ),
            # Months since the start of the fiscal year, 0 to 11.
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "(LocalDate.parse(_first_day).plusDays($value).getMonth()"
                    " - parseInt(_fiscal_start_month) + 12) % 12"
                ),
                target_path="$fiscal_offset",
            ),
        ]
    ),
)
calendar = TransformMapper(
    label="Calendar fields",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$day.toString('yyyy-MM-dd')"), target_path="$date"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$day.toString('EEEE')"), target_path="$weekday"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("[0, 6].indexOf($day.getDay()) >= 0"), target_path="$weekend"
            ),
            # A fiscal year has the number of the year in which it ends.
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "'FY' + ($day.getFullYear() + (parseInt(_fiscal_start_month) > 1"
                    " && $day.getMonth() >= parseInt(_fiscal_start_month) ? 1 : 0))"
                ),
                target_path="$fiscal_year",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("'Q' + (Math.floor($fiscal_offset / 3) + 1)"),
                target_path="$fiscal_quarter",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$fiscal_offset + 1"), target_path="$fiscal_period"
            ),
        ]
    ),
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write calendar", filename="calendar.csv")

p.connect([offsets, day, calendar, format_csv, write])
