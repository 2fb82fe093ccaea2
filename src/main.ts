import { enableCompileCache } from "node:module";

// Long statements of DuckDB hold threads of this pool, and files, passwords and names of hosts need some meanwhile. The
// pool is made with its first work, which comes later.
process.env["UV_THREADPOOL_SIZE"] ??= "16";

// What is imported after this starts from V8's cache; a module imported above would not.
enableCompileCache();
const { start } = await import("./start.ts");
await start();
