"""Runs a child pipeline with parameters for every region, which writes a report of its own."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import TransformCSVFormatter, TransformJSONParser

p = Pipeline(label="report-per-region-with-child")

read = BinaryFileReader(label="Read regions", file_path="regions.json")
parse = TransformJSONParser(label="Parse regions")
# Parameters arrive in the child as text. It writes a file and puts nothing out, so the region passes on.
run_report = FlowPipelineExecute(
    label="Report of the region",
    pipeline="region-report",
    params=[
        FlowPipelineExecute.ParamsItem(param_name="region", param_value=Expr("$region")),
        FlowPipelineExecute.ParamsItem(param_name="minimum", param_value=Expr("$minimum")),
    ],
)
format_csv = TransformCSVFormatter(label="Format list of reports", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write list of reports", filename="reports.csv")

p.connect([read, parse, run_report, format_csv, write])
