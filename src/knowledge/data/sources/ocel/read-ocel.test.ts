import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { PackageForTests } from "../../data-for-tests.ts";

const ocel2 = {
  objectTypes: [
    { name: "order", attributes: [{ name: "price", type: "float" }] },
    { name: "item", attributes: [] },
  ],
  eventTypes: [
    { name: "place", attributes: [{ name: "by", type: "string" }] },
    { name: "pick", attributes: [{ name: "count", type: "integer" }] },
  ],
  events: [
    {
      id: "e2",
      type: "pick",
      time: "2024-01-02T10:00:00Z",
      attributes: [{ name: "count", value: "2" }],
      relationships: [
        { objectId: "i1", qualifier: "" },
        { objectId: "o1", qualifier: "of" },
        { objectId: "o1", qualifier: "again" },
      ],
    },
    {
      id: "e1",
      type: "place",
      time: "2024-01-01T10:00:00Z",
      attributes: [{ name: "by", value: "Ann" }],
      relationships: [
        { objectId: "o1", qualifier: "of" },
        { objectId: "o2", qualifier: "of" },
      ],
    },
  ],
  objects: [
    {
      id: "o1",
      type: "order",
      attributes: [
        { name: "price", time: "2024-01-03T00:00:00Z", value: "12.5" },
        { name: "price", time: "1970-01-01T00:00:00Z", value: "10" },
      ],
      relationships: [{ objectId: "i1", qualifier: "has" }],
    },
    { id: "o2", type: "order", attributes: [] },
    { id: "i1", type: "item" },
  ],
};

const ocel1 = {
  "ocel:global-log": { "ocel:version": "1.0" },
  "ocel:events": {
    e1: {
      "ocel:activity": "place",
      "ocel:timestamp": "2024-01-01T10:00:00Z",
      "ocel:omap": ["o1", "o2"],
      "ocel:vmap": { by: "Ann" },
    },
    e2: {
      "ocel:activity": "pick",
      "ocel:timestamp": "2024-01-02T10:00:00Z",
      "ocel:omap": ["i1", "o1"],
      "ocel:vmap": { count: 2 },
    },
  },
  "ocel:objects": {
    o1: { "ocel:type": "order", "ocel:ovmap": { price: 12.5 } },
    o2: { "ocel:type": "order", "ocel:ovmap": {} },
    i1: { "ocel:type": "item", "ocel:ovmap": {} },
  },
};

const activities = {
  columns: {
    case_id: "STRING",
    event_id: "STRING",
    activity: "STRING",
    timestamp: "DATE",
    by: "STRING",
    count: "INT",
  },
  rows: [
    ["o1", "e1", "place", "2024-01-01T10:00:00", "Ann", null],
    ["o1", "e2", "pick", "2024-01-02T10:00:00", null, 2],
    ["o2", "e1", "place", "2024-01-01T10:00:00", "Ann", null],
  ],
};

describe("OCEL sources", () => {
  it("A12 makes the same tables of OCEL 2.0 as JSON and as SQLite, and of OCEL 1.0", async () => {
    await using files = await PackageForTests.create({
      "a.json": JSON.stringify(ocel2, undefined, 1),
      "b.jsonocel": JSON.stringify(ocel1),
    });
    writeSqlite(files.path("c.sqlite"));
    for (const source of [
      "kind: ocel2-json, file: a.json",
      "kind: ocel2-json, file: b.jsonocel",
      "kind: ocel2-sqlite, file: c.sqlite",
    ]) {
      const { tables, findings } = await files.loaded(`
id: m
tables:
  - {name: ACTS, source: {${source}, content: activities, type: order}}
  - {name: CASES, source: {${source}, content: cases, type: order}, primaryKey: [object_id]}
  - {name: PICKS, source: {${source}, content: events, type: pick}}
  - {name: OBJECTS, source: {${source}, content: objects}}
  - {name: E2O, source: {${source}, content: event-objects}}
  - {name: O2O, source: {${source}, content: object-objects}}
  - {name: CHANGES, source: {${source}, content: object-changes}}
foreignKeys: [{parent: {table: CASES, columns: [object_id]}, child: {table: ACTS, columns: [case_id]}}]
eventLogs: [{id: L, activityTable: ACTS, caseTable: CASES, caseColumn: case_id, activityColumn: activity, timestampColumn: timestamp}]
`);
      const acts = tables.get("ACTS");
      assert.deepEqual(acts?.columns, activities.columns, source);
      assert.deepEqual(
        acts?.rows.map((row) => row.slice(0, 4)),
        activities.rows.map((row) => row.slice(0, 4)),
        source,
      );
      assert.deepEqual(tables.get("CASES"), {
        columns: { object_id: "STRING", object_type: "STRING", price: "FLOAT" },
        rows: [
          ["o1", "order", 12.5],
          ["o2", "order", null],
        ],
      });
      assert.deepEqual(tables.get("PICKS")?.rows, [["e2", "pick", "2024-01-02T10:00:00", 2]]);
      assert.equal(tables.get("OBJECTS")?.rows.length, 3);
      const relations = source.includes("b.jsonocel") ? [4, 0] : [5, 1];
      assert.deepEqual([tables.get("E2O")?.rows.length, tables.get("O2O")?.rows.length], relations);
      const changes = tables.get("CHANGES")?.rows.filter(([, name]) => name === "price") ?? [];
      assert.equal(changes.length, source.includes("b.jsonocel") ? 1 : 2);
      assert.deepEqual(
        findings.filter(({ code }) => code !== "empty-table"),
        [],
      );
    }
  });

  it("names the types there are", async () => {
    await using files = await PackageForTests.create({
      "a.json": JSON.stringify(ocel2),
      "b.json": '{"events": [{"id": 1}]}',
      "c.json": '{"a": []}',
      "d.json": '{"events": [{',
    });
    const reason = (file: string, type: string) =>
      files
        .load(
          `{id: m, tables: [{name: T, source: {kind: ocel2-json, file: ${file}, content: cases, type: ${type}}}]}`,
        )
        .then(
          () => assert.fail("should be refused"),
          (error: Error & { reason?: string; resolution?: string }) =>
            `${error.reason} ${error.resolution}`,
        );
    assert.match(await reason("a.json", "orders"), /Did you mean "order"/);
    assert.match(await reason("b.json", "order"), /`id`/);
    assert.match(await reason("c.json", "order"), /`events`/);
    assert.match(await reason("d.json", "order"), /ends in the middle/);
  });
});

function writeSqlite(path: string): void {
  using database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
    CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
    CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
    CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
    CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE event_Pick (ocel_id TEXT, ocel_time TIMESTAMP, count INTEGER);
    CREATE TABLE event_Place (ocel_id TEXT, ocel_time TIMESTAMP, by TEXT);
    CREATE TABLE object_Order (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, price REAL);
    CREATE TABLE object_Item (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT);
    INSERT INTO event_map_type VALUES ('pick', 'Pick'), ('place', 'Place');
    INSERT INTO object_map_type VALUES ('order', 'Order'), ('item', 'Item');
    INSERT INTO event_Pick VALUES ('e2', '2024-01-02 10:00:00', 2);
    INSERT INTO event_Place VALUES ('e1', '2024-01-01 10:00:00', 'Ann');
    INSERT INTO object_Order VALUES ('o1', '1970-01-01 00:00:00', NULL, 10), ('o2', '1970-01-01 00:00:00', NULL, NULL), ('o1', '2024-01-03 00:00:00', 'price', 12.5);
    INSERT INTO object_Item VALUES ('i1', '1970-01-01 00:00:00', NULL);
    INSERT INTO event_object VALUES ('e2', 'i1', ''), ('e2', 'o1', 'of'), ('e2', 'o1', 'again'), ('e1', 'o1', 'of'), ('e1', 'o2', 'of');
    INSERT INTO object_object VALUES ('o1', 'i1', 'has');
  `);
}
