import type { Socket } from "node:net";
import { connect as startTls, type ConnectionOptions, TLSSocket } from "node:tls";
import { Client, FTPError, type FTPResponse } from "basic-ftp";
import { asError, throwIfAborted } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import { connectionFailure, tooLate } from "../../../../engine/egress/connection-failure.ts";
import type { Egress } from "../../../../engine/egress/egress.ts";
import { within } from "../../../../engine/egress/within.ts";
import type { RemoteContext } from "./remote-context.ts";
import { loginRefused } from "./remote-refusals.ts";
import type { RemoteSession } from "./session-pool.ts";

/** Who logs in to an FTP server, and how much of it is encrypted. */
export interface FtpLogin {
  readonly username: string;
  readonly password: string;
  readonly security: "none" | "explicit" | "implicit";
}

/** One control connection of FTP. Its data connections go where it goes, through the guard, and always passively. */
export class FtpSession implements RemoteSession {
  readonly client: GuardedClient;
  #broken = false;

  private constructor(client: GuardedClient) {
    this.client = client;
  }

  static async open(
    host: string,
    port: number,
    login: FtpLogin,
    { egress, limits }: RemoteContext,
    signal: AbortSignal,
  ): Promise<FtpSession> {
    const target = `${host}:${port}`;
    const client = new GuardedClient({ egress, host, idleMs: limits.remoteIdleMs });
    const late = (): Refusal => tooLate(target, "The login", limits.remoteIdleMs, false);
    try {
      await within(client.begin(port, login, signal), limits.remoteIdleMs, signal, late);
      return new FtpSession(client);
    } catch (failure) {
      client.close();
      throwIfAborted(signal);
      if (failure instanceof FTPError && [430, 530, 532].includes(failure.code)) {
        throw loginRefused(target);
      }
      if (failure instanceof FTPError) throw refusedSession(target, failure.code);
      throw connectionFailure(target, failure, false);
    }
  }

  get isBroken(): boolean {
    return this.#broken || this.client.closed;
  }

  /** Asks something of the server; a run that is stopped does not wait for it, and ends the connection. */
  async ask<T>(signal: AbortSignal, question: (client: Client) => Promise<T>): Promise<T> {
    throwIfAborted(signal);
    const abort = (): void => this.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await question(this.client);
    } catch (failure) {
      throwIfAborted(signal);
      if (failure instanceof FTPError || failure instanceof Refusal) throw failure;
      this.#broken = true;
      throw sessionFailure(this.client.target, failure);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  close(): void {
    this.#broken = true;
    this.client.close();
  }
}

interface GuardedOptions {
  readonly egress: Egress;
  readonly host: string;
  readonly idleMs: number;
}

/** The library's client, which opens no sockets of its own. */
class GuardedClient extends Client {
  readonly target: string;
  readonly #options: GuardedOptions;

  constructor(options: GuardedOptions) {
    super(options.idleMs);
    this.target = options.host;
    this.#options = options;
    this.prepareTransfer = () => this.#openData();
  }

  async begin(port: number, login: FtpLogin, signal: AbortSignal): Promise<void> {
    const { egress, host } = this.#options;
    const socket = await egress.connectTcp(host, port, signal);
    const tls = { host, servername: serverName(host) };
    this.ftp.socket = login.security === "implicit" ? await secured(socket, tls) : socket;
    if (login.security === "implicit") this.ftp.tlsOptions = tls;
    await this.#greeted();
    if (login.security === "explicit") await this.useTLS(tls);
    await this.login(login.username, login.password);
    await this.useDefaultSettings();
  }

  async #greeted(): Promise<void> {
    await this.ftp.handle(undefined, (answer, task) => {
      if (answer instanceof Error) task.reject(answer);
      else if (answer.code >= 200 && answer.code < 300) task.resolve(answer);
      else task.reject(new FTPError(answer));
    });
  }

  /** To the host of the control connection, whatever address the server names. */
  async #openData(): Promise<FTPResponse> {
    const { egress, host, idleMs } = this.#options;
    const { answer, port } = await this.#passivePort();
    const socket = await egress.connectTcp(host, port, AbortSignal.timeout(idleMs));
    const control = this.ftp.socket;
    if (control instanceof TLSSocket) {
      const session = this.ftp.tlsSessionStore ?? control.getSession();
      const options = session === undefined ? {} : { session };
      const data = startTls({ ...this.ftp.tlsOptions, ...options, socket });
      data.on("session", (renewed) => (this.ftp.tlsSessionStore = renewed));
      this.ftp.dataSocket = data;
    } else {
      this.ftp.dataSocket = socket;
    }
    return answer;
  }

  async #passivePort(): Promise<{ readonly answer: FTPResponse; readonly port: number }> {
    try {
      const answer = await this.ftp.request("EPSV");
      const port = Number(/[|!]{3}(\d{1,5})[|!]/.exec(answer.message)?.[1]);
      if (port > 0) return { answer, port };
    } catch (failure) {
      if (!(failure instanceof FTPError)) throw failure;
    }
    const answer = await this.ftp.request("PASV");
    const [, high, low] = /(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})/.exec(answer.message) ?? [];
    return { answer, port: Number(high) * 256 + Number(low) };
  }
}

function secured(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = startTls({ ...options, socket }, () => resolve(secure));
    secure.once("error", reject);
  });
}

/** An address has no name that a server could be asked for. */
function serverName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? "" : host;
}

function sessionFailure(target: string, thrown: unknown): Refusal {
  const failure = asError(thrown);
  if (/timeout/i.test(failure.message)) {
    return new Refusal(
      "timeout",
      `"${target}" took too long`,
      "The server fell silent in the middle of the work (remoteIdleMs).",
      "Try again later.",
    );
  }
  return connectionFailure(
    target,
    "code" in failure && typeof failure.code === "string"
      ? failure
      : Object.assign(new Error("closed"), { code: "ECONNRESET" }),
    true,
  );
}

function refusedSession(target: string, code: number): Refusal {
  return new Refusal(
    "bad-gateway",
    `"${target}" does not open an FTP session`,
    `It answered ${code}.`,
    "See whether it speaks FTP on that port, and whether the security of the account is what it expects.",
  );
}
