import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { defaultLimits } from "../../../../base/limits.ts";
import { PackageForTests } from "../../data-for-tests.ts";
import { XesReader } from "./xes-events.ts";

const log = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- a log -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="creator" value="someone"/>
  <trace>
    <string key="concept:name" value="c 1"/>
    <float key="amount" value="1.5"/>
    <event>
      <string key="concept:name" value="A &amp; &lt;B&gt; ü"/>
      <date key="time:timestamp" value="2024-01-01T10:00:00.250+01:00"/>
      <int key="n" value="4"><string key="unit" value="h"/></int>
      <list key="l"><values><string key="x" value="1"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="C"/>
      <date key="time:timestamp" value="2024-01-01T11:00:00Z"/>
      <boolean key="ok" value="true"/>
    </event>
  </trace>
  <trace><event><string key="concept:name" value="D"/></event></trace>
  <trace><string key="concept:name" value="empty"/></trace>
</log>`;

describe("XES sources", () => {
  it("reads events with the attributes of their traces, by type", async () => {
    for (const [name, content] of [
      ["a.xes", log],
      ["a.xes.gz", gzipSync(log)],
      ["b.xes", Buffer.from(log.replace("UTF-8", "ISO-8859-1"), "latin1")],
      [
        "c.xes",
        log
          .replaceAll(/<(\/?)(log|trace|event|string|date)\b/g, "<$1x:$2")
          .replace("xmlns=", "xmlns:x="),
      ],
    ] as const) {
      await using files = await PackageForTests.create({ [name]: content });
      const { tables, findings } = await files.loaded(
        `{id: m, tables: [{name: T, source: {kind: xes, file: ${name}}}]}`,
      );
      assert.deepEqual(tables.get("T"), {
        columns: {
          "case:concept:name": "STRING",
          "case:amount": "FLOAT",
          "concept:name": "STRING",
          "time:timestamp": "DATE",
          n: "INT",
          ok: "BOOLEAN",
        },
        rows: [
          ["c 1", 1.5, "A & <B> ü", "2024-01-01T09:00:00.25", 4, null],
          ["c 1", 1.5, "C", "2024-01-01T11:00:00", null, true],
          ["2", null, "D", null, null, null],
        ],
      });
      assert.deepEqual(
        findings.map(({ code, count }) => [code, count]),
        [
          ["empty-traces", 1],
          ["unnamed-traces", 1],
          ["nested-attributes", 2],
          ["log-attributes", 1],
        ],
      );
    }
  });

  it("gives the same events however the text is cut into pieces", () => {
    const read = (size: number) => {
      const reader = new XesReader("a.xes", 500);
      const events = [];
      for (let at = 0; at < log.length; at += size)
        events.push(...reader.write(log.slice(at, at + size)));
      reader.close();
      return events;
    };
    const whole = read(log.length);
    assert.equal(whole.length, 3);
    for (const size of [1, 2, 7, 64]) assert.deepEqual(read(size), whole);
  });

  it("refuses what is no XES, and what is nested past the limit", async () => {
    const deep = `<log>${"<list>".repeat(10_000)}`;
    await using files = await PackageForTests.create({
      "a.xes": "<html></html>",
      "b.xes": "<log><trace></log>",
      "c.xes": "<log></log>",
      "d.xes": deep,
      "e.xes": `<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log><trace><string key="k" value="&b;"/></trace></log>`,
      "f.xes.gz": gzipSync(log).subarray(0, 100),
    });
    for (const [name, reason] of [
      ["a.xes", /<html>/],
      ["b.xes", /well-formed/],
      ["c.xes", /<trace>/],
      ["d.xes", /`xmlDepthMax`/],
      ["e.xes", /entity/],
      ["f.xes.gz", /whole/],
    ] as const) {
      const load = files.load(`{id: m, tables: [{name: T, source: {kind: xes, file: ${name}}}]}`);
      await assert.rejects(load, (error: Error & { reason?: string }) => {
        assert.match(error.reason ?? String(error), reason, name);
        return true;
      });
    }
    assert.equal(defaultLimits.xmlDepthMax < 10_000, true);
  });
});
