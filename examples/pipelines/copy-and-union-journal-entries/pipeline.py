"""Books every payment twice, as a debit and as a credit line."""

from slpy import Expr, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowCopy, FlowUnion
from slpy.modules.transform import (
    TransformCSVFormatter,
    TransformCSVParser,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="copy-and-union-journal-entries")

read = BinaryFileReader(label="Read payments", file_path="payments.csv")
parse = TransformCSVParser(label="Parse payments")
copy = FlowCopy(label="Two lines of each", outputs=["debit", "credit"])
debit = TransformMapper(
    label="Debit the bank",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$payment"), target_path="$payment"),
            TransformMapper.MappingTableItem(expression=Expr("'1020 Bank'"), target_path="$account"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($amount)"), target_path="$debit"
            ),
            TransformMapper.MappingTableItem(expression=Expr("null"), target_path="$credit"),
            TransformMapper.MappingTableItem(expression=Expr("$text"), target_path="$text"),
        ]
    ),
)
credit = TransformMapper(
    label="Credit the receivables",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$payment"), target_path="$payment"),
            TransformMapper.MappingTableItem(
                expression=Expr("'1100 Receivables'"), target_path="$account"
            ),
            TransformMapper.MappingTableItem(expression=Expr("null"), target_path="$debit"),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($amount)"), target_path="$credit"
            ),
            TransformMapper.MappingTableItem(expression=Expr("$text"), target_path="$text"),
        ]
    ),
)
union = FlowUnion(label="All lines", inputs=["debit", "credit"])
# Union takes what comes first: sort where the order matters.
sort = TransformSort(
    label="Sort by payment and account",
    sort_paths=[
        TransformSort.SortPathsItem(sort_path="$payment"),
        TransformSort.SortPathsItem(sort_path="$account"),
    ],
)
format_csv = TransformCSVFormatter(label="Format as CSV", quote_mode="MINIMAL")
write = BinaryFileWriter(label="Write journal", filename="journal.csv")

p.connect([read, parse, copy])
p.connect(copy, debit, "debit", "input0")
p.connect(copy, credit, "credit", "input0")
p.connect(debit, union, "output0", "debit")
p.connect(credit, union, "output0", "credit")
p.connect([union, sort, format_csv, write])
