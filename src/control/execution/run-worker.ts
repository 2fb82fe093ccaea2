import { enableCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";

// The entry of a run's thread. Besides `main.ts` the only module that acts when it is imported.
enableCompileCache();
const { serveRuns } = await import("./serve-runs.ts");
if (parentPort !== null) serveRuns(parentPort);
