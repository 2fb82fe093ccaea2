import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { isObject } from "../../base/json.ts";
import { assetScope, basicOf, callback, postForm } from "../../../test/support/oauth-flow.ts";
import { rawRequest } from "../../../test/support/raw-request.ts";
import { type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";

const assetPath = "/studio-copilot/api/v1/mcp-servers/mcp/56b10c32-97c5-4060-8e3d-12e040f889f2";
const resourceMetadata = "/.well-known/oauth-protected-resource";

async function documentAt(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const answer = await rawRequest(url, { path, headers });
  assert.equal(answer.status, 200, answer.text);
  const body: unknown = JSON.parse(answer.text);
  assert.ok(isObject(body));
  return body;
}

describe("discovery", () => {
  let served: ServedEdge;
  before(async () => {
    served = await serveEdge();
  });
  after(() => served[Symbol.asyncDispose]());

  it("A4 leads a program from the issuer alone to a token that anyone can verify", async () => {
    const { url } = served;
    const [one, other] = [
      await documentAt(url, "/.well-known/openid-configuration"),
      await documentAt(url, "/.well-known/oauth-authorization-server"),
    ];
    assert.deepEqual(one, other);
    assert.equal(one["issuer"], url);
    assert.deepEqual(one["code_challenge_methods_supported"], ["S256"]);
    assert.equal(one["authorization_response_iss_parameter_supported"], true);
    assert.equal("registration_endpoint" in one, false);
    const admin = await served.control.identity.operator();
    const client = await served.control.oauth.clients.create(admin, { org: "myOrg", name: "a" });
    const { body } = await postForm(
      url,
      { grant_type: "client_credentials", scope: assetScope },
      basicOf(client.id, client.secret ?? ""),
      String(one["token_endpoint"]).slice(url.length),
    );
    const keys = createRemoteJWKSet(new URL(String(one["jwks_uri"])));
    const options = { issuer: url, audience: url, typ: "at+jwt" };
    const { payload } = await jwtVerify(String(body["access_token"]), keys, options);
    assert.equal(payload.sub, client.id);
    const { keys: published } = await documentAt(url, "/oauth2/jwks");
    assert.ok(Array.isArray(published) && published.every((key) => isObject(key) && !("d" in key)));
  });

  it("A4 says for the server and for each asset where tokens come from", async () => {
    const { url } = served;
    for (const resource of ["", assetPath]) {
      assert.deepEqual(await documentAt(url, `${resourceMetadata}${resource}`), {
        resource: `${url}${resource}`,
        authorization_servers: [url],
        scopes_supported: [assetScope],
        bearer_methods_supported: ["header"],
        resource_name: resource === "" ? "Slipway" : "Slipway MCP server asset",
      });
    }
    for (const path of ["/elsewhere", `${assetPath}/`, `${assetPath}/..`, "/%2e%2e", "//"]) {
      const answer = await rawRequest(url, { path: `${resourceMetadata}${path}` });
      assert.equal(answer.status, 404, path);
    }
    const posted = await rawRequest(url, { path: resourceMetadata, method: "POST" });
    assert.equal(posted.status, 405);
  });

  it("A4 speaks of the server by the name of the own machine that the client used, and by no other", async () => {
    const { port } = new URL(served.url);
    const local = `localhost:${port}`;
    const path = `${resourceMetadata}${assetPath}`;
    const named = await documentAt(served.url, path, { host: local });
    assert.equal(named["resource"], `http://${local}${assetPath}`);
    const evil = await rawRequest(served.url, { path, headers: { host: "evil.example" } });
    assert.equal(evil.status, 403);
  });

  it("A4 does not let clients register themselves unless it is switched on", async () => {
    const answer = await rawRequest(served.url, {
      path: "/oauth2/register",
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ redirect_uris: [callback] }),
    });
    assert.equal(answer.status, 404);
    assert.match(answer.text, /oauth\.dynamicRegistration/);
  });
});

describe("a server with a public URL", () => {
  it("A4 speaks of itself by that URL, whatever the Host", async () => {
    const publicUrl = "https://agents.example";
    await using served = await serveEdge({ settings: { publicUrl } });
    const found = await documentAt(served.url, "/.well-known/openid-configuration");
    assert.equal(found["issuer"], publicUrl);
    assert.equal(found["token_endpoint"], `${publicUrl}/oauth2/token`);
    const asset = await documentAt(served.url, `${resourceMetadata}${assetPath}`);
    assert.equal(asset["resource"], `${publicUrl}${assetPath}`);
  });
});
