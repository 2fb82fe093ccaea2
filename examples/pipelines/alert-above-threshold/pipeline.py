"""Raises an alert for every service whose error rate is above a threshold."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformAggregate,
    TransformJSONFormatter,
    TransformJSONParser,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="alert-above-threshold")
p.param_table = [Param(key="percent", value="5"), Param(key="minimum_calls", value="3")]

read = BinaryFileReader(label="Read calls", file_path="calls.jsonl")
parse = TransformJSONParser(label="Parse calls", json_lines=True)
flag = TransformMapper(
    label="Error as 0 or 1",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$service"), target_path="$service"),
            TransformMapper.MappingTableItem(
                expression=Expr("$status >= 500 ? 1 : 0"), target_path="$failed"
            ),
        ]
    ),
)
count = TransformAggregate(
    label="Calls and errors per service",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$calls"),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$failed", result_field="$errors"
        ),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$service")],
)
# Parameters are text: they are turned into numbers before they are compared.
above = FlowFilter(
    label="Above the threshold",
    filter_expression=Expr(
        "$calls >= parseInt(_minimum_calls) && $errors * 100 / $calls > parseFloat(_percent)"
    ),
)
alert = TransformMapper(
    label="Alert",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$service"), target_path="$service"),
            TransformMapper.MappingTableItem(
                expression=Expr("$errors == $calls ? 'critical' : 'warning'"),
                target_path="$severity",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "'%s: %d of %d calls failed (limit %s %%)'.sprintf($service, $errors, $calls, _percent)"
                ),
                target_path="$message",
            ),
        ]
    ),
)
sort = TransformSort(
    label="Sort by service", sort_paths=[TransformSort.SortPathsItem(sort_path="$service")]
)
format_json = TransformJSONFormatter(label="Format alerts")
write = BinaryFileWriter(label="Write alerts", filename="alerts.json")

p.connect([read, parse, flag, count, above, alert, sort, format_json, write])
