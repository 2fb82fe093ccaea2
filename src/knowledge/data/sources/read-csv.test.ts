import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { PackageForTests } from "../data-for-tests.ts";

describe("CSV sources", () => {
  it("A12 finds out delimiter, header, quotes and types", async () => {
    const { table, findings } = await csv(
      'id;name;price;sold;at;ok\n1;"a;b";1.5;2024-01-31;2024-01-31T10:00:00Z;true\n2;"say ""x""";;;;\n',
    );
    assert.deepEqual(table.columns, {
      id: "INT",
      name: "STRING",
      price: "FLOAT",
      sold: "DATE",
      at: "DATE",
      ok: "BOOLEAN",
    });
    assert.deepEqual(table.rows, [
      [1, "a;b", 1.5, "2024-01-31T00:00:00", "2024-01-31T10:00:00", true],
      [2, 'say "x"', null, null, null, null],
    ]);
    assert.deepEqual(findings, []);
  });

  it("turns times with a zone into UTC", async () => {
    const { table } = await csv("at\n2024-01-31T10:00:00+01:00\n2024-06-30 10:00:00.25+02:00\n");
    assert.deepEqual(table, {
      columns: { at: "DATE" },
      rows: [["2024-01-31T09:00:00"], ["2024-06-30T08:00:00.25"]],
    });
  });

  it("reads what the declaration says, compressed and in other encodings", async () => {
    const text = "# a comment\nGröße|Wert\nklein|-\ngroß|3\n";
    const source =
      "delimiter: '|', skipLines: 1, header: true, nullTexts: ['-'], encoding: windows-1252";
    const expected = {
      columns: { Größe: "STRING", Wert: "INT" },
      rows: [
        ["klein", null],
        ["groß", 3],
      ],
    };
    const latin = Buffer.from(text, "latin1");
    assert.deepEqual((await csv(latin, source)).table, expected);
    assert.deepEqual((await csv(gzipSync(latin), source, "t.csv.gz")).table, expected);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    assert.deepEqual((await csv(wide, source.replace("windows-1252", "utf-16le"))).table, expected);
    await assert.rejects(csv(text, "encoding: klingon"), /"klingon"/);
  });

  it("tells lines with too many or too few cells, and reads all others", async () => {
    const { table, findings } = await csv("a,b\n1,2\n3,4,5\n6\n7,8\n");
    assert.deepEqual(table.rows, [
      [1, 2],
      [7, 8],
    ]);
    assert.deepEqual(
      findings.map(({ code, count, reason }) => [code, count, /Lines (\d+)/.exec(reason)?.[1]]),
      [
        ["rejected-lines", 1, "4"],
        ["rejected-lines", 1, "3"],
      ],
    );
  });

  it("reads a column as text when a value far behind does not fit, and loses none", async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index},${index}`);
    lines[99_990] = "99990,n/a";
    const { table, findings } = await csv(`a,b\n${lines.join("\n")}\n`);
    assert.deepEqual(table.columns, { a: "INT", b: "STRING" });
    assert.equal(table.rows.length, 100_000);
    assert.deepEqual(table.rows[99_990], [99_990, "n/a"]);
    assert.deepEqual(
      findings.map(({ code, column }) => [code, column]),
      [["mixed-column", "b"]],
    );
    assert.match(findings[0]?.reason ?? "", /`n\/a` in line 99992/);
  });

  it("counts such a value as unfit when the type is declared", async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index}`);
    lines[99_990] = "n/a";
    lines[5] = "1.5";
    const { table, findings } = await csv(
      `a\n${lines.join("\n")}\n`,
      "header: true",
      "t.csv",
      "columns: [{name: a, type: INT}]",
    );
    assert.equal(table.rows.length, 100_000);
    assert.deepEqual(
      findings.map(({ code, count }) => [code, count]),
      [["unfit-values", 2]],
    );
  });

  it("reads quotes that are not as the standard has them", async () => {
    const { table } = await csv('a,b\n1,"x "y" z"\n2,w\n', "header: true, delimiter: ','");
    assert.equal(table.rows.length, 2);
    assert.deepEqual(table.rows[1], [2, "w"]);
  });

  it("refuses bytes that are no UTF-8 with the way out", async () => {
    const { findings } = await csv(
      Buffer.from("name,n\nMüller,1\nMeier,2\n", "latin1"),
      "header: true",
    );
    assert.match(findings[0]?.reason ?? "", /windows-1252/);
  });
});

async function csv(content: string | Uint8Array, source = "", name = "t.csv", table = "") {
  await using files = await PackageForTests.create({ [name]: content });
  const { tables, findings } = await files.loaded(
    `{id: m, tables: [{name: T, ${table === "" ? "" : `${table}, `}source: {kind: csv, file: ${name}${source === "" ? "" : `, ${source}`}}}]}`,
  );
  const loaded = tables.get("T");
  assert.ok(loaded !== undefined);
  return { table: loaded, findings };
}
