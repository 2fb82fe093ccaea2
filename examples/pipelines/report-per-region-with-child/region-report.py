"""Writes the sales of one region above a minimum, with their total, to report-<region>.json."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import (
    TransformCSVParser,
    TransformGroupByN,
    TransformJSONFormatter,
    TransformMapper,
)

p = Pipeline(label="region-report")
p.param_table = [Param(key="region", value="north"), Param(key="minimum", value="0")]

read = BinaryFileReader(label="Read sales", file_path="sales.csv", inputs=[])
parse = TransformCSVParser(label="Parse sales")
of_region = FlowFilter(
    label="Of the region, above the minimum",
    filter_expression=Expr("$region == _region && parseFloat($amount) >= parseFloat(_minimum)"),
)
numbers = TransformMapper(
    label="Amounts as numbers",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$sale"), target_path="$sale"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($amount)"), target_path="$amount"
            ),
        ]
    ),
)
together = TransformGroupByN(label="All in one", group_size=0, target_field="$sales")
report = TransformMapper(
    label="Report",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("_region"), target_path="$region"),
            TransformMapper.MappingTableItem(
                expression=Expr("$sales.sum(sale => sale.amount)"), target_path="$total"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$sales"), target_path="$sales"),
        ]
    ),
)
format_json = TransformJSONFormatter(label="Format report", format_single_document=True)
write = BinaryFileWriter(
    label="Write report", filename=Expr("'report-' + _region + '.json'"), outputs=[]
)

p.connect([read, parse, of_region, numbers, together, report, format_json, write])
