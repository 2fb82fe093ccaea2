"""Runs a child pipeline for every CSV file of a directory and joins what they find."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryDirectoryBrowser, BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import TransformCSVFormatter, TransformSort

p = Pipeline(label="child-per-file-of-directory")

browse = BinaryDirectoryBrowser(
    label="List the files", filter="inbox-*.csv", inputs=[]
)
load = FlowPipelineExecute(
    label="Load one file",
    pipeline="load-one-file",
    pool_size=2,
    params=[
        FlowPipelineExecute.ParamsItem(param_name="path", param_value=Expr("$Path")),
        FlowPipelineExecute.ParamsItem(param_name="file", param_value=Expr("$Name")),
    ],
)
# With a pool of two, the files come out in the order in which the children finish.
sort = TransformSort(
    label="Sort by file and line",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$file"),
        TransformSort.SortPathsItem(sort_path="$line"),
    ],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write all measurements", filename="all-measurements.csv")

p.connect([browse, load, sort, format_csv, write])
