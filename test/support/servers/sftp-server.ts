import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import ssh2, { type Connection } from "ssh2";
import { believe } from "../../../src/base/believe.ts";
import { serveSftp, type SftpFaults } from "./serve-sftp.ts";

const { Server, utils } = ssh2;

export interface SftpServer extends AsyncDisposable {
  readonly port: number;
  /** `SHA256:…` of the host key. */
  readonly fingerprint: string;
  readonly logins: () => number;
  faults: SftpFaults;
}

/** A real SSH server for the user `ada` with the password `lovelace`, whose files are those of a directory. */
export async function startSftpServer(root: string): Promise<SftpServer> {
  const key = utils.generateKeyPairSync("ed25519");
  const connections = new Set<Connection>();
  let logins = 0;
  const server = new Server({ hostKeys: [key.private] }, (client) => {
    connections.add(client);
    // The types of the library leave it out.
    believe<{ setNoDelay(on: boolean): void }>(client).setNoDelay(true);
    client.on("error", () => undefined);
    client.on("close", () => connections.delete(client));
    client.on("authentication", (context) => {
      const isAda = context.username === "ada" && context.method === "password";
      if (!isAda || context.password !== "lovelace") return context.reject(["password"]);
      logins++;
      context.accept();
    });
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => {
        serveSftp(acceptSftp(), root, { now: () => running.faults, hangUp: () => client.end() });
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const parsed = utils.parseKey(key.public);
  if (parsed instanceof Error) throw parsed;
  const digest = createHash("sha256").update(parsed.getPublicSSH()).digest("base64");
  const running: SftpServer = {
    port: believe<AddressInfo>(server.address()).port,
    fingerprint: `SHA256:${digest.replace(/=+$/, "")}`,
    logins: () => logins,
    faults: {},
    [Symbol.asyncDispose]: async () => {
      for (const connection of connections) connection.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return running;
}
