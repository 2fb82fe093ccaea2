import { extname } from "node:path";

const byEnding = new Map([
  [".csv", "text/csv"],
  [".expr", "text/plain"],
  [".htm", "text/html"],
  [".html", "text/html"],
  [".json", "application/json"],
  [".jsonl", "application/x-ndjson"],
  [".md", "text/markdown"],
  [".pdf", "application/pdf"],
  [".slp", "application/json"],
  [".txt", "text/plain"],
  [".xml", "application/xml"],
  [".yaml", "application/yaml"],
  [".yml", "application/yaml"],
  [".zip", "application/zip"],
]);

/** What the ending of a file's name says about its content. */
export function contentTypeOf(name: string): string {
  return byEnding.get(extname(name).toLowerCase()) ?? "application/octet-stream";
}
