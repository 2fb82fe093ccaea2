import { join } from "node:path";

/** In the data directory: where the server that runs on it listens. Commands ask that server instead of opening it. */
export function serverUrlFile(dataDirectory: string): string {
  return join(dataDirectory, "server.url");
}
