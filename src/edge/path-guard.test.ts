import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { rawSocket } from "../../test/support/raw-socket.ts";
import { type ScriptedUpstream, scriptedUpstream } from "../../test/support/scripted-upstream.ts";
import { type ServedFront, serveFront } from "../../test/support/serve-front.ts";
import { mcpPath } from "./mcp-path.ts";

/** Spellings of a way out of the three paths; each goes over the wire as it stands. */
const targets = [
  ".",
  "..",
  "...",
  "%2e",
  "%2e%2e",
  "%2E%2E",
  ".%2e",
  "%2e.",
  "%252e%252e",
  "%c0%ae%c0%ae",
  "../asset/session",
  "..%2fasset",
  "..%2Fasset",
  "%2e%2e%2fasset",
  "..%5casset",
  "..\\asset",
  "..;/asset",
  ";",
  ";x=1",
  "platform;x=1",
  "platform%3bx=1",
  "platform;/../../asset",
  "",
  "/",
  "//",
  "/platform",
  "platform/",
  "platform//",
  "platform/.",
  "platform/..",
  "platform/x",
  "platform%2f",
  "platform%2fx",
  "platform%00",
  "%00",
  "%0d%0a",
  "platform%20",

  "%70latform",
  "%",
  "%zz",
  "\\platform",
  "platform\\",
  "\u00b7",
  "\u00ef\u00bc\u008f",
  "\u00ef\u00bc\u008e",
  "@evil.example",
  ":80",
  "http://evil.example",
  "//evil.example",
  "#platform",
  "platform#x",
].map((tail) => `${mcpPath}/${tail}`);

const elsewhere = [
  `http://evil.example${mcpPath}`,
  `http://localhost${mcpPath}`,
  `https://user@localhost${mcpPath}/platform`,
  `//evil.example${mcpPath}`,
  `/.${mcpPath}`,
  `/x/..${mcpPath}`,
  `/${mcpPath}`,
  `\\${mcpPath}`,
  mcpPath.replace("/mcp", "//mcp"),
  mcpPath.replace("/mcp", "/./mcp"),
  mcpPath.replace("/mcp", "%2fmcp"),
  mcpPath.replace("/api", "/API"),
  `${mcpPath};jsessionid=1`,
  `${mcpPath}%3fx`,
  `${mcpPath}\\platform`,
  `${mcpPath}.`,
  `${mcpPath}%20`,
  `${mcpPath}#/platform`,
  "*",
  "evil.example:443",
];

/** Spellings that are one plain segment: refused by name, and as little forwarded. */
const named = new Set([`${mcpPath}/...x`, `${mcpPath}/native`]);

describe("path guard", () => {
  let upstream: ScriptedUpstream;
  let front: ServedFront;
  before(async () => {
    upstream = await scriptedUpstream((_request, response) => void response.end("{}"));
    front = await serveFront(upstream.url);
  });
  after(async () => {
    await front[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  async function statusOf(target: string, method = "GET"): Promise<number> {
    const head = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: SLToken x\r\n`;
    const answer = await rawSocket(
      front.url,
      `${head}Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  }

  for (const target of [...targets, ...elsewhere, ...named]) {
    test(`P4 ${JSON.stringify(target)} is refused and never forwarded`, async () => {
      for (const method of ["GET", "POST", "DELETE"]) {
        const status = await statusOf(target, method);
        assert.ok(status === 404 || status === 400, `${method}: ${status}`);
        if (named.has(target)) assert.equal(status, 400);
      }
      assert.deepEqual(upstream.seen, []);
    });
  }

  test("P4 P9 a query changes nothing and stays behind", async () => {
    for (const query of ["?", "?x=1", "?url=http://evil.example", "?/../asset", "??", "?%2f.."]) {
      assert.equal(await statusOf(`${mcpPath}/platform${query}`), 200);
      assert.equal(upstream.seen.at(-1), `GET ${mcpPath}/platform`);
    }
  });

  test("P4 whatever the target, only the three paths ever reach the upstream", async () => {
    const exact = new Set(["", "/platform", "/pygen"].map((tail) => `${mcpPath}${tail}`));
    const piece = fc.constantFrom(
      "/",
      ".",
      "..",
      "%2e",
      "%2f",
      "\\",
      ";",
      "?",
      "#",
      "@",
      ":",
      "//",
      "platform",
      "pygen",
      "mcp",
      "evil.example",
      "http:",
      "%00",
      "%252e",
      "a",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const target = mcpPath + pieces.join("");
        const earlier = upstream.seen.length;
        await statusOf(target);
        const forwarded = upstream.seen.slice(earlier);
        const [path = ""] = target.split("?", 1);
        assert.deepEqual(forwarded, exact.has(path) ? [`GET ${path}`] : []);
      }),
      { numRuns: 60 },
    );
  });
});
