"""Merges the CSV files of all stores in the project into one file."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryDirectoryBrowser, BinaryFileReader, BinaryFileWriter
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformSort

p = Pipeline(label="merge-directory")

# Without a directory the Snap lists the project that the pipeline is in.
browse = BinaryDirectoryBrowser(
    label="List the store files", filter="store-*.csv", ignore_empty_result=False
)
read = BinaryFileReader(label="Read each file", file_path=Expr("$Path"))
parse = TransformCSVParser(label="Parse each CSV")
in_order = TransformSort(
    label="Sort by store and article",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$store"),
        TransformSort.SortPathsItem(sort_path="$article"),
    ],
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write stock.csv", filename="stock.csv")

p.connect([browse, read, parse, in_order, to_csv, write])
