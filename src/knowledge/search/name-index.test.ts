import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { createNameIndex } from "./name-index.ts";
import type { SearchedColumn } from "./searched-columns.ts";

const columns = [
  column("ORDERS.DOCUMENT_TYPE", ["Document Type", "DOCUMENT_TYPE", "kind of document"], "Orders"),
  column("ORDERS.NET_VALUE", ["Net Value", "netValue", "revenue"], "Orders"),
  column("LINES.TYPE", ["Type", "TYPE"], "Order Lines"),
  column("CUSTOMERS.NAME", ["Customer Name", "NAME", "Müller"], "Customers"),
];
const index = createNameIndex(columns);

describe("name index", () => {
  it("A9 puts exact names before prefixes, prefixes before parts, parts before typos", () => {
    assert.deepEqual(found("type"), [
      ["LINES.TYPE", "exact"],
      ["ORDERS.DOCUMENT_TYPE", "substring"],
    ]);
    assert.deepEqual(found("doc"), [["ORDERS.DOCUMENT_TYPE", "prefix"]]);
    assert.deepEqual(found("Documnet Tpye")[0], ["ORDERS.DOCUMENT_TYPE", "fuzzy"]);
  });

  it("A9 knows synonyms, ids, other spellings and other orders of words", () => {
    assert.deepEqual(found("REVENUE")[0], ["ORDERS.NET_VALUE", "exact"]);
    assert.deepEqual(found("net_value")[0], ["ORDERS.NET_VALUE", "exact"]);
    assert.deepEqual(found("muller")[0], ["CUSTOMERS.NAME", "exact"]);
    assert.deepEqual(found("value net")[0], ["ORDERS.NET_VALUE", "substring"]);
    assert.deepEqual(found("orders net value")[0], ["ORDERS.NET_VALUE", "exact"]);
  });

  it("A9 finds columns by their records and descriptions behind those named so", () => {
    assert.deepEqual(found("order lines"), [["LINES.TYPE", "substring"]]);
    assert.deepEqual(found("about revenue")[0]?.[1], "related");
  });

  it("A9 answers any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
        for (const { match } of index.find(text)) assert.notEqual(match, "query");
        index.findInSentence(text);
      }),
    );
  });
});

function found(term: string): readonly (readonly [string, string])[] {
  return index.find(term).map(({ column: { id }, match }) => [id, match] as const);
}

function column(id: string, names: readonly string[], record: string): SearchedColumn {
  const [displayName = ""] = names;
  return {
    id,
    kind: "attribute",
    displayName,
    recordName: record,
    type: "STRING",
    node: { kind: "null", span: { start: 0, end: 0 } },
    names: [...names, id],
    recordNames: [record],
    description: `Says something about ${displayName === "Net Value" ? "revenue" : displayName}.`,
  };
}
