import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  assetScope as scope,
  authorizeUrl,
  basicOf,
  callback,
  consent,
  decide,
  exchange,
  openConsent,
  type OAuthAnswer,
  postForm,
} from "../../../test/support/oauth-flow.ts";
import { adminPassword, type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";
import type { AssetAuthentication } from "../../control/oauth/asset-authentication.ts";

const path = "/studio-copilot/api/v1/mcp-servers/mcp/56b10c32-97c5-4060-8e3d-12e040f889f2";

describe("the authorization endpoint", () => {
  let nowMs = Date.now();
  let served: ServedEdge;
  let clientId: string;
  let url: string;
  before(async () => {
    served = await serveEdge({ clock: { now: () => nowMs } });
    ({ url } = served);
    const admin = await served.control.identity.operator();
    const client = await served.control.oauth.clients.create(admin, {
      org: "myOrg",
      name: `<b>"cli"`,
      kind: "public",
      redirectUris: [callback, "https://app.example/cb?tenant=1", "cursor://oauth/callback"],
    });
    clientId = client.id;
  });
  after(() => served[Symbol.asyncDispose]());

  const refresh = (
    token: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<OAuthAnswer> =>
    postForm(url, {
      grant_type: "refresh_token",
      client_id: clientId,
      refresh_token: String(token),
      ...more,
    });
  const use = (token: unknown): Promise<AssetAuthentication> =>
    served.control.oauth.authenticateAsset(
      { authorization: `Bearer ${String(token)}`, appKey: undefined },
      { serverUrl: url, path },
    );
  const codeOf = async (more: Readonly<Record<string, string>> = {}): Promise<string> =>
    (await consent(authorizeUrl(url, clientId, more))).get("code") ?? "";

  it("A4 lets a user log in and allow, and gives the client tokens that act as the user", async () => {
    const back = await consent(authorizeUrl(url, clientId, { state: "a b&c" }));
    assert.equal(back.get("state"), "a b&c");
    assert.equal(back.get("iss"), url);
    const { status, body } = await exchange(url, clientId, back.get("code") ?? "");
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body["expires_in"], 900);
    assert.equal(body["scope"], scope);
    const found = await use(body["access_token"]);
    assert.ok(found.kind === "principal" && found.principal.kind === "user");
    assert.equal(found.principal.name, "admin");
  });

  it("A4 shows a page without scripts that no other page may frame or send", async () => {
    const page = await openConsent(authorizeUrl(url, clientId));
    const { headers, html } = page;
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none';.*frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/127\.0\.0\.1;/);
    assert.equal(headers.get("x-frame-options"), "DENY");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.match(headers.get("set-cookie") ?? "", /; HttpOnly; SameSite=Strict$/);
    assert.ok(!/<script/i.test(html) && !html.includes('<b>"cli"'));
    assert.match(html, /<b>&lt;b&gt;&quot;cli&quot;<\/b>/);
  });

  it("A4 takes the form only from the browser it was made for, unaltered and in time", async () => {
    const page = await openConsent(authorizeUrl(url, clientId));
    const other = await openConsent(authorizeUrl(url, clientId));
    const bad = [
      { form: page.form, cookie: "" },
      { form: page.form, cookie: other.cookie },
      { form: `${page.form.slice(0, -4)}AAAA`, cookie: page.cookie },
      { form: "", cookie: page.cookie },
    ];
    for (const sent of bad) {
      const answer = await decide(url, sent);
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("location"), null);
    }
    assert.equal((await decide(url, page)).status, 303);
    nowMs += 10 * 60 * 1000;
    assert.equal((await decide(url, page)).status, 400);
  });

  it("A4 shows the page again for a wrong password, and has a user wait after too many", async () => {
    const page = await openConsent(authorizeUrl(url, clientId));
    for (let time = 0; time < 10; time++) {
      const answer = await decide(url, page, { name: "nobody", password: `wrong ${time}` });
      assert.equal(answer.status, 403);
      const html = await answer.text();
      assert.match(html, /name or the password is wrong/);
      assert.ok(!html.includes(`wrong ${time}`));
    }
    const waiting = await decide(url, page, { name: "nobody", password: "wrong again" });
    assert.equal(waiting.status, 429);
    assert.ok(Number(waiting.headers.get("retry-after")) > 0);
    nowMs += 60_000;
  });

  it("A4 takes a no for an answer, without a login", async () => {
    const page = await openConsent(authorizeUrl(url, clientId));
    const answer = await decide(url, page, { decision: "deny", name: "", password: "" });
    const location = new URL(answer.headers.get("location") ?? "");
    assert.equal(answer.status, 303);
    assert.equal(location.searchParams.get("error"), "access_denied");
    assert.equal(location.searchParams.get("state"), "xyz");
    assert.equal(location.searchParams.get("iss"), url);
    assert.equal(location.searchParams.get("code"), null);
  });

  for (const redirect of [
    "http://127.0.0.1:51234/callback",
    "https://app.example/cb?tenant=1",
    "cursor://oauth/callback",
  ]) {
    it(`A4 sends the user back to ${redirect}`, async () => {
      const page = await openConsent(authorizeUrl(url, clientId, { redirect_uri: redirect }));
      const answer = await decide(url, page);
      assert.ok(
        answer.headers
          .get("location")
          ?.startsWith(`${redirect}${redirect.includes("?") ? "&" : "?"}code=`),
      );
    });
  }

  for (const redirect of [
    "http://127.0.0.1/callback/",
    "http://127.0.0.1/callback?x=1",
    "http://127.0.0.1@evil.example/callback",
    "http://127.0.0.1.evil.example/callback",
    "http://127.0.0.1:80:80/callback",
    "http://localhost/callback",
    "https://127.0.0.1/callback",
    "https://app.example:8443/cb?tenant=1",
    "https://app.example/cb",
    "https://app.example/cb?tenant=1&x=2",
    "https://APP.example/cb?tenant=1",
    "//evil.example",
    "",
  ]) {
    it(`A4 sends nobody to ${JSON.stringify(redirect)}, which is not registered`, async () => {
      const page = await openConsent(authorizeUrl(url, clientId, { redirect_uri: redirect }));
      assert.equal(page.status, 400);
      assert.equal(page.headers.get("location"), null);
      assert.match(page.html, /redirect_uri is missing/);
    });
  }

  it("A4 sends nobody back to a client that is unknown", async () => {
    const page = await openConsent(authorizeUrl(url, "0".repeat(24)));
    assert.equal(page.status, 400);
    assert.match(page.html, /names no client/);
  });

  const errors: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
    ["a response mode that is not query", { response_mode: "fragment" }, "invalid_request"],
    ["no challenge", { code_challenge: "" }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["an unknown scope", { scope: "everything" }, "invalid_scope"],
    ["another server as resource", { resource: "https://evil.example" }, "invalid_target"],
  ];
  for (const [title, more, error] of errors) {
    it(`A4 tells the client that it sent ${title}`, async () => {
      const page = await openConsent(authorizeUrl(url, clientId, more));
      assert.equal(page.status, 303);
      const back = new URL(page.headers.get("location") ?? "").searchParams;
      assert.equal(back.get("error"), error);
      assert.equal(back.get("state"), "xyz");
      assert.equal(back.get("iss"), url);
    });
  }

  it("A4 a code is good once, for its client, its verifier and its redirect URI, for a minute", async () => {
    const code = await codeOf();
    const { clients } = served.control.oauth;
    const other = await clients.create(await served.control.identity.operator(), {
      org: "myOrg",
      name: "other",
      kind: "public",
      redirectUris: [callback],
    });
    const tries: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [clientId, { code_verifier: "x".repeat(50) }],
      [clientId, { code_verifier: "short" }],
      [clientId, { redirect_uri: "http://127.0.0.1:1/callback" }],
      [clientId, { code: "unknown" }],
      [other.id, {}],
    ];
    for (const [id, more] of tries) {
      const { status, body } = await exchange(url, id, code, more);
      assert.equal(`${status} ${String(body["error"])}`, "400 invalid_grant");
    }
    assert.equal(
      (await exchange(url, clientId, code, { code_verifier: "" })).body["error"],
      "invalid_request",
    );
    assert.equal((await exchange(url, clientId, code)).status, 200);
    const late = await codeOf();
    nowMs += 60_000;
    const answer = await exchange(url, clientId, late);
    assert.match(String(answer.body["error_description"]), /has expired/);
  });

  it("A4 a code that is used again ends every token that came of it", async () => {
    const code = await codeOf();
    const { body } = await exchange(url, clientId, code);
    assert.equal((await use(body["access_token"])).kind, "principal");
    assert.equal((await exchange(url, clientId, code)).body["error"], "invalid_grant");
    assert.equal((await use(body["access_token"])).kind, "invalid");
    assert.equal((await refresh(body["refresh_token"])).body["error"], "invalid_grant");
  });

  it("A4 of many who use one code at once at most one gets a token", async () => {
    const code = await codeOf();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => exchange(url, clientId, code)),
    );
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
    for (const { status, body } of answers) {
      if (status === 200) assert.equal((await use(body["access_token"])).kind, "invalid");
    }
  });

  it("A4 a refresh token is good once and gives the next; one that comes again ends them all", async () => {
    const first = (await exchange(url, clientId, await codeOf())).body;
    const second = (await refresh(first["refresh_token"])).body;
    assert.notEqual(second["refresh_token"], first["refresh_token"]);
    const third = (await refresh(second["refresh_token"], { scope })).body;
    assert.equal((await use(third["access_token"])).kind, "principal");
    const stolen = await refresh(first["refresh_token"]);
    assert.equal(`${stolen.status} ${String(stolen.body["error"])}`, "400 invalid_grant");
    for (const { access_token: token } of [first, second, third]) {
      assert.equal((await use(token)).kind, "invalid");
    }
    assert.equal((await refresh(third["refresh_token"])).status, 400);
  });

  it("A4 a public client may name itself by header, with an empty secret", async () => {
    const { body } = await exchange(url, clientId, await codeOf());
    const form = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
    assert.equal((await postForm(url, form, basicOf(clientId, "guess"))).status, 401);
    assert.equal((await postForm(url, form, basicOf(clientId, ""))).status, 200);
  });

  it("A4 a refresh token ends when it is unused for refreshTokenLifeMs", async () => {
    const { body } = await exchange(url, clientId, await codeOf());
    nowMs += 30 * 24 * 60 * 60 * 1000;
    assert.equal((await refresh(body["refresh_token"])).body["error"], "invalid_grant");
  });

  it("A4 what a user allowed for one asset never becomes a token for another", async () => {
    const resource = `${url}${path}`;
    const { body } = await exchange(url, clientId, await codeOf({ resource }));
    assert.equal((await use(body["access_token"])).kind, "principal");
    const wider = await refresh(body["refresh_token"], { resource: url });
    assert.equal(wider.body["error"], "invalid_target");
    const other = await refresh(body["refresh_token"], { resource: `${resource.slice(0, -1)}0` });
    assert.equal(other.body["error"], "invalid_target");
    assert.equal((await refresh(body["refresh_token"], { resource })).status, 200);
  });

  it("A4 revokes a token of its client at once, and does nothing about those of others", async () => {
    const revoke = (form: Readonly<Record<string, string>>, headers = {}): Promise<OAuthAnswer> =>
      postForm(url, form, headers, "/oauth2/revoke");
    const { body } = await exchange(url, clientId, await codeOf());
    const [access, again] = [String(body["access_token"]), String(body["refresh_token"])];
    const agent = await served.control.oauth.clients.create(
      await served.control.identity.operator(),
      { org: "myOrg", name: "revoker" },
    );
    const stranger = basicOf(agent.id, agent.secret ?? "");
    for (const token of [access, again, "unknown", "a.b.c"]) {
      assert.equal((await revoke({ token }, stranger)).status, 200);
    }
    assert.equal((await use(access)).kind, "principal");
    assert.equal((await revoke({ token: access, client_id: clientId })).status, 200);
    assert.equal((await use(access)).kind, "invalid");
    const next = (await refresh(again)).body;
    assert.equal((await use(next["access_token"])).kind, "principal");
    await revoke({ token: String(next["refresh_token"]), client_id: clientId });
    assert.equal((await use(next["access_token"])).kind, "invalid");
    assert.equal((await revoke({ client_id: clientId })).body["error"], "invalid_request");
    assert.equal((await revoke({ token: access })).status, 401);
  });

  it("A4 keeps the password and every token out of its answers' URLs", async () => {
    const back = await consent(authorizeUrl(url, clientId));
    assert.deepEqual([...back.keys()], ["code", "state", "iss"]);
    assert.ok(!back.toString().includes(encodeURIComponent(adminPassword)));
  });
});
