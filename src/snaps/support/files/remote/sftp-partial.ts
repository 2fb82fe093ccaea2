import { asError } from "../../../../base/abort.ts";
import { type PartialFile } from "./remote-draft.ts";
import type { SftpSession } from "./sftp-session.ts";
import { isMissing, sftpAnswer } from "./sftp-status.ts";

/** A file of an SFTP server under its name for the time being. */
export class SftpPartial implements PartialFile {
  readonly existed: boolean;
  startSize = 0;
  readonly #session: SftpSession;
  readonly #names: SftpNames;
  readonly #signal: AbortSignal;
  readonly #release: () => void;
  #handle: Buffer | undefined;
  #position = 0;

  private constructor(
    session: SftpSession,
    names: SftpNames,
    existed: boolean,
    handle: Buffer,
    signal: AbortSignal,
    release: () => void,
  ) {
    this.#session = session;
    this.#names = names;
    this.existed = existed;
    this.#handle = handle;
    this.#signal = signal;
    this.#release = release;
  }

  static async begin(
    session: SftpSession,
    names: SftpNames,
    existed: boolean,
    signal: AbortSignal,
    release: () => void,
  ): Promise<SftpPartial> {
    const handle = await session
      .ask<Buffer>(signal, (sftp, answer) => sftp.open(names.partial, "wx", answer))
      .catch((failure: unknown) => {
        throw sftpAnswer(names.text, failure);
      });
    return new SftpPartial(session, names, existed, handle, signal, release);
  }

  async write(chunk: Uint8Array): Promise<void> {
    const handle = this.#handle;
    if (handle === undefined || chunk.length === 0) return;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    await this.#tell((sftp, answer) => {
      sftp.write(handle, bytes, 0, bytes.length, this.#position, answer);
    });
    this.#position += bytes.length;
  }

  /** Takes what was written so far for what was there before. */
  beginsHere(): void {
    this.startSize = this.#position;
  }

  async finish(): Promise<void> {
    const handle = this.#handle;
    if (handle === undefined) return;
    // Not every server knows how to make a file durable; those that do not have it when it is closed.
    await this.#session
      .tell(this.#signal, (sftp, answer) => sftp.ext_openssh_fsync(handle, answer))
      .catch((failure: unknown) => {
        if (this.#session.isBroken) throw failure;
      });
    this.#handle = undefined;
    await this.#tell((sftp, answer) => sftp.close(handle, answer));
  }

  /** By the rename of OpenSSH, which replaces in one step; a server without it loses the old file first. */
  async place(replace: boolean): Promise<boolean> {
    const { partial, target } = this.#names;
    if (!replace) return await this.#rename();
    try {
      await this.#session.tell(this.#signal, (sftp, answer) =>
        sftp.ext_openssh_rename(partial, target, answer),
      );
      return true;
    } catch (failure) {
      if (this.#session.isBroken || !isUnsupported(failure)) {
        throw sftpAnswer(this.#names.text, failure);
      }
    }
    if (await this.#rename()) return true;
    await this.#tell((sftp, answer) => sftp.unlink(target, answer));
    return await this.#rename();
  }

  async remove(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    if (this.#session.isBroken) return;
    // The signal of a run that is stopped would keep this from being asked.
    const { signal } = new AbortController();
    if (handle !== undefined) {
      await this.#session
        .tell(signal, (sftp, answer) => sftp.close(handle, answer))
        .catch(() => undefined);
    }
    await this.#session
      .tell(signal, (sftp, answer) => sftp.unlink(this.#names.partial, answer))
      .catch(() => undefined);
  }

  release(): void {
    this.#release();
  }

  /** The plain rename, which never replaces; `false` when a file of that name is there. */
  async #rename(): Promise<boolean> {
    const { partial, target, text } = this.#names;
    try {
      await this.#session.tell(this.#signal, (sftp, answer) =>
        sftp.rename(partial, target, answer),
      );
      return true;
    } catch (failure) {
      if (await this.#isThere()) return false;
      throw sftpAnswer(text, failure);
    }
  }

  async #isThere(): Promise<boolean> {
    try {
      await this.#session.ask(this.#signal, (sftp, answer) => {
        sftp.lstat(this.#names.target, answer);
      });
      return true;
    } catch (failure) {
      if (isMissing(failure)) return false;
      throw sftpAnswer(this.#names.text, failure);
    }
  }

  async #tell(question: Parameters<SftpSession["tell"]>[1]): Promise<void> {
    try {
      await this.#session.tell(this.#signal, question);
    } catch (failure) {
      throw sftpAnswer(this.#names.text, failure);
    }
  }
}

/** Where a file goes, and where it lies till it is whole. */
export interface SftpNames {
  readonly text: string;
  readonly target: string;
  readonly partial: string;
}

/** The library throws when the server did not offer an extension. */
function isUnsupported(failure: unknown): boolean {
  const thrown = asError(failure);
  return /support/i.test(thrown.message) || ("code" in thrown && thrown.code === 8);
}
