import assert from "node:assert/strict";
import type { SnapCatalogue } from "../../../src/engine/catalogue.ts";
import { compileSlpy } from "../../../src/pygen/slpy/compile-slpy.ts";

/** Orders of at least `minimum`, from `orders.csv` to `large-orders.json`. */
export const largeOrders = `"""Keeps the large orders."""

from slpy import Expr, Param, Pipeline
from slpy.modules.binary import BinaryFileReader, BinaryFileWriter
from slpy.modules.flow import FlowFilter
from slpy.modules.transform import TransformCSVParser, TransformJSONFormatter, TransformMapper

p = Pipeline(label="large-orders")
p.param_table = [Param(key="minimum", value="100"), Param(key="output", value="large-orders.json")]

read = BinaryFileReader(label="Read orders", file_path="orders.csv")
parse = TransformCSVParser(label="Parse orders")
large = FlowFilter(label="Large ones", filter_expression=Expr("parseFloat($amount) >= parseFloat(_minimum)"))
named = TransformMapper(
    label="Name",
    transformations=TransformMapper.Transformations(
        mapping_table=[
            TransformMapper.MappingTableItem(expression=Expr("$customer.toUpperCase()"), target_path="$customer"),
            TransformMapper.MappingTableItem(expression=Expr("parseFloat($amount)"), target_path="$amount"),
        ]
    ),
)
to_json = TransformJSONFormatter(label="Format orders")
write = BinaryFileWriter(label="Write orders", filename=Expr("_output"))

p.connect([read, parse, large, named, to_json, write])
`;

export const orders = Buffer.from("customer,amount\nada,120\nbert,80\ncleo,300.5\n");

/** The orders that are at least as large. */
export function ordersFrom(minimum: number): Buffer {
  const all = [
    { customer: "ADA", amount: 120 },
    { customer: "BERT", amount: 80 },
    { customer: "CLEO", amount: 300.5 },
  ];
  return Buffer.from(JSON.stringify(all.filter(({ amount }) => amount >= minimum)));
}

/** Reads `prices.json`, which is not there. */
export const readPrices = `"""Reads the price list."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileReader
from slpy.modules.transform import TransformJSONParser

p = Pipeline(label="read-prices")

read = BinaryFileReader(label="Read prices", file_path="prices.json", inputs=[])
parse = TransformJSONParser(label="Parse prices", outputs=["output0"])

p.connect([read, parse])
`;

/** Waits ten minutes between attempts to read the prices, and writes `all-prices.json` at last. */
export const patient = `"""Waits for the price list."""

from slpy import Pipeline
from slpy.modules.binary import BinaryFileWriter
from slpy.modules.flow import FlowPipelineExecute
from slpy.modules.transform import TransformJSONFormatter, TransformSequence

p = Pipeline(label="wait-for-prices")

once = TransformSequence(label="Once")
wait = FlowPipelineExecute(label="Wait for prices", pipeline="read-prices", retry_limit=9, retry_interval=600)
to_json = TransformJSONFormatter(label="Format prices")
write = BinaryFileWriter(label="Write prices", filename="all-prices.json")

p.connect([once, wait, to_json, write])
`;

export function slpOf(source: string, catalogue: SnapCatalogue): string {
  const compiled = compileSlpy(source, catalogue);
  assert.ok(compiled.ok, compiled.ok ? "" : JSON.stringify(compiled.findings, undefined, 2));
  return compiled.slp;
}
