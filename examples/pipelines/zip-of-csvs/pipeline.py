"""Merges the monthly CSV files in a ZIP archive into one CSV in order of date."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileWriter, BinaryZipFileRead
from slpy.modules.transform import TransformCSVFormatter, TransformCSVParser, TransformSort

p = Pipeline(label="zip-of-csvs")

unzip = BinaryZipFileRead(label="Unpack sales-q1.zip", file_path="sales-q1.zip")
# Each file in the archive has a header of its own, whatever the order of its columns.
parse = TransformCSVParser(label="Parse each CSV")
in_order = TransformSort(
    label="Sort by date and receipt",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$date", sort_order_ind="ascending"),
        TransformSort.SortPathsItem(sort_path="$receipt", sort_order_ind="ascending"),
    ],
)
to_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write sales-q1.csv", filename="sales-q1.csv")

p.connect([unzip, parse, in_order, to_csv, write])
