import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt } from "jose";
import {
  type OAuthAnswer,
  type Parameters,
  assetScope as scope,
  basicOf,
  postForm,
} from "../../../test/support/oauth-flow.ts";
import { rawRequest } from "../../../test/support/raw-request.ts";
import { type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";
import type { OAuthClient } from "../../control/oauth/clients.ts";

const assetPath = "/studio-copilot/api/v1/mcp-servers/mcp/56b10c32-97c5-4060-8e3d-12e040f889f2";

describe("the token endpoint", () => {
  let served: ServedEdge;
  let client: OAuthClient & { readonly secret?: string };
  let secret: string;
  before(async () => {
    served = await serveEdge();
    const admin = await served.control.identity.operator();
    const { clients } = served.control.oauth;
    client = await clients.create(admin, { org: "myOrg", name: "agent" });
    secret = client.secret ?? "";
  });
  after(() => served[Symbol.asyncDispose]());

  const credentials = { grant_type: "client_credentials", scope };
  const inBody = (): Parameters => ({ client_id: client.id, client_secret: secret });

  it("A4 gives a token to a client that authenticates by header or by body", async () => {
    for (const answer of [
      await postForm(served.url, credentials, basicOf(client.id, secret)),
      await postForm(served.url, { ...credentials, ...inBody() }),
      await postForm(
        served.url,
        { ...credentials, client_id: client.id },
        basicOf(client.id, secret),
      ),
    ]) {
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("cache-control"), "no-store");
      assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
      const { access_token: token, ...rest } = answer.body;
      assert.deepEqual(rest, { token_type: "Bearer", expires_in: 900, scope });
      assert.equal(decodeJwt(String(token)).iss, served.url);
    }
  });

  it("A4 names the asset or the server that is meant as the audience, in the words of RFC 8707", async () => {
    const audienceFor = async (resource: string): Promise<unknown> => {
      const answer = await postForm(served.url, { ...credentials, ...inBody(), resource });
      return answer.status === 200
        ? decodeJwt(String(answer.body["access_token"])).aud
        : answer.body["error"];
    };
    const { url } = served;
    assert.equal(await audienceFor(`${url}${assetPath}`), `${url}${assetPath}`);
    assert.equal(await audienceFor(`${url}/`), url);
    assert.equal(await audienceFor(`http://localhost:${new URL(url).port}`), url);
    for (const other of [
      "https://evil.example/",
      `${url}.evil.example`,
      `${url}/elsewhere`,
      `${url}${assetPath}#x`,
      `${url}${assetPath}?draft=true`,
      `${url}${assetPath}/../..`,
      `http://user@${new URL(url).host}/`,
      "not a url",
    ]) {
      assert.equal(await audienceFor(other), "invalid_target", other);
    }
  });

  const refused: readonly (readonly [
    string,
    () => Promise<OAuthAnswer>,
    number,
    string,
    RegExp,
  ])[] = [
    [
      "without a scope",
      () => post({ grant_type: "client_credentials", ...inBody() }),
      400,
      "invalid_scope",
      /scope=mcp-asset.tools:execute/,
    ],
    [
      "with an unknown scope",
      () => post({ ...credentials, ...inBody(), scope: "studio-mcp" }),
      400,
      "invalid_scope",
      /no scope/,
    ],
    [
      "with an unknown scope beside the right one",
      () => post({ ...credentials, ...inBody(), scope: `${scope} x` }),
      400,
      "invalid_scope",
      /no scope/,
    ],
    [
      "without a grant type",
      () => post({ ...inBody(), scope }),
      400,
      "invalid_request",
      /grant_type is missing/,
    ],
    [
      "with a grant type that is not known",
      () => post({ ...inBody(), scope, grant_type: "password" }),
      400,
      "unsupported_grant_type",
      /client_credentials/,
    ],
    [
      "with a grant type that the client may not use",
      () => post({ ...inBody(), grant_type: "refresh_token", refresh_token: "x" }),
      400,
      "unauthorized_client",
      /client_credentials/,
    ],
    [
      "with a wrong secret in the body",
      () => post({ ...credentials, client_id: client.id, client_secret: "wrong" }),
      401,
      "invalid_client",
      /unknown or revoked/,
    ],
    [
      "with a wrong secret in the header",
      () => postForm(served.url, credentials, basicOf(client.id, "wrong")),
      401,
      "invalid_client",
      /unknown or revoked/,
    ],
    [
      "with an unknown client",
      () => postForm(served.url, credentials, basicOf("nobody", secret)),
      401,
      "invalid_client",
      /unknown or revoked/,
    ],
    [
      "without a secret",
      () => post({ ...credentials, client_id: client.id }),
      401,
      "invalid_client",
      /missing or wrong/,
    ],
    ["without a client", () => post(credentials), 401, "invalid_client", /not named/],
    [
      "with a header that is not Basic",
      () => postForm(served.url, credentials, { authorization: "Bearer x" }),
      401,
      "invalid_client",
      /not Basic/,
    ],
    [
      "with a secret in both places",
      () => postForm(served.url, { ...credentials, ...inBody() }, basicOf(client.id, secret)),
      400,
      "invalid_request",
      /in one of the two/,
    ],
    [
      "with two different clients",
      () => postForm(served.url, { ...credentials, client_id: "x" }, basicOf(client.id, secret)),
      400,
      "invalid_request",
      /in one of the two/,
    ],
    [
      "with a parameter twice",
      () =>
        postForm(
          served.url,
          new URLSearchParams([
            ...Object.entries({ ...credentials, ...inBody() }),
            ["scope", scope],
          ]),
        ),
      400,
      "invalid_request",
      /scope was sent twice/,
    ],
    [
      "with parameters in the URL",
      () => postForm(served.url, { ...credentials, ...inBody() }, {}, "/oauth2/token?client_id=x"),
      400,
      "invalid_request",
      /in the body/,
    ],
  ];
  const post = (form: Parameters): Promise<OAuthAnswer> => postForm(served.url, form);

  for (const [title, send, status, error, words] of refused) {
    it(`A4 refuses a request ${title} as RFC 6749 has it`, async () => {
      const answer = await send();
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.equal(answer.body["error"], error);
      assert.match(String(answer.body["error_description"]), words);
      assert.match(String(answer.body["error_description"]), /^[ !#-[\]-~]+$/);
      assert.deepEqual(Object.keys(answer.body).toSorted(), ["error", "error_description"]);
      assert.equal(answer.headers.get("cache-control"), "no-store");
      const challenge = answer.headers.get("www-authenticate");
      assert.equal(challenge?.startsWith("Basic realm="), status === 401 ? true : undefined);
      assert.ok(!JSON.stringify(answer.body).includes(secret));
    });
  }

  it("A4 takes forms in POST alone, and short ones", async () => {
    const headers = { "content-type": "application/json" };
    const json = await postForm(served.url, credentials, headers);
    assert.equal(json.status, 400);
    assert.match(String(json.body["error_description"]), /x-www-form-urlencoded/);
    const get = await rawRequest(served.url, { path: "/oauth2/token" });
    assert.equal(get.status, 405);
    assert.equal(get.headers["allow"], "POST");
    const long = await postForm(served.url, { ...credentials, x: "y".repeat(70_000) });
    assert.equal(long.status, 413);
    assert.match(String(long.body["error_description"]), /oauthBodyBytesMax/);
  });

  it("A4 rotates a secret, with a time in which both are good", async () => {
    const admin = await served.control.identity.operator();
    const { clients } = served.control.oauth;
    const rotated = await clients.create(admin, { org: "myOrg", name: "rotated" });
    const works = async (text: string): Promise<boolean> =>
      (await postForm(served.url, credentials, basicOf(rotated.id, text))).status === 200;
    const first = rotated.secret ?? "";
    const { secret: second } = await clients.rotateSecret(admin, rotated.id, 60_000);
    assert.deepEqual([await works(first), await works(second)], [true, true]);
    const { secret: third } = await clients.rotateSecret(admin, rotated.id);
    assert.deepEqual(
      [await works(first), await works(second), await works(third)],
      [false, false, true],
    );
    await clients.revoke(admin, rotated.id);
    assert.equal(await works(third), false);
  });
});

describe("wrong client secrets", () => {
  it("A4 have to wait after loginFailuresMax of them, and so does the right one", async () => {
    let nowMs = Date.now();
    await using served = await serveEdge({
      clock: { now: () => nowMs },
      limits: { loginFailuresMax: 3, loginWindowMs: 60_000 },
    });
    const admin = await served.control.identity.operator();
    const client = await served.control.oauth.clients.create(admin, { org: "myOrg", name: "a" });
    const form = { grant_type: "client_credentials", scope };
    const send = (secret: string): Promise<OAuthAnswer> =>
      postForm(served.url, form, basicOf(client.id, secret));
    for (let time = 0; time < 3; time++) assert.equal((await send("wrong")).status, 401);
    const right = client.secret ?? "";
    const waiting = await send(right);
    assert.equal(waiting.status, 429);
    assert.equal(waiting.headers.get("retry-after"), "60");
    assert.match(String(waiting.body["error_description"]), /loginFailuresMax/);
    nowMs += 60_000;
    assert.equal((await send(right)).status, 200);
  });

  it("A4 and what was issued stand in the audit, without a secret", async () => {
    await using served = await serveEdge();
    const admin = await served.control.identity.operator();
    const client = await served.control.oauth.clients.create(admin, { org: "myOrg", name: "a" });
    const form = { grant_type: "client_credentials", scope };
    const secret = client.secret ?? "";
    const issued = await postForm(served.url, form, basicOf(client.id, secret));
    await postForm(served.url, { ...form, scope: "x" }, basicOf(client.id, secret));
    await postForm(served.url, form, basicOf(client.id, "wrong secret"));
    const rows = await served.control.audit.list(admin, { org: "myOrg" });
    const found = rows.map(({ user, action, outcome }) => `${user} ${action} ${outcome}`);
    for (const row of [
      "admin oauth client create ok",
      "a oauth token client_credentials ok",
      "a oauth token client_credentials invalid_scope",
      "a oauth client authentication invalid_client",
    ]) {
      assert.ok(found.includes(row), `${row} in ${found.join("; ")}`);
    }
    const text = JSON.stringify(rows);
    for (const hidden of [secret, "wrong secret", String(issued.body["access_token"])]) {
      assert.ok(!text.includes(hidden));
    }
  });
});
