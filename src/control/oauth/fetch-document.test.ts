import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { documentFetcher } from "./fetch-document.ts";

describe("documents of an issuer", () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/slow") return;
    if (request.url === "/moved") response.writeHead(302, { location: "/good" });
    if (request.url === "/missing") response.writeHead(404);
    response.end(request.url === "/large" ? `"${"x".repeat(2_000)}"` : '{"keys":[]}');
  });
  let url: string;
  const fetchDocument = documentFetcher(
    { issuerDocumentBytesMax: 1_000, issuerTimeoutMs: 100 },
    fetch,
  );
  before(async () => {
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${isAddress(address) ? address.port : 0}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("A4 are read as JSON", async () => {
    assert.deepEqual(await fetchDocument(`${url}/good`), { keys: [] });
  });

  it("A4 are not fetched from where the issuer sends us on to", async () => {
    await assert.rejects(fetchDocument(`${url}/moved`));
    assert.equal(asked.at(-1), "/moved");
  });

  it("A4 are given up beyond issuerTimeoutMs and issuerDocumentBytesMax, and when they are not there", async () => {
    await assert.rejects(fetchDocument(`${url}/slow`), /timeout/i);
    await assert.rejects(fetchDocument(`${url}/large`), /too large/);
    await assert.rejects(fetchDocument(`${url}/missing`), /404/);
  });
});

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
