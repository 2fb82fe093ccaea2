import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { believe } from "../../../src/base/believe.ts";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, with its header. */
  readonly text: string;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: ReceivedMail[];
  readonly logins: () => number;
  faults: MailFaults;
}

/** How a server misbehaves. */
export interface MailFaults {
  /** Answers the next mails with these codes, one after the other. */
  readonly answers?: number[];
  /** Ends the connection when the content comes. */
  readonly hangUp?: boolean;
}

/** A real mail server for the user `ada` with the password `lovelace`. It knows nobody whose name begins with `no`. */
export async function startSmtpServer(): Promise<MailServer> {
  let logins = 0;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    logger: false,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => {
      if (username !== "ada" || password !== "lovelace") return done(new Error("no"));
      logins++;
      done(null, { user: "ada" });
    },
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith("no")) return done(failure(550));
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (running.faults.hangUp === true) hangUp(server);
      });
      stream.on("end", () => {
        const answer = running.faults.answers?.shift();
        if (answer !== undefined) return done(failure(answer));
        const { mailFrom, rcptTo } = session.envelope;
        running.mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const running: MailServer = {
    port: believe<AddressInfo>(listening.address()).port,
    mails: [],
    logins: () => logins,
    faults: {},
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return running;
}

/** Breaks every connection off, as a server does that dies. */
function hangUp(server: SMTPServer): void {
  for (const { _socket: socket } of believe<Iterable<{ readonly _socket: Socket }>>(
    server.connections,
  ))
    socket.destroy();
}

function failure(responseCode: number): Error {
  return Object.assign(new Error("no"), { responseCode });
}
