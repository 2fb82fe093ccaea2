import { callbackify } from "node:util";
import { createTransport, type SendMailOptions } from "nodemailer";
import { throwIfAborted } from "../../../base/abort.ts";
import { isObject } from "../../../base/json.ts";
import type { Egress } from "../../../engine/egress/egress.ts";
import { mailFailure } from "./mail-failure.ts";

/** A mail server, and who sends through it. */
export interface MailServer {
  readonly serverDomain: string;
  readonly port: number;
  readonly secureConnection: "NONE" | "SSL" | "TLS";
  readonly emailId: string;
  readonly password: string;
  readonly connectionTimeout: number;
  readonly readTimeout: number;
}

/** Sends mails one after the other over one connection, which is made when the first is sent. */
export interface Mailer {
  send(mail: SendMailOptions): Promise<SentMail>;
  close(): void;
}

export interface SentMail {
  readonly messageId: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

export function createMailer(server: MailServer, egress: Egress, signal: AbortSignal): Mailer {
  const { serverDomain: host, port, secureConnection, emailId, password } = server;
  const target = `${host}:${port}`;
  const open = callbackify(async () => {
    const timeoutMs = server.connectionTimeout;
    return { connection: await egress.connectTcp(host, port, signal, { timeoutMs }) };
  });
  const begun = { content: false };
  const transport = createTransport({
    pool: true,
    // Of the talk with the server only this is listened to: from DATA on it may have the mail.
    transactionLog: true,
    logger: listener((line) => {
      if (line === "DATA") begun.content = true;
    }),
    maxConnections: 1,
    maxRequeues: 0,
    host,
    port,
    secure: secureConnection === "SSL",
    requireTLS: secureConnection === "TLS",
    ignoreTLS: secureConnection === "NONE",
    ...(password === "" ? {} : { auth: { user: emailId, pass: password } }),
    connectionTimeout: server.connectionTimeout,
    greetingTimeout: server.readTimeout,
    socketTimeout: server.readTimeout,
    // Nothing in a mail may name a file or a URL that the library would then fetch by itself.
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: unknown, done: Parameters<typeof open>[0]) => open(done),
  });
  const close = (): void => transport.close();
  signal.addEventListener("abort", close, { once: true });
  return {
    async send(mail) {
      throwIfAborted(signal);
      begun.content = false;
      try {
        const { messageId, accepted, rejected } = await transport.sendMail(mail);
        return { messageId, accepted: accepted.map(textOf), rejected: rejected.map(textOf) };
      } catch (failure) {
        throwIfAborted(signal);
        throw mailFailure(target, failure, begun.content);
      }
    },
    close: () => {
      signal.removeEventListener("abort", close);
      close();
    },
  };
}

const ignore = (): void => undefined;

/** A log that keeps nothing and tells of what is sent, without contents. */
function listener(sent: (line: string) => void) {
  return {
    level: ignore,
    trace: ignore,
    debug: (about: unknown, line: unknown) => {
      if (isObject(about) && about["tnx"] === "client") sent(String(line));
    },
    info: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
  };
}

function textOf(address: string | { readonly address: string }): string {
  return typeof address === "string" ? address : address.address;
}
