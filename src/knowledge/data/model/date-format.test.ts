import assert from "node:assert/strict";
import { it } from "node:test";
import { duckDbForTests } from "../../warehouse/duckdb-for-tests.ts";
import { isDateFormat } from "./date-format.ts";

it("takes only formats that the database knows", async () => {
  await using warehouse = await duckDbForTests([]);
  for (const sign of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%"
    .split("")
    .flatMap((one) => [one, `-${one}`])) {
    const format = `%${sign}`;
    if (!isDateFormat(format)) continue;
    const text = `SELECT try_strptime('x', '${format}')`;
    await warehouse.query({ text, values: [] }, new AbortController().signal);
  }
  for (const format of ["", "x", "%", "%Q", "%Y%", "'; --", "epoch"]) {
    assert.equal(isDateFormat(format), false, format);
  }
  assert.ok(isDateFormat("epoch-seconds") && isDateFormat("%d.%m.%Y at %H:%M"));
});
