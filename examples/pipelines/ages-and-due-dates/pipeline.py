"""Computes ages, terms and working days on a given day."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="ages-and-due-dates")
p.param_table = [Param(key="today", value="2026-02-28")]

read = BinaryFileReader(label="Read members", file_path="members.csv")
parse = TransformCSVParser(label="Parse members")
# The day comes as a parameter, so that a run can be repeated with the same result.
dates = TransformMapper(
    label="Dates",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse(_today)"), target_path="$today"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$born == '' ? null : Date.parse($born)"), target_path="$born"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("Date.parse($joined).plusYears(1)"), target_path="$renewal"
            ),
        ]
    ),
)
result = TransformMapper(
    label="Ages and terms",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$member"), target_path="$member"),
            # The birthday of this year decides whether the last year counts.
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$born == null ? null : $today.getFullYear() - $born.getFullYear()"
                    " - ($today.toString('MMdd') < $born.toString('MMdd') ? 1 : 0)"
                ),
                target_path="$age",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$renewal.toString('yyyy-MM-dd')"), target_path="$renewal"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("Math.round(($renewal - $today) / 86400000)"),
                target_path="$days_left",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$renewal.withDayOfMonth(1).plusMonths(1).minusDays(1).toString('yyyy-MM-dd')"
                ),
                target_path="$end_of_month",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "match $renewal.getDay() { 6 => 'Saturday', 0 => 'Sunday', _ => 'working day' }"
                ),
                target_path="$falls_on",
            ),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format as JSON")
write = BinaryFileWriter(label="Write terms", filename="terms.json")

p.connect([read, parse, dates, result, format_json, write])
