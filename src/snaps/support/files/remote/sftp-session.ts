import { createHash, timingSafeEqual } from "node:crypto";
import { Client, type ConnectConfig, type SFTPWrapper } from "ssh2";
import { asError, throwIfAborted } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import { connectionFailure, tooLate } from "../../../../engine/egress/connection-failure.ts";
import { within } from "../../../../engine/egress/within.ts";
import type { RemoteContext } from "./remote-context.ts";
import { loginRefused } from "./remote-refusals.ts";
import type { RemoteSession } from "./session-pool.ts";

/** Who logs in to an SSH server, and the key that the server must show. */
export interface SshLogin {
  readonly username: string;
  readonly password: string;
  readonly privateKey: string;
  readonly privateKeyPassphrase: string;
  /** `SHA256:…`; "" takes any. */
  readonly hostKeyFingerprint: string;
}

type Callback<T> = (failure: Error | null | undefined, value: T) => void;

/** One SSH connection with an SFTP channel. A question that gets no answer in time breaks it. */
export class SftpSession implements RemoteSession {
  readonly #client: Client;
  readonly #sftp: SFTPWrapper;
  readonly #target: string;
  readonly #idleMs: number;
  readonly #gone = Promise.withResolvers<never>();
  #broken = false;

  private constructor(client: Client, sftp: SFTPWrapper, target: string, idleMs: number) {
    this.#client = client;
    this.#sftp = sftp;
    this.#target = target;
    this.#idleMs = idleMs;
    this.#gone.promise.catch(() => undefined);
    const end = (failure?: unknown): void => {
      this.#broken = true;
      this.#gone.reject(
        connectionFailure(target, failure ?? codedError("closed", "ECONNRESET"), true),
      );
    };
    client.on("error", end);
    client.on("close", () => end());
    sftp.on("close", () => end());
  }

  static async open(
    host: string,
    port: number,
    login: SshLogin,
    { egress, limits }: RemoteContext,
    signal: AbortSignal,
  ): Promise<SftpSession> {
    const target = `${host}:${port}`;
    const socket = await egress.connectTcp(host, port, signal);
    const client = new Client();
    const seen = { key: "" };
    const late = (): Refusal => tooLate(target, "The login", limits.remoteIdleMs, false);
    try {
      const sftp = await within(
        begin(client, { ...configOf(login, seen), sock: socket, readyTimeout: 0 }),
        limits.remoteIdleMs,
        signal,
        late,
      );
      return new SftpSession(client, sftp, target, limits.remoteIdleMs);
    } catch (failure) {
      client.on("error", () => undefined);
      client.destroy();
      socket.destroy();
      throwIfAborted(signal);
      if (seen.key !== "" && !matches(seen.key, login.hostKeyFingerprint)) {
        throw otherHostKey(target, seen.key);
      }
      throw loginFailure(target, failure);
    }
  }

  get isBroken(): boolean {
    return this.#broken;
  }

  /** Asks one thing of the server. Rejects with what it answered, or with a refusal when it is gone or silent. */
  async ask<T>(
    signal: AbortSignal,
    question: (sftp: SFTPWrapper, answer: Callback<T>) => void,
  ): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      question(this.#sftp, (failure, value) => {
        if (failure === null || failure === undefined) resolve(value);
        else reject(failure);
      });
    });
    try {
      return await within(
        Promise.race([answered, this.#gone.promise]),
        this.#idleMs,
        signal,
        () => {
          this.#broken = true;
          return tooLate(this.#target, "The answer", this.#idleMs, true);
        },
      );
    } catch (failure) {
      answered.catch(() => undefined);
      if (signal.aborted) this.#broken = true;
      throw failure;
    }
  }

  /** As `ask`, for questions whose answer is only that it is done. */
  async tell(
    signal: AbortSignal,
    question: (sftp: SFTPWrapper, answer: (failure?: Error | null) => void) => void,
  ): Promise<void> {
    await this.ask<undefined>(signal, (sftp, answer) => {
      question(sftp, (failure) => answer(failure, undefined));
    });
  }

  close(): void {
    this.#broken = true;
    this.#client.end();
    // A server that does not answer to the end of the connection is not waited for.
    this.#client.destroy();
  }
}

function begin(client: Client, config: ConnectConfig): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("close", () => reject(codedError("closed", "ECONNRESET")));
    client.on("ready", () => {
      client.sftp((failure, sftp) => {
        if (failure === undefined) resolve(sftp);
        else reject(failure);
      });
    });
    // A key that cannot be read throws at once.
    try {
      client.connect(config);
    } catch (failure) {
      reject(asError(failure));
    }
  });
}

function configOf(login: SshLogin, seen: { key: string }): ConnectConfig {
  const { username, password, privateKey, privateKeyPassphrase, hostKeyFingerprint } = login;
  return {
    username,
    ...(password === "" ? {} : { password, tryKeyboard: false }),
    ...(privateKey === "" ? {} : { privateKey }),
    ...(privateKeyPassphrase === "" ? {} : { passphrase: privateKeyPassphrase }),
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    hostVerifier: (key: Buffer) => {
      seen.key = createHash("sha256").update(key).digest("base64").replace(/=+$/, "");
      return matches(seen.key, hostKeyFingerprint);
    },
  };
}

function matches(digest: string, fingerprint: string): boolean {
  if (fingerprint.trim() === "") return true;
  const expected = Buffer.from(
    fingerprint
      .trim()
      .replace(/^SHA256:/i, "")
      .replace(/=+$/, ""),
  );
  const found = Buffer.from(digest);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function loginFailure(target: string, thrown: unknown): Refusal {
  const failure = asError(thrown);
  if (failure instanceof Refusal) return failure;
  const level = "level" in failure ? failure.level : undefined;
  if (level === "client-authentication") return loginRefused(target);
  if (/private ?key|passphrase|parse/i.test(failure.message)) {
    return new Refusal(
      "invalid-argument",
      `The private key for "${target}" cannot be read`,
      "Expected a key in OpenSSH or PEM form, and its passphrase where it has one.",
      "Mend `privateKey` and `privateKeyPassphrase` of the account.",
    );
  }
  return connectionFailure(target, failure, false);
}

function otherHostKey(target: string, digest: string): Refusal {
  return new Refusal(
    "not-permitted",
    `"${target}" shows another host key than the account expects`,
    `The server's key is SHA256:${digest}.`,
    "When the server was set up anew, have its operator confirm that key, then write it into `hostKeyFingerprint`.",
  );
}

function codedError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
