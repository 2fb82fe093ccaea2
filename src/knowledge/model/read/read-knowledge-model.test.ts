import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { orderModelText, orderSchema } from "../../../../test/support/order-model.ts";
import { defaultLimits } from "../../../base/limits.ts";
import type { YamlFile, YamlFinding } from "../../yaml/yaml-finding.ts";
import type { KnowledgeModel } from "../knowledge-model.ts";
import { lintModel } from "../lint-model.ts";
import { readKnowledgeModel, type ReadModelOptions } from "./read-knowledge-model.ts";

const data = { id: "orders", schema: orderSchema };
const small = "kind: BASE\nmetadata: {key: a}\ndataModelId: d\n";

describe("readKnowledgeModel", () => {
  it("A12 reads records, attributes, KPIs, filters, flags, variables and event logs", () => {
    const model = read([file("model.yaml", orderModelText)]);
    assert.deepEqual(
      model.records.map(({ id, table, eligible }) => [id, table, eligible]),
      [
        ["ORDERS", "ORDERS", true],
        ["CUSTOMERS", "CUSTOMERS", true],
      ],
    );
    const [orders] = model.records;
    assert.deepEqual(
      orders?.attributes.map(({ columnId, kind, type }) => [columnId, kind, type]),
      [
        ["ORDERS.REGION", "attribute", "STRING"],
        ["ORDERS.NET_VALUE", "attribute", "FLOAT"],
        ["ORDERS.CREATED", "attribute", "DATE"],
        ["ORDERS.NET_THOUSANDS", "attribute", "FLOAT"],
        ["ORDERS.BIG", "flag", "BOOLEAN"],
      ],
    );
    assert.equal(orders.identifier?.columnId, "ORDERS.ORDER_ID");
    assert.equal(model.filters[0]?.pql, '"ORDERS"."REGION" = \'Europe\'');
    assert.deepEqual(model.kpis[1]?.desiredDirection, "UP");
    assert.deepEqual(model.variables[0], {
      id: "VAR_BIG",
      displayName: "Big order",
      type: "FLOAT",
      value: 1000,
    });
    assert.deepEqual(model.policies[0]?.appliesTo, [
      { kind: "everyone-except-group", value: "sales" },
    ]);
  });

  it("A12 makes names of ids and reads columns of the same name where nothing is said", () => {
    const model = read([
      file("m.yaml", `${small}records:\n  - id: ORDER_ITEMS\n    attributes: [{id: netValue}]\n`),
    ]);
    assert.equal(model.displayName, "A");
    assert.equal(model.records[0]?.displayName, "Order Items");
    assert.equal(model.records[0]?.pql, '"ORDER_ITEMS"');
    const [attribute] = model.records[0]?.attributes ?? [];
    assert.deepEqual(
      [attribute?.displayName, attribute?.pql],
      ["Net Value", '"ORDER_ITEMS"."netValue"'],
    );
  });

  it("A12 understands Metadata with a capital and a data model by a variable of the package", () => {
    const text = small.replace("metadata", "Metadata").replace(": d\n", ": ${{ data }}\n");
    assert.equal(read([file("m.yaml", text)]).dataModelId, "data");
    const packageVariables = new Map([["data", "orders"]]);
    assert.equal(read([file("m.yaml", text)], { packageVariables }).dataModelId, "orders");
    const [finding] = findings([file("m.yaml", text)], {
      packageVariables: new Map([["date", "x"]]),
    });
    assert.deepEqual([finding?.code, finding?.line], ["unknown-variable", 3]);
  });

  it("A12 joins the files of a folder and leaves files about other things alone", () => {
    const model = read([
      file("km/model.yaml", small),
      file("km/records/orders.yaml", "id: ORDERS\nattributes: [{id: X}]\n"),
      file("km/kpis/all.yaml", "- {id: K1, pql: COUNT_TABLE(\"ORDERS\")}\n- {id: K2, pql: '1'}\n"),
      file("km/more.yaml", "filters: [{id: F, pql: '1 = 1'}]\nrecords: [{id: LINES}]\n"),
      file(
        "km/event-logs/log.yaml",
        "id: L\nactivityTable: A\ncaseColumn: B\nactivityColumn: C\ntimestampColumn: D\n",
      ),
      file("data-model.yaml", "tables: [{name: ORDERS}]\n"),
    ]);
    assert.deepEqual(
      model.records.map(({ id }) => id),
      ["ORDERS", "LINES"],
    );
    assert.deepEqual(
      model.kpis.map(({ id }) => id),
      ["K1", "K2"],
    );
    assert.equal(model.eventLogs[0]?.activityTable, "A");
    assert.equal(model.filters.length, 1);
  });

  it("A12 says which files belong to no model", () => {
    const [finding] = findings([
      file("a.yaml", small),
      file("b.yaml", small.replace("key: a", "key: b")),
      file("kpis/k.yaml", "id: K\npql: '1'\n"),
    ]);
    assert.deepEqual([finding?.code, finding?.file], ["part-without-model", "kpis/k.yaml"]);
  });

  it("A12 merges an extension over its base, key by key", () => {
    const extension = `kind: EXTENSION
metadata: {key: more, displayName: More}
extends: orders-km
kpis:
  - {id: NET_TOTAL, format: '0', unit: USD}
  - {id: EXTRA, pql: '2'}
records:
  - id: ORDERS
    attributes: [{id: REGION, displayName: Sales region}, {id: URGENT}]
variables: [{id: VAR_BIG, value: 5}]
`;
    const model = read([file("base.yaml", orderModelText), file("ext.yaml", extension)]);
    assert.equal(model.key, "more");
    assert.equal(model.dataModelId, "orders");
    const total = model.kpis.find(({ id }) => id === "NET_TOTAL");
    assert.deepEqual(
      [total?.pql, total?.format, total?.unit, total?.desiredDirection],
      ['SUM("ORDERS"."NET_VALUE")', "0", "USD", "UP"],
    );
    assert.equal(model.kpis.at(-1)?.id, "EXTRA");
    const [orders] = model.records;
    assert.equal(orders?.attributes[0]?.displayName, "Sales region");
    assert.equal(orders.attributes[0].pql, '"ORDERS"."REGION"');
    assert.ok(orders.attributes.some(({ id }) => id === "URGENT"));
    assert.equal(model.variables[0]?.value, 5);
    const base = read([file("base.yaml", orderModelText), file("ext.yaml", extension)], {
      key: "orders-km",
    });
    assert.equal(base.kpis.length, 3);
  });

  it("A12 finds bases that are missing, that extend in a circle, and keys that stand twice", () => {
    const extension = (key: string, base: string) =>
      file(`${key}.yaml`, `kind: EXTENSION\nmetadata: {key: ${key}}\nextends: ${base}\n`);
    const [missing] = findings([file("m.yaml", small), extension("b", "aa")], { key: "b" });
    assert.deepEqual([missing?.code, missing?.line], ["missing-base", 3]);
    assert.match(missing?.resolution ?? "", /Did you mean "a"/);
    const [circle] = findings([extension("a", "b"), extension("b", "a")]);
    assert.equal(circle?.code, "cyclic-extension");
    assert.match(circle.reason, /`a` → `b` → `a`/);
    const [twice] = findings([file("m.yaml", small), file("n.yaml", small)]);
    assert.equal(twice?.code, "duplicate-model");
    const several = findings([
      file("m.yaml", small),
      file("n.yaml", small.replace("key: a", "key: b")),
    ]);
    assert.match(several[0]?.error ?? "", /not clear which/);
  });

  it("A12 names the nearest key of an unknown one and says what an addition lacks", () => {
    const [unknown] = findings([file("m.yaml", `${small}kpis: [{id: K, pql: '1', unitt: x}]\n`)]);
    assert.deepEqual([unknown?.code, unknown?.line, unknown?.column], ["unknown-key", 4, 26]);
    const [lacking] = findings([
      file("m.yaml", small),
      file("e.yaml", "kind: EXTENSION\nmetadata: {key: e}\nextends: a\nkpis: [{id: K}]\n"),
    ]);
    assert.deepEqual(
      [lacking?.code, lacking?.line, lacking?.place.pointer],
      ["missing-key", 4, "kpis.K"],
    );
  });

  it("A12 points at the place within PQL, through quotes and blocks", () => {
    const [quoted] = findings([
      file("m.yaml", `${small}kpis:\n  - id: K\n    pql: 'SUM(''a'' +)'\n`),
    ]);
    assert.deepEqual([quoted?.line, quoted?.column], [6, 22]);
    const [block] = findings([
      file("m.yaml", `${small}kpis:\n  - id: K\n    pql: |\n      SUM(\n        1 +)\n`),
    ]);
    assert.deepEqual([block?.line, block?.column], [8, 12]);
  });

  it("A12 refuses more files and more things than the limits allow", () => {
    const limits = { ...defaultLimits, modelFilesMax: 1, modelEntitiesMax: 5 };
    const many = findings([file("a.yaml", small), file("b.yaml", small)], { limits });
    assert.match(many[0]?.reason ?? "", /modelFilesMax/);
    const big = findings([file("a.yaml", orderModelText)], { limits });
    assert.match(big[0]?.reason ?? "", /modelEntitiesMax/);
    assert.equal(findings([])[0]?.code, "no-model");
  });

  it("A12 never throws, whatever becomes of a model's text, and points inside its file", () => {
    const piece = fc.constantFrom(
      "",
      ":",
      "- ",
      "'",
      '"',
      "{",
      "[",
      "\n",
      "  ",
      "${",
      "__proto__: 1\n",
      "id",
      "&a ",
      "*a",
      "null",
      "9",
    );
    const mutation = fc.record({ at: fc.nat(orderModelText.length), cut: fc.nat(30), piece });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let text = orderModelText;
        for (const { at, cut, piece: added } of mutations) {
          text = text.slice(0, at) + added + text.slice(at + cut);
        }
        const result = readKnowledgeModel([file("m.yaml", text)], { limits: defaultLimits });
        const found = result.ok ? lintModel(result, data, 0) : [];
        for (const finding of [...result.findings, ...found]) assertInside(finding, text);
      }),
      { numRuns: 100 },
    );
  });
});

function file(path: string, text: string): YamlFile {
  return { path, text };
}

function read(files: readonly YamlFile[], more: Partial<ReadModelOptions> = {}): KnowledgeModel {
  const result = readKnowledgeModel(files, { limits: defaultLimits, ...more });
  assert.ok(result.ok, JSON.stringify(result.findings, undefined, 1));
  assert.deepEqual(result.findings, []);
  return result.model;
}

function findings(
  files: readonly YamlFile[],
  more: Partial<ReadModelOptions> = {},
): readonly YamlFinding[] {
  const result = readKnowledgeModel(files, { limits: defaultLimits, ...more });
  assert.ok(!result.ok, "expected findings");
  return result.findings;
}

function assertInside({ place, line }: YamlFinding, text: string): void {
  const { start, end } = place.span ?? { start: -1, end: -1 };
  assert.ok(start >= 0 && start <= end && end <= text.length);
  assert.ok(line >= 1 && line <= text.split("\n").length);
}
