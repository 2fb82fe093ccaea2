import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from "node:net";
import { after } from "node:test";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import type { ExampleSetting, SnapDefinition, SnapExample } from "../../src/engine/define-snap.ts";
import { createEgress } from "../../src/engine/egress/create-egress.ts";
import { publicAndLoopback } from "../../src/engine/egress/egress-policy.ts";
import { isValueMap } from "../../src/expr/path/value-map.ts";
import { believe } from "../../src/base/believe.ts";
import type { Value } from "../../src/expr/value.ts";
import { runSnap, type SnapOutcome } from "./run-snap.ts";

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

/** Listens on loopback till the tests of the file are over; gives the URL. */
export async function listen(server: Server | TcpServer): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return `http://127.0.0.1:${address.port}`;
}

/** An HTTP server of the test's own. */
export const serveHttp = (serve: RequestListener): Promise<string> => listen(createServer(serve));

/** A server that says what it likes once it was spoken to. */
export const serveTcp = (serve: (socket: Socket) => void): Promise<string> =>
  listen(
    createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => serve(socket));
    }),
  );

/** Runs an HTTP Snap that may reach loopback. Errors go to the error view. */
export async function runHttpSnap(
  snap: SnapDefinition,
  settings: Readonly<Record<string, ExampleSetting>>,
  example: Partial<SnapExample> = {},
  limits: Partial<Limits> = {},
): Promise<SnapOutcome> {
  const egress = createEgress(publicAndLoopback, defaultLimits);
  try {
    return await runSnap(snap, { errors: [], settings, ...example }, { limits, egress });
  } finally {
    egress.dispose();
  }
}

/** The entities that went out. */
export function entitiesOf({ outputs }: SnapOutcome): readonly unknown[] {
  return (outputs["output0"] ?? []).map((item) =>
    typeof item === "object" && item !== null && "entity" in item ? item.entity : item,
  );
}

/** What went wrong, with the reasons. */
export function wordsOf({ errors }: SnapOutcome): readonly string[] {
  return errors.map(({ error = "", reason = "" }) =>
    typeof error === "string" && typeof reason === "string" ? `${error}: ${reason}` : "",
  );
}

/** The key `id` of each input that is in the output or in the error view. */
export function idsOf({ outputs, errors }: SnapOutcome): readonly unknown[] {
  const documents = believe<Value[]>([...(outputs["output0"] ?? []), ...errors]);
  return documents.map((document) => {
    const original = isValueMap(document) ? document["original"] : undefined;
    return original !== undefined && isValueMap(original) ? original["id"] : undefined;
  });
}
