import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { isObject } from "../../base/json.ts";
import type { Assets } from "../../control/assets/assets.ts";
import { serveEdge } from "../../../test/support/serve-edge.ts";
import { assetId } from "../../../test/support/assets/orders-package.ts";
import {
  accessToken,
  ask,
  assetPath,
  foreignId,
  rpc,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";

const list = rpc("tools/list");

describe("who may call an asset", () => {
  let served: ServedAssets;
  before(async () => {
    served = await serveAssets({ foreign: true });
  });
  after(() => served[Symbol.asyncDispose]());

  async function statusWith(headers: Readonly<Record<string, string>>): Promise<number> {
    const answer = await ask(served, list, { headers: { authorization: "", ...headers } });
    await answer.body?.cancel();
    return answer.status;
  }

  it("A4 an access token opens it, and so does an application key in three places", async () => {
    assert.equal(await statusWith({ authorization: `Bearer ${served.bearer}` }), 200);
    assert.equal(await statusWith({ authorization: `bearer ${served.bearer}` }), 200);
    assert.equal(await statusWith({ authorization: `Bearer ${served.key}` }), 200);
    assert.equal(await statusWith({ authorization: `AppKey ${served.key}` }), 200);
    assert.equal(await statusWith({ appkey: served.key }), 200);
  });

  it("A4 without any the answer is 401 on every method and path, and says where to learn more", async () => {
    for (const [method, path] of [
      ["POST", assetPath],
      ["GET", assetPath],
      ["DELETE", assetPath],
      ["POST", `${assetPath}/tool-api/load-data`],
      ["GET", `${assetPath}/openapi.json`],
    ] as const) {
      const answer = await fetch(served.url + path, { method });
      assert.equal(answer.status, 401, `${method} ${path}`);
      const challenge = String(answer.headers.get("www-authenticate"));
      assert.match(challenge, /^Bearer .*scope="mcp-asset\.tools:execute"/);
      assert.doesNotMatch(challenge, /error=/);
      const metadata = await fetch(String(/resource_metadata="([^"]+)"/.exec(challenge)?.[1]));
      const body: unknown = await metadata.json();
      assert.ok(isObject(body));
      assert.equal(body["resource"], served.url + assetPath);
      assert.ok(Array.isArray(body["authorization_servers"]));
    }
  });

  it("A4 a token that is expired, unsigned, wrongly signed, for others or of others is 401", async () => {
    const claims = decode(served.bearer);
    const { privateKey } = await generateKeyPair("ES256");
    const sign = async (changes: object): Promise<string> =>
      await new SignJWT({ ...claims, ...changes })
        .setProtectedHeader({ ...header(served.bearer), alg: "ES256" })
        .sign(privateKey);
    const [head, body, signature = ""] = served.bearer.split(".");
    const tampered = Buffer.from(JSON.stringify({ ...claims, exp: 4_000_000_000 }));
    const tokens = {
      "alg none": new UnsecuredJWT(claims).encode(),
      "alg none with a signature": `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${body}.${signature}`,
      "signed with another key": await sign({}),
      "changed after signing": `${head}.${tampered.toString("base64url")}.${signature}`,
      "cut off": `${head}.${body}.`,
      "no token": "eyJhbGciOiJub25lIn0",
      empty: "",
      long: `${head}.${"A".repeat(13_000)}.${signature}`,
    };
    for (const [what, token] of Object.entries(tokens)) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await ask(served, list, { headers });
      const text = await answer.text();
      assert.ok([400, 401].includes(answer.status), `${what}: ${answer.status} ${text}`);
      const challenge = String(answer.headers.get("www-authenticate"));
      assert.match(challenge, /^Bearer .*resource_metadata=/, what);
      if (token.length > 20) assert.ok(!(text + challenge).includes(token), what);
    }
  });

  it("A4 a token for one asset opens no other, one for the whole server opens it", async () => {
    const tokenFor = (resource: string): Promise<string> =>
      accessToken(served.url, served.clientId, served.clientSecret, { resource });
    const own = await tokenFor(served.url + assetPath);
    assert.equal(await statusWith({ authorization: `Bearer ${own}` }), 200);
    const whole = await tokenFor(served.url);
    assert.equal(await statusWith({ authorization: `Bearer ${whole}` }), 200);
    const other = await tokenFor(served.url + assetPath.replace(assetId, foreignId));
    const refused = await ask(served, list, { headers: { authorization: `Bearer ${other}` } });
    assert.equal(refused.status, 401);
    assert.match(String(refused.headers.get("www-authenticate")), /error="invalid_token"/);
  });

  it("A4 a token ends with its client", async () => {
    const { oauth } = served.control;
    const admin = await served.control.identity.operator();
    const client = await oauth.clients.create(admin, { org: "myOrg", name: "short-lived" });
    const token = await accessToken(served.url, client.id, client.secret ?? "");
    const whileThere = await statusWith({ authorization: `Bearer ${token}` });
    await oauth.clients.revoke(admin, client.id);
    assert.deepEqual(
      [whileThere !== 401, await statusWith({ authorization: `Bearer ${token}` })],
      [true, 401],
    );
  });

  it("A5 an asset that is not there, of another org, or not permitted is 404 in the same words", async () => {
    const paths = [
      assetPath.replace(assetId, "00000000-0000-4000-8000-000000000000"),
      assetPath.replace(assetId, foreignId),
      assetPath.replace(assetId, "orders"),
    ];
    for (const path of paths) {
      for (const below of ["", "/tool-api/load-data", "/openapi.json"]) {
        if (below !== "" && path.endsWith("orders")) continue;
        const method = below === "/openapi.json" ? "GET" : "POST";
        const body = method === "GET" ? undefined : list;
        const answer = await ask(served, body, { path: path + below, method });
        assert.equal(answer.status, 404);
        assert.equal(await answer.text(), '{"detail":"Asset not found or not accessible."}');
      }
    }
    const { oauth } = served.control;
    const admin = await served.control.identity.operator();
    const { key } = await oauth.applicationKeys.create(admin, { org: "myOrg", name: "stranger" });
    const answer = await ask(served, list, { headers: { authorization: `Bearer ${key}` } });
    assert.deepEqual(
      [answer.status, await answer.text()],
      [404, '{"detail":"Asset not found or not accessible."}'],
    );
  });

  it("A5 USE reaches what is published and not the draft", async () => {
    const answer = await ask(served, list, {
      path: `${assetPath}?draft=true`,
      headers: { authorization: `Bearer ${served.readerKey}` },
    });
    assert.equal(answer.status, 404);
    assert.equal(await statusWith({ authorization: `Bearer ${served.readerKey}` }), 200);
  });
});

describe("what an asset says when it cannot answer", () => {
  it("A5 with the feature off every path of it is 404 in the published words", async () => {
    await using served = await serveEdge({ assets: false });
    for (const path of [assetPath, `${assetPath}/tool-api/load-data`]) {
      const answer = await fetch(served.url + path, { method: "POST" });
      assert.equal(answer.status, 404);
      assert.equal(await answer.text(), '{"detail":"MCP Server Asset feature is not active"}');
    }
  });

  it("A5 a fault is 500 in plain text and says nothing of itself", async () => {
    let broken: keyof Assets | undefined;
    await using served = await serveAssets({
      meddle: (assets) => ({
        ...assets,
        open: (...asked) => (broken === "open" ? fail() : assets.open(...asked)),
        takeCall: (...asked) => (broken === "takeCall" ? fail() : assets.takeCall(...asked)),
      }),
    });
    for (broken of ["open", "takeCall"] as const) {
      for (const path of [assetPath, `${assetPath}/tool-api/load-data`]) {
        const answer = await ask(served, list, { path });
        assert.equal(answer.status, 500);
        assert.match(String(answer.headers.get("content-type")), /^text\/plain/);
        assert.equal(await answer.text(), "Internal Server Error");
      }
    }
    assert.equal((await ask(served, rpc("ping"))).status, 200);
  });
});

function fail(): Promise<never> {
  return Promise.reject(new Error("the disk is at /secret/place"));
}

function decode(token: string): Record<string, unknown> {
  return part(token, 1);
}

function header(token: string): Record<string, unknown> {
  return part(token, 0);
}

function part(token: string, index: number): Record<string, unknown> {
  const value: unknown = JSON.parse(
    Buffer.from(token.split(".")[index] ?? "", "base64url").toString(),
  );
  assert.ok(isObject(value));
  return value;
}
