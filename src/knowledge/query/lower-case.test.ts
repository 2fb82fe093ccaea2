import assert from "node:assert/strict";
import { it } from "node:test";
import { duckDbForTests } from "../warehouse/duckdb-for-tests.ts";
import { lowerCase } from "./lower-case.ts";

it("makes the lower case that DuckDB makes, of every letter that has one", async () => {
  const letters: string[] = [];
  for (let code = 0x20; code < 0x1_f000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    if (letter.toLowerCase() !== letter) letters.push(letter);
  }
  assert.ok(letters.length > 1_000);
  await using warehouse = await duckDbForTests([]);
  const statement = { text: "SELECT lower($1)", values: [letters.join("")] };
  const { rows } = await warehouse.query(statement, AbortSignal.timeout(10_000));
  const theirs = Array.from(String(rows[0]?.[0]));
  const ours = Array.from(lowerCase(letters.join("")));
  const differ = letters.filter((_, index) => theirs[index] !== ours[index]);
  assert.deepEqual(differ, []);
});
