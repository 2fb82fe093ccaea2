import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  Client,
  ClientCredentialsProvider,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { ClientCredentialsProvider as ClientCredentialsV1 } from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { assetPath, type ServedAssets, serveAssets } from "./support/assets/serve-assets.ts";
import { MemoryOAuthProvider } from "./support/memory-oauth-provider.ts";
import { assetScope, consent } from "./support/oauth-flow.ts";

const name = { name: "some-agent", version: "1.0.0" };

async function toolsOf(served: ServedAssets, authProvider: OAuthClientProvider): Promise<string[]> {
  const client = new Client(name);
  const transport = new StreamableHTTPClientTransport(endpointOf(served), { authProvider });
  await client.connect(transport);
  const { tools } = await client.listTools();
  await client.close();
  return tools.map((tool) => tool.name);
}

function endpointOf(served: ServedAssets): URL {
  return new URL(`${served.url}${assetPath}`);
}

/** The official client sends its user away, and goes on with what the user brings back. */
async function logIn(served: ServedAssets, provider: MemoryOAuthProvider): Promise<void> {
  const transport = new StreamableHTTPClientTransport(endpointOf(served), {
    authProvider: provider,
  });
  await assert.rejects(new Client(name).connect(transport), UnauthorizedError);
  const opened = provider.opened ?? new URL("http://nowhere.example");
  assert.equal(opened.searchParams.get("resource"), endpointOf(served).href);
  const back = await consent(opened.href);
  assert.equal(back.get("state"), provider.state());
  await transport.finishAuth(back);
}

describe("the official clients at an asset", () => {
  it("A4 find the issuer by themselves and speak for themselves with client credentials", async () => {
    await using served = await serveAssets();
    const { clientId, clientSecret, url } = served;
    const provider = new ClientCredentialsProvider({ clientId, clientSecret, expectedIssuer: url });
    assert.ok((await toolsOf(served, provider)).includes("load_data"));

    const client = new ClientV1(name);
    const authProvider = new ClientCredentialsV1({ clientId, clientSecret, scope: assetScope });
    await client.connect(new TransportV1(endpointOf(served), { authProvider }));
    assert.ok((await client.listTools()).tools.some((tool) => tool.name === "load_data"));
    await client.close();
  });

  it("A4 log a user in by code and PKCE, and go on with the refresh token after 15 minutes", async () => {
    let nowMs = Date.now();
    await using served = await serveAssets({ clock: { now: () => nowMs } });
    const { clients } = served.control.oauth;
    const { id } = await clients.create(await served.control.identity.operator(), {
      org: "myOrg",
      name: "Some agent",
      kind: "public",
      redirectUris: ["http://127.0.0.1/callback"],
    });
    const provider = new MemoryOAuthProvider(id);
    await logIn(served, provider);
    assert.ok((await toolsOf(served, provider)).includes("load_data"));
    const first = provider.saved;
    nowMs += 15 * 60 * 1000;
    assert.ok((await toolsOf(served, provider)).includes("load_data"));
    assert.notEqual(provider.saved?.access_token, first?.access_token);
    assert.notEqual(provider.saved?.refresh_token, first?.refresh_token);
  });

  it("A4 register themselves where that is switched on", async () => {
    await using served = await serveAssets({ oauth: { dynamicRegistration: true } });
    const provider = new MemoryOAuthProvider();
    await logIn(served, provider);
    assert.ok((await toolsOf(served, provider)).includes("load_data"));
  });
});
