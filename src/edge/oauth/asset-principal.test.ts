import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import {
  assetPath,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";
import type { ExternalIssuer } from "../../control/oauth/oauth-settings.ts";

const scope = "mcp-asset.tools:execute";
const issuer: ExternalIssuer = {
  issuer: "https://login.example",
  jwksUrl: "https://login.example/keys",
  audience: "slipway",
  org: "myOrg",
  subject: "user",
  nameClaim: "name",
  groupsClaim: "groups",
  scopeClaim: "scope",
  scope,
  algorithms: ["ES256"],
  clockToleranceSeconds: 0,
};

describe("a request to an asset with a token of another issuer", () => {
  let served: ServedAssets;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let down = false;
  before(async () => {
    keys = await generateKeyPair("ES256", { extractable: true });
    const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k", alg: "ES256" }] };
    served = await serveAssets({
      oauth: { externalIssuers: [issuer, { ...issuer, issuer: "https://down.example" }] },
      fetch: () =>
        down ? Promise.reject(new TypeError("down")) : Promise.resolve(Response.json(published)),
    });
  });
  after(() => served[Symbol.asyncDispose]());

  async function ask(claims: Readonly<Record<string, unknown>>, headers = {}): Promise<Response> {
    const exp = Math.floor(Date.now() / 1000) + 60;
    const whole = {
      iss: issuer.issuer,
      aud: "slipway",
      sub: "1",
      name: "admin",
      scope,
      exp,
      ...claims,
    };
    const header = { alg: "ES256", kid: "k" };
    const token = await new SignJWT(whole).setProtectedHeader(header).sign(keys.privateKey);
    return await fetch(`${served.url}${assetPath}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
    });
  }

  it("A4 is answered as the user it names", async () => {
    assert.equal((await ask({})).status, 200);
  });

  for (const [title, claims, headers, status, error] of [
    ["that lacks the scope", { scope: "other" }, {}, 403, "insufficient_scope"],
    ["for another audience", { aud: "other" }, {}, 401, "invalid_token"],
    ["beside an AppKey", {}, { appkey: "slk_x" }, 400, "invalid_request"],
  ] as const) {
    it(`A4 is refused as RFC 6750 has it with one ${title}`, async () => {
      const answer = await ask(claims, headers);
      assert.equal(answer.status, status);
      const challenge = answer.headers.get("www-authenticate") ?? "";
      assert.ok(
        challenge.startsWith(`Bearer realm="slipway", error="${error}", error_description="`),
      );
      assert.ok(challenge.includes(`scope="${scope}"`));
      const metadata = `${served.url}/.well-known/oauth-protected-resource${assetPath}`;
      assert.ok(challenge.endsWith(`resource_metadata="${metadata}"`));
      assert.match(await answer.text(), new RegExp(`"error":"${error}"`));
    });
  }

  it("A4 is 503 while that issuer cannot be reached", async () => {
    down = true;
    assert.equal((await ask({ iss: "https://down.example" })).status, 503);
    assert.equal((await ask({})).status, 200);
  });
});
