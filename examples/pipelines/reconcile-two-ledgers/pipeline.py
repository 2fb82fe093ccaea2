"""Reconciles the bank statement with the ledger and says what is wrong with each entry."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowCopy
from slpy.modules.transform import (
    TransformAggregate,
    TransformCSVFormatter,
    TransformCSVParser,
    TransformJSONFormatter,
    TransformJoin,
    TransformMapper,
    TransformSort,
)

p = Pipeline(label="reconcile-two-ledgers")
p.param_table = [Param(key="tolerance", value="0.01")]

read_ledger = BinaryFileReader(label="Read ledger", file_path="ledger.csv")
parse_ledger = TransformCSVParser(label="Parse ledger")
read_bank = BinaryFileReader(label="Read bank statement", file_path="bank.csv")
parse_bank = TransformCSVParser(label="Parse bank statement", delimiter=";")
bank_amount = TransformMapper(
    label="Amount as the bank writes it",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$Referenz.trim()"), target_path="$bank_reference"
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("parseFloat($Betrag.replaceAll('.', '').replace(',', '.'))"),
                target_path="$bank_amount",
            ),
        ]
    ),
)
join = TransformJoin(
    label="Match by reference",
    inputs=["ledger", "bank"],
    join_type="Outer",
    sorted_streams="Unsorted",
    join_paths=[
        TransformJoin.JoinPathsItem(
            left_path="$reference", right_path="$bank_reference", right_input_view="bank"
        )
    ],
)
amounts = TransformMapper(
    label="Both amounts",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('reference') || $.get('bank_reference')"),
                target_path="$reference",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("'reference' in $ ? parseFloat($amount) : null"),
                target_path="$ledger",
            ),
            TransformMapper.MappingTableItem(
                expression=Expr("$.get('bank_amount')"), target_path="$bank"
            ),
        ]
    ),
)
status = TransformMapper(
    label="Status",
    pass_through=True,
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(
                expression=Expr(
                    "match $ {"
                    " {bank: null} => 'missing at bank',"
                    " {ledger: null} => 'missing in ledger',"
                    " _ if Math.abs($ledger - $bank) >= parseFloat(_tolerance) => 'different amount',"
                    " _ => 'matched' }"
                ),
                target_path="$status",
            )
        ]
    ),
)
sort = TransformSort(
    label="Sort by reference", sort_paths=[TransformSort.SortPathsItem(sort_path="$reference")]
)
copy = FlowCopy(label="Entries and summary", outputs=["entries", "summary"])
format_csv = TransformCSVFormatter(label="Format entries", quote_mode="MINIMAL")
write_entries = BinaryFileWriter(label="Write reconciliation", filename="reconciliation.csv")
summarise = TransformAggregate(
    label="Count by status",
    aggregate_fields=[
        TransformAggregate.AggregateFieldsItem(function="COUNT", result_field="$entries"),
        TransformAggregate.AggregateFieldsItem(
            function="SUM", field="$ledger", result_field="$ledger"
        ),
        TransformAggregate.AggregateFieldsItem(function="SUM", field="$bank", result_field="$bank"),
    ],
    group_by_fields=[TransformAggregate.GroupByFieldsItem(field_path="$status")],
)
sort_summary = TransformSort(
    label="Sort by status", sort_paths=[TransformSort.SortPathsItem(sort_path="$status")]
)
format_json = TransformJSONFormatter(label="Format summary")
write_summary = BinaryFileWriter(label="Write summary", filename="summary.json")

p.connect([read_ledger, parse_ledger])
p.connect([read_bank, parse_bank, bank_amount])
p.connect(parse_ledger, join, "output0", "ledger")
p.connect(bank_amount, join, "output0", "bank")
p.connect([join, amounts, status, sort, copy])
p.connect(copy, format_csv, "entries", "input0")
p.connect([format_csv, write_entries])
p.connect(copy, summarise, "summary", "input0")
p.connect([summarise, sort_summary, format_json, write_summary])
