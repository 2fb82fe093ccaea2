import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { systemClock } from "../base/clock.ts";
import { newSecret } from "../base/ids.ts";
import { defaultLimits } from "../base/limits.ts";
import { silentLogger } from "../base/logger.ts";
import { endpointTimes } from "../mcp/endpoint-times.ts";
import { createMcpEndpoint } from "../mcp/mcp-endpoint.ts";
import { conformanceSurface } from "../../test/support/conformance-fixtures/conformance-surface.ts";
import { sentEvents } from "../../test/support/event-stream.ts";
import { openMcp } from "../../test/support/mcp-session.ts";
import { serveEdge } from "../../test/support/serve-edge.ts";
import { createEdge } from "./create-edge.ts";
import { defaultEdgeSettings } from "./edge-settings.ts";
import { mcpPath } from "./mcp-path.ts";

test("P14 whoever shares the rows goes on with a session, and with a call that another is answering", async () => {
  await using first = await serveEdge({ surface: conformanceSurface() });
  const { control } = first;
  const shared = { limits: defaultLimits, logger: silentLogger };
  const endpoint = createMcpEndpoint({
    ...shared,
    ...endpointTimes,
    surface: conformanceSurface(),
    clock: systemClock,
    serverInfo: { name: "second", version: "0.0.0" },
    newSessionId: newSecret,
    newRequestId: randomUUID,
    sessions: control.sessions,
    events: control.sessionEvents,
    tasks: control.callTasks,
  });
  const second = createEdge({
    ...shared,
    control,
    platformMcp: { kind: "embedded", endpoint },
    settings: { ...defaultEdgeSettings, closeGraceMs: 100 },
    version: "0.0.0",
  });
  const { url } = await second.listen(0, "127.0.0.1");
  try {
    const session = await openMcp(first.url, `SLToken ${first.token}`, mcpPath, "2025-11-25");
    const params = { name: "slow_compute", arguments: { seconds: 0.6 } };
    const events = sentEvents(
      await fetch(`${first.url}${mcpPath}`, {
        method: "POST",
        headers: { ...session.headers, "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
      }),
    );
    const { value: primed } = await events.next();
    await events.return(undefined);
    const resumed = await fetch(`${url}${mcpPath}`, {
      headers: { ...session.headers, "last-event-id": String(primed?.id) },
    });
    const rest = await Array.fromAsync(sentEvents(resumed));
    assert.equal(rest.length, 1);
    assert.match(JSON.stringify(rest[0]?.message), /computed for 0\.6 s/);
    const ended = await fetch(`${url}${mcpPath}`, { method: "DELETE", headers: session.headers });
    assert.equal(ended.status, 200);
    const gone = await fetch(`${first.url}${mcpPath}`, { headers: session.headers });
    assert.equal(gone.status, 404);
    await gone.text();
  } finally {
    await second.close();
  }
});
