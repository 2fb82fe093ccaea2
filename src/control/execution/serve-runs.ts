import type { MessagePort } from "node:worker_threads";
import { createCatalogue } from "../../engine/catalogue.ts";
import { runPipeline } from "../../engine/run-pipeline.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { knownSnaps } from "../../snaps/known/known-snaps.ts";
import type { FromRunner, ToRunner } from "./messages.ts";
import { remoteHost, type RemoteHost } from "./remote-host.ts";

/** What a run's thread does: takes one order over the port and runs it. */
export function serveRuns(port: MessagePort): void {
  const catalogue = createCatalogue(snaps, knownSnaps);
  const stop = new AbortController();
  let remote: RemoteHost | undefined;
  const send = (message: FromRunner): void => port.postMessage(message);
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
}
