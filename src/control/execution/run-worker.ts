import { parentPort } from "node:worker_threads";
import { assert } from "../../base/errors.ts";
import { createCatalogue } from "../../engine/catalogue.ts";
import { runPipeline } from "../../engine/run-pipeline.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import type { FromRunner, ToRunner } from "./messages.ts";
import { remoteHost, type RemoteHost } from "./remote-host.ts";

/**
 * The entry of a run's thread; it runs one order and is then ended by the thread that made it. The only module besides
 * `main.ts` that acts when it is imported.
 */
assert(parentPort !== null, "run-worker.ts is the entry of a worker thread");
const port = parentPort;
const catalogue = createCatalogue(snaps);
const stop = new AbortController();
let remote: RemoteHost | undefined;

port.on("message", (message: ToRunner) => {
  switch (message.kind) {
    case "start":
      remote = remoteHost(port, message.spillDirectory);
      void runPipeline(message.order, catalogue, remote.host, stop.signal, (progress) =>
        send({ kind: "progress", progress }),
      ).then((result) => send({ kind: "result", result }));
      break;
    case "stop":
      stop.abort(new Error("stopped"));
      break;
    default:
      remote?.receive(message);
  }
});
send({ kind: "ready" });

function send(message: FromRunner): void {
  port.postMessage(message);
}
