"""Converts amounts to euro with the rate of the day and sets apart what has no rate."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowRouter
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="convert-currencies")

read_expenses = BinaryFileReader(label="Read expenses", file_path="expenses.csv")
parse_expenses = TransformCSVParser(label="Parse expenses")
read_rates = BinaryFileReader(label="Read rates", file_path="rates.csv")
parse_rates = TransformCSVParser(label="Parse rates")
join = TransformJoin(
    label="Rate of the day",
    inputs=["expenses", "rates"],
    join_type="Left outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$date", right_path="$day", right_input_view="rates"
        ),
        TransformJoin.JoinPathsItem(
            left_path="$currency", right_path="$code", right_input_view="rates"
        ),
    ],
)
convert = TransformMapper(
    label="Amount in euro",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$expense"), target_path="$expense"),
            TransformMapper.MappingTableItem(expression=Expr("$text"), target_path="$text"),
            TransformMapper.MappingTableItem(expression=Expr("$date"), target_path="$date"),
            TransformMapper.MappingTableItem(expression=Expr("$amount"), target_path="$amount"),
            TransformMapper.MappingTableItem(expression=Expr("$currency"), target_path="$currency"),
            # Rates say how much of the currency one euro buys.
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "$currency == 'EUR' ? parseFloat($amount)"
                    " : ('per_euro' in $"
                    " ? Math.round(parseFloat($amount) / parseFloat($per_euro) * 100) / 100 : null)"
                ),
                target_path="$euro",
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by expense", sort_paths=[TransformSort.SortPathsItem(sort_path="$expense")]
)
has_rate = FlowRouter(
    label="With or without a rate",
    outputs=["converted", "no_rate"],
    routes=[
        FlowRouter.RoutesItem(expression=Expr("$euro != null"), output_view_name="converted"),
        FlowRouter.RoutesItem(expression=Expr("$euro == null"), output_view_name="no_rate"),
    ],
)
format_csv = TransformCSVFormatter(label="Format converted", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write converted", filename="expenses-eur.csv")
format_missing = TransformCSVFormatter(label="Format without a rate", quote_mode="MINIMAL")
write_missing = BinaryFileWriter(label="Write without a rate", filename="no-rate.csv")

p.connect([read_expenses, parse_expenses])
p.connect([read_rates, parse_rates])
p.connect(parse_expenses, join, "output0", "expenses")
p.connect(parse_rates, join, "output0", "rates")
p.connect([join, convert, sort, has_rate])
p.connect(has_rate, format_csv, "converted", "input0")
p.connect([format_csv, write])
p.connect(has_rate, format_missing, "no_rate", "input0")
p.connect([format_missing, write_missing])
