import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../../base/limits.ts";
import { printDataModel } from "./print-data-model.ts";
import { readDataModel } from "./read-data-model.ts";

const whole = `
id: orders
displayName: Orders
refreshMinutes: 60
tables:
  - name: CASES
    source: {kind: cases, of: ACTIVITIES, caseColumn: case, columns: [region]}
    columns: [{name: case, rename: CASE_ID}]
    primaryKey: [CASE_ID]
  - name: ACTIVITIES
    source: {kind: csv, file: data/events.csv, delimiter: ";", nullTexts: ["-"]}
    columns:
      - {name: case, rename: CASE_ID, type: STRING}
      - {name: time, type: DATE, format: "%d.%m.%Y"}
      - {name: amount, type: FLOAT, decimal: ","}
    required: [CASE_ID]
    keep: [{column: state, values: [complete]}]
  - {name: P, source: {kind: postgres, connection: erp, table: partners}, onlyDeclared: true}
  - {name: E, source: {kind: excel, file: a.xlsx, sheet: S, headerRow: 3}}
  - {name: O, source: {kind: ocel2-json, file: a.json, content: activities, type: order}}
foreignKeys:
  - {parent: CASES, child: ACTIVITIES, columns: [CASE_ID]}
  - {parent: {table: P, columns: [id]}, child: {table: ACTIVITIES, columns: [partner]}}
eventLogs:
  - {id: LOG, activityTable: ACTIVITIES, caseTable: CASES, caseColumn: CASE_ID, activityColumn: activity, timestampColumn: time}
`;

describe("data model", () => {
  it("A12 reads tables, sources, keys and event logs from YAML", () => {
    const result = read(whole);
    assert.ok(result.ok, JSON.stringify(result));
    const { model } = result;
    assert.deepEqual(
      model.tables.map(({ name, source }) => [name, source?.kind]),
      [
        ["CASES", "cases"],
        ["ACTIVITIES", "csv"],
        ["P", "postgres"],
        ["E", "excel"],
        ["O", "ocel2-json"],
      ],
    );
    assert.deepEqual(model.foreignKeys[0], {
      parent: { table: "CASES", columns: ["CASE_ID"] },
      child: { table: "ACTIVITIES", columns: ["CASE_ID"] },
    });
    assert.deepEqual(model.foreignKeys[1]?.child, { table: "ACTIVITIES", columns: ["partner"] });
    assert.equal(model.eventLogs[0]?.timestampColumn, "time");
    assert.equal(model.refreshMinutes, 60);
  });

  it("prints what reads back to the same", () => {
    const first = read(whole);
    assert.ok(first.ok);
    const again = read(printDataModel(first.model));
    assert.ok(again.ok, JSON.stringify(again));
    assert.deepEqual(again.model, first.model);
  });

  it("says at which line what is wrong, with the nearest name", () => {
    const cases: readonly (readonly [string, string, number, RegExp])[] = [
      ["id: m\ntables: [{nam: T}]", "unknown-key", 2, /Did you mean "name"/],
      [tables("{name: T, source: {kind: cvs, file: a}}"), "bad-value", 3, /Did you mean "csv"/],
      [tables("{name: T}"), "missing-key", 3, /source/],
      [tables(csv("T"), csv("t")), "duplicate-name", 4, /Rename/],
      [
        `${tables(csv("ORDERS"))}foreignKeys: [{parent: ORDER, child: ORDERS, columns: [a]}]`,
        "unknown-table",
        4,
        /"ORDERS"/,
      ],
      [
        `${tables(csv("A"), csv("B"))}foreignKeys: [{parent: A, child: B}]`,
        "key-columns",
        5,
        /columns/,
      ],
      [
        `${tables(csv("A"))}foreignKeys: [{parent: A, child: A, columns: [x]}]`,
        "own-parent",
        4,
        /second time/,
      ],
      [
        `${tables(csv("ACTS"))}eventLogs: [{id: L, activityTable: ACT, caseColumn: c, activityColumn: a, timestampColumn: t}]`,
        "unknown-table",
        4,
        /"ACTS"/,
      ],
      [`${tables(csv("A"))}warehouse: {postgres: x}`, "source-and-warehouse", 3, /Remove/],
      [
        `${tables("{name: A, required: [x]}")}warehouse: {postgres: x}`,
        "changes-and-warehouse",
        3,
        /view/,
      ],
      [tables("{name: A, source: {kind: postgres, connection: c}}"), "table-or-query", 3, /one/],
      [tables("{name: A, source: {kind: cases, of: B, caseColumn: c}}"), "unknown-table", 3, /`A`/],
      [
        tables("{name: A, source: {kind: ocel2-json, file: a, content: cases}}"),
        "missing-key",
        3,
        /type/,
      ],
      [
        tables(
          "{name: A, source: {kind: csv, file: a}, columns: [{name: x, type: INT, format: '%Y'}]}",
        ),
        "format-of-date",
        3,
        /format/,
      ],
      [
        tables("{name: A, source: {kind: csv, file: a}, columns: [{name: x, format: '%Q'}]}"),
        "bad-value",
        3,
        /pattern/,
      ],
      ["id: a b\ntables: []", "bad-value", 1, /./],
      ["id: [", "not-yaml", 1, /./],
    ];
    for (const [text, code, line, words] of cases) {
      const result = read(text);
      assert.ok(!result.ok, text);
      const found = result.findings.find((finding) => finding.code === code);
      assert.ok(found !== undefined, `${text}: ${JSON.stringify(result.findings)}`);
      assert.equal(found.line, line, text);
      assert.match(`${found.reason} ${found.resolution}`, words, text);
    }
  });

  it("wants cases joined to their activities", () => {
    const result = read(
      whole.replace(
        "{parent: CASES, child: ACTIVITIES, columns: [CASE_ID]}",
        "{parent: CASES, child: P, columns: [CASE_ID]}",
      ),
    );
    assert.ok(!result.ok);
    assert.deepEqual(
      result.findings.map(({ code }) => code),
      ["cases-not-joined"],
    );
  });
});

function read(text: string) {
  return readDataModel({ path: "model.yaml", text }, defaultLimits);
}

function tables(...list: readonly string[]): string {
  return `id: m\ntables:\n${list.map((table) => `  - ${table}\n`).join("")}`;
}

function csv(name: string): string {
  return `{name: ${name}, source: {kind: csv, file: a.csv}}`;
}
