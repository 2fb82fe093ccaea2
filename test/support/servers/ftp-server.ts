import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { FtpSrv } from "ftp-srv";
import { believe } from "../../../src/base/believe.ts";

export interface FtpServer extends AsyncDisposable {
  readonly port: number;
}

/** A real FTP server for the user `ada` with the password `lovelace`, whose files are those of a directory. */
export async function startFtpServer(root: string): Promise<FtpServer> {
  const port = await freePort();
  const log = { child: () => log, ...silent };
  const server = new FtpSrv({
    url: `ftp://127.0.0.1:${port}`,
    pasv_url: "127.0.0.1",
    pasv_min: 20_000 + (port % 20_000),
    anonymous: false,
    log: believe<never>(log),
  });
  server.on("login", ({ username, password }, accept, refuse) => {
    if (username === "ada" && password === "lovelace") accept({ root });
    else refuse(new Error("no"));
  });
  await server.listen();
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await server.close();
    },
  };
}

const nothing = (): void => undefined;
const silent = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = believe<AddressInfo>(server.address());
  server.close();
  await once(server, "close");
  return port;
}
