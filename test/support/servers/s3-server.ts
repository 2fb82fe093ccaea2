import { createRequire } from "node:module";
import { believe } from "../../../src/base/believe.ts";

export interface S3Server extends AsyncDisposable {
  readonly endpoint: string;
}

interface S3rver {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}

/** A real object store with a bucket `shop`, whose keys are those of s3rver: `S3RVER`, `S3RVER`. */
export async function startS3Server(directory: string): Promise<S3Server> {
  const load = createRequire(import.meta.url);
  const Server = believe<new (options: object) => S3rver>(load("s3rver"));
  const configureBuckets = [{ name: "shop", configs: [] }];
  const options = { address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets };
  const server = new Server(options);
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
