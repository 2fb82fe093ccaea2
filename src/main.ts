import { enableCompileCache } from "node:module";

// What is imported after this starts from V8's cache; a module imported above would not.
enableCompileCache();
const { start } = await import("./start.ts");
await start();
