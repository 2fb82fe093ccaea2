"""Loads a list of files with a child pipeline that is tried again when it fails."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformJSONParser,
    TransformMapper,
)

p = Pipeline(label="retry-child-pipeline")
p.param_table = [Param(key="retries", value="3"), Param(key="pause_seconds", value="10")]

read = BinaryFileReader(label="Read list of partners", file_path="partners.json")
parse = TransformJSONParser(label="Parse list of partners")
# A child that may be retried hands its documents over when it has ended, so that none comes twice.
fetch = FlowPipelineExecute(
    label="Fetch the price list",
    pipeline="fetch-price-list",
    params=[FlowPipelineExecute.ParamsItem(param_name="file", param_value=Expr("$file"))],
    timeout=60,
    retry_limit=Expr("_retries"),
    retry_interval=Expr("_pause_seconds"),
    error_behavior="continue",
)
format_prices = TransformCSVFormatter(label="Format prices", quote_mode="MINIMAL")
write_prices = BinaryFileWriter(label="Write prices", filename="prices.csv")
# What still fails after the last attempt comes out here.
unreachable = TransformMapper(
    label="Still failing",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$original.partner"), target_path="$partner"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$original.file"), target_path="$file"
            ),
        ]
    ),
)
format_failed = TransformCSVFormatter(label="Format partners to call", quote_mode="MINIMAL")
write_failed = BinaryFileWriter(label="Write partners to call", filename="partners-to-call.csv")

p.connect([read, parse, fetch, format_prices, write_prices])
p.connect(fetch, unreachable, "error0", "input0")
p.connect([unreachable, format_failed, write_failed])
