import { DuckDBInstance } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { defaultLimits } from "../../../base/limits.ts";
import { PackageForTests } from "../data-for-tests.ts";
import { printDataModel } from "../model/print-data-model.ts";
import type { ExcelReader } from "../source-readers.ts";
import type { EventLogOptions } from "./event-log-import.ts";
import { importEventLog } from "./import-event-log.ts";

/** Two cases: A B C with the region N, A C with the region S. */
const steps = [
  ["7", "A", 1, 10],
  ["7", "B", 2, 11],
  ["08", "A", 2, 9],
  ["7", "C", 13, 12],
  ["08", "C", 14, 9],
] as const;

const expectedRows = [
  ["08", "A", "2024-03-02T09:00:00"],
  ["08", "C", "2024-03-14T09:00:00"],
  ["7", "A", "2024-03-01T10:00:00"],
  ["7", "B", "2024-03-02T11:00:00"],
  ["7", "C", "2024-03-13T12:00:00"],
];

function table(
  names: readonly string[],
  date: (day: number, hour: number) => string,
  delimiter = ",",
): string {
  const rows = steps.map(([name, activity, day, hour]) =>
    [name, activity, date(day, hour), name === "7" ? "N" : "S"].join(delimiter),
  );
  return `${[names.join(delimiter), ...rows].join("\n")}\n`;
}

const two = (number: number): string => String(number).padStart(2, "0");
const iso = (day: number, hour: number): string => `2024-03-${two(day)}T${two(hour)}:00:00Z`;
const epoch = (day: number, hour: number): number => Date.UTC(2024, 2, day, hour) / 1000;

describe("importing an event log", () => {
  it("recognises columns by the names that public logs and common systems use", async () => {
    for (const names of [
      ["case:concept:name", "concept:name", "time:timestamp", "case:region"],
      ["Case ID", "Activity", "Complete Timestamp", "Region"],
      ["case_id", "activity_name", "timestamp", "region"],
      ["CaseID", "EventName", "StartTime", "region"],
      ["_CASE_KEY", "ACTIVITY_EN", "EVENTTIME", "REGION"],
      ["Fallnummer", "Tätigkeit", "Zeitstempel", "Region"],
      ["SR Number", "Status", "Change Date+Time", "Country"],
    ]) {
      const { roles } = await guessed("log.csv", table(names, iso));
      assert.deepEqual(roles, names.slice(0, 3), String(names));
    }
  });

  it("recognises columns by what is in them when names say nothing", async () => {
    const rows = Array.from({ length: 400 }, (_, at) => [
      iso(1 + (at % 28), at % 24),
      at,
      ["Check", "Book", "Pay", "Close"][at % 4],
      1000 + (at >> 2),
      ["N", "S"][(at >> 2) % 2],
    ]);
    const text = `f1,f2,f3,f4,f5\n${rows.map((row) => row.join(",")).join("\n")}\n`;
    const { roles } = await imported("log.csv", text);
    assert.deepEqual(roles, ["f4", "f3", "f1"]);
  });

  it("makes cases of what is the same in all their events", async () => {
    const { tables, guesses } = await imported(
      "log.csv",
      table(["case", "activity", "time", "Region"], iso),
    );
    assert.deepEqual(tables.CASES, [
      ["7", "N"],
      ["08", "S"],
    ]);
    assert.equal(guesses.get("case attributes"), "Region");
  });

  it("reads timestamps of many kinds", async () => {
    const names = ["case", "activity", "time", "r"];
    const kinds: readonly (readonly [(day: number, hour: number) => string, string | undefined])[] =
      [
        [iso, undefined],
        [(day, hour) => `2024-03-${two(day)} ${two(hour + 2)}:00:00.000+02:00`, undefined],
        [(day, hour) => `2024/03/${two(day)} ${two(hour)}:00:00.000`, undefined],
        [(day, hour) => `${two(day)}.03.2024 ${two(hour)}:00:00`, "%d.%m.%Y %H:%M:%S"],
        [(day, hour) => `${day}.3.2024 ${hour}:00`, "%d.%m.%Y %H:%M"],
        [(day, hour) => `03/${two(day)}/2024 ${two(hour)}:00:00`, "%m/%d/%Y %H:%M:%S"],
        [(day, hour) => `${two(day)}/03/2024 ${two(hour)}:00`, "%d/%m/%Y %H:%M"],
        [
          (day, hour) =>
            `03/${two(day)}/24 ${two(hour > 12 ? hour - 12 : hour)}:00 ${hour >= 12 ? "PM" : "AM"}`,
          "%m/%d/%y %I:%M %p",
        ],
        [(day, hour) => `${two(day)}-Mar-2024 ${two(hour)}:00:00`, "%d-%b-%Y %H:%M:%S"],
        [(day, hour) => `202403${two(day)}${two(hour)}0000`, "%Y%m%d%H%M%S"],
        [(day, hour) => String(epoch(day, hour)), "epoch-seconds"],
        [(day, hour) => `${epoch(day, hour)}000`, "epoch-milliseconds"],
      ];
    for (const [date, format] of kinds) {
      const { guesses } = await guessed("log.csv", table(names, date));
      assert.equal(guesses.get("timestamp format"), format, date(1, 10));
    }
    for (const at of [1, 4, 7, 9, 11]) {
      const date = kinds[at]?.[0] ?? iso;
      const { tables } = await imported("log.csv", table(names, date));
      assert.deepEqual(tables.ACTIVITIES, expectedRows, date(1, 10));
    }
  });

  it("takes numbers for points in time only where a name says so, or the user", async () => {
    const orders = ["A", "B", "C"].map(
      (step, at) => `${4_500_000_001 + (at >> 1)};${step};0${at + 1}.03.2024 10:00\n`,
    );
    const german = `Vorgangsnummer;Tätigkeit;Zeitpunkt\n${orders.join("")}`;
    const { roles } = await guessed("log.csv", german);
    assert.deepEqual(roles, ["Vorgangsnummer", "Tätigkeit", "Zeitpunkt"]);
    const bare = `c,a,x\n${steps.map(([name, step, day, hour]) => `${name},${step},${epoch(day, hour)}`).join("\n")}\n`;
    const options = { caseColumn: "c", activityColumn: "a" };
    await assert.rejects(guessed("log.csv", bare, options), refusing(/--timestamp/));
    const { tables } = await imported("log.csv", bare, { ...options, timestampColumn: "x" });
    assert.deepEqual(tables.ACTIVITIES, expectedRows);
  });

  it("refuses what is no text, with what can be done", async () => {
    await using files = await PackageForTests.create({});
    const database = files.path("log.duckdb");
    const instance = await DuckDBInstance.create(database);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE events AS SELECT 1 AS a");
    connection.closeSync();
    instance.closeSync();
    await assert.rejects(guessIn(files, "log.duckdb", {}, undefined), refusing(/COPY .* TO/));
    const bytes = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256);
    await assert.rejects(guessed("picture.png", bytes), refusing(/CSV, XES, Parquet/));
  });

  it("says when days could be months", async () => {
    const text =
      "case,activity,time\n1,A,03/01/2024 10:00\n1,B,03/02/2024 10:00\n2,A,03/04/2024 10:00\n";
    const first = await imported("log.csv", text);
    assert.equal(first.guesses.get("timestamp format"), "%m/%d/%Y %H:%M");
    assert.deepEqual(first.codes, ["ambiguous-dates"]);
    const said = await imported("log.csv", text, {
      timestampFormat: "%d/%m/%Y %H:%M",
    });
    assert.deepEqual(said.codes, []);
    assert.equal(said.tables.ACTIVITIES[1]?.[2], "2024-02-03T10:00:00");
  });

  it("takes any file format for the same log", async () => {
    const names = ["Case ID", "Activity", "Timestamp", "Region"];
    const csv = table(names, iso, ";");
    const rows = steps.map(([name, activity, day, hour]) => ({
      "Case ID": name,
      Activity: activity,
      Timestamp: iso(day, hour),
      Region: name === "7" ? "N" : "S",
    }));
    const xes = `<?xml version="1.0"?><log>${["7", "08"]
      .map(
        (name) =>
          `<trace><string key="concept:name" value="${name}"/><string key="region" value="${name === "7" ? "N" : "S"}"/>${steps
            .filter(([of]) => of === name)
            .map(
              ([, activity, day, hour]) =>
                `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${iso(day, hour)}"/></event>`,
            )
            .join("")}</trace>`,
      )
      .join("")}</log>`;
    await using scratch = await PackageForTests.create({ "log.csv": csv });
    await copyToParquet(scratch.path("log.csv"), scratch.path("log.parquet"));
    const { readFile } = await import("node:fs/promises");
    const readExcel: ExcelReader = async function* () {
      yield names;
      for (const [name, activity, day, hour] of steps) {
        yield [name, activity, new Date(Date.UTC(2024, 2, day, hour)), name === "7" ? "N" : "S"];
      }
    };
    for (const [file, content, format] of [
      ["log.csv", csv, "csv"],
      ["log.txt", Buffer.from(csv, "utf16le"), "csv"],
      ["log.csv.gz", gzipSync(csv), "csv"],
      ["log.json", JSON.stringify(rows), "json"],
      ["log.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"), "jsonl"],
      ["log.parquet", await readFile(scratch.path("log.parquet")), "parquet"],
      ["log.xes", xes, "xes"],
      ["log.xes.gz", gzipSync(xes), "xes"],
      ["log.xlsx", "PK\u0003\u0004", "excel"],
    ] as const) {
      const result = await imported(file, content, {}, readExcel);
      assert.equal(result.guesses.get("format"), format, file);
      assert.deepEqual(
        result.tables.ACTIVITIES.map((row) => row.slice(0, 3)),
        expectedRows,
        file,
      );
      assert.deepEqual(
        result.tables.CASES.toSorted(byFirst),
        [
          ["08", "S"],
          ["7", "N"],
        ],
        file,
      );
    }
  });

  it("takes objects of one type of an object-centric log for cases", async () => {
    const log = {
      objectTypes: [],
      eventTypes: [],
      objects: [
        { id: "o1", type: "order" },
        { id: "i1", type: "item" },
        { id: "i2", type: "item" },
      ],
      events: [
        {
          id: "e1",
          type: "place",
          time: iso(1, 10),
          relationships: [{ objectId: "o1" }, { objectId: "i1" }, { objectId: "i2" }],
        },
        { id: "e2", type: "pay", time: iso(2, 10), relationships: [{ objectId: "o1" }] },
      ],
    };
    const orders = await imported("log.json", JSON.stringify(log));
    assert.equal(orders.guesses.get("lead object type"), "order");
    assert.equal(orders.tables.ACTIVITIES.length, 2);
    const items = await imported("log.json", JSON.stringify(log), { leadType: "item" });
    assert.deepEqual(
      items.tables.ACTIVITIES.map(([name]) => name),
      ["i1", "i2"],
    );
    await assert.rejects(
      imported("log.json", JSON.stringify(log), { leadType: "items" }),
      refusing(/Did you mean "item"/),
    );
  });

  it("knows when activities begin and end", async () => {
    const text =
      "Case ID,Activity,Resource,Start Timestamp,Complete Timestamp\n1,A,R,2024-01-01 10:00,2024-01-01 11:00\n1,B,R,2024-01-01 12:00,2024-01-01 12:30\n";
    const { guesses } = await imported("log.csv", text);
    assert.equal(guesses.get("timestamp column"), "Start Timestamp");
    assert.equal(guesses.get("end timestamp column"), "Complete Timestamp");
    assert.equal(guesses.get("resource column"), "Resource");
  });

  it("counts every event of a lifecycle as it stands, or complete ones alone", async () => {
    const text =
      "case,activity,lifecycle:transition,time\n1,A,START,2024-01-01 10:00\n1,A,COMPLETE,2024-01-01 11:00\n1,B,COMPLETE,2024-01-01 12:00\n";
    assert.equal((await imported("log.csv", text)).tables.ACTIVITIES.length, 3);
    assert.equal(
      (await imported("log.csv", text, { lifecycle: "complete" })).tables.ACTIVITIES.length,
      2,
    );
  });

  it("leaves out rows that are no events, and says so", async () => {
    const text =
      "case,activity,time\n1,A,2024-01-01\n,B,2024-01-02\n1,,2024-01-03\n1,C,\n1,D,2023-12-31\n";
    const { tables, codes } = await imported("log.csv", text);
    assert.deepEqual(
      tables.ACTIVITIES.map((row) => row[1]),
      ["D", "A"],
    );
    assert.deepEqual(codes, ["events-out-of-order", "incomplete-events"]);
  });

  it("is told columns that it would not guess, and refuses those that are not there", async () => {
    const text =
      "a,b,c,d\nx,1,2024-01-01,2025-01-01\ny,1,2024-01-02,2025-01-02\nx,2,2024-01-01,2025-01-01\n";
    const options = { caseColumn: "b", activityColumn: "a", timestampColumn: "d" };
    assert.deepEqual((await imported("log.csv", text, options)).roles, ["b", "a", "d"]);
    await assert.rejects(
      imported("log.csv", text, { caseColumn: "B" }),
      refusing(/`a`, `b`, `c`, `d`/),
    );
    await assert.rejects(
      imported("log.csv", "a,b\n1,2\n2,3\n2,3\n"),
      refusing(/--activity|--timestamp|--case/),
    );
    await assert.rejects(imported("log.csv", ""), refusing(/./));
    await assert.rejects(imported("log.csv", text, { timestampFormat: "%Q" }), refusing(/`%d %m/));
  });
});

/** What is guessed of a file. */
async function guessed(
  file: string,
  content: string | Uint8Array,
  options: EventLogOptions = {},
  readExcel?: ExcelReader,
) {
  await using files = await PackageForTests.create({ [file]: content });
  return await guessIn(files, file, options, readExcel);
}

async function guessIn(
  files: PackageForTests,
  file: string,
  options: EventLogOptions,
  readExcel: ExcelReader | undefined,
) {
  const { model, findings, guesses } = await importEventLog(
    { file, path: files.path(file) },
    options,
    {
      limits: defaultLimits,
      tempDirectory: files.folder,
      signal: new AbortController().signal,
      ...(readExcel === undefined ? {} : { readExcel }),
    },
  );
  assert.deepEqual(await files.files(), [file]);
  const [log] = model.eventLogs;
  assert.ok(log !== undefined);
  return {
    model,
    roles: [log.caseColumn, log.activityColumn, log.timestampColumn],
    codes: findings.map(({ code }) => code),
    guesses: new Map<string, string>(guesses.map(({ what, value }) => [what, value])),
  };
}

/** The same, and what is loaded when the model is printed and read again. */
async function imported(
  file: string,
  content: string | Uint8Array,
  options: EventLogOptions = {},
  readExcel?: ExcelReader,
) {
  await using files = await PackageForTests.create({ [file]: content });
  const guess = await guessIn(files, file, options, readExcel);
  const loaded = await files.loaded(printDataModel(guess.model), {
    readers: readExcel === undefined ? {} : { readExcel },
  });
  const activities = loaded.tables.get("ACTIVITIES");
  const at = guess.roles.map((name) => Object.keys(activities?.columns ?? {}).indexOf(name));
  return {
    ...guess,
    tables: {
      ACTIVITIES: (activities?.rows ?? []).map((row) => at.map((index) => row[index])),
      CASES: loaded.tables.get("CASES")?.rows ?? [],
    },
  };
}

function byFirst(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]) < String(other[0]) ? -1 : 1;
}

async function copyToParquet(csv: string, parquet: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * FROM read_csv('${csv}', all_varchar = true)) TO '${parquet}'`,
  );
  connection.closeSync();
  instance.closeSync();
}

function refusing(words: RegExp) {
  return (error: Error & { reason?: string; resolution?: string }): true => {
    assert.equal(error.name, "Refusal", String(error));
    assert.match(`${error.reason} ${error.resolution}`, words);
    return true;
  };
}
