import { FTPError } from "basic-ftp";
import type { FtpSession } from "./ftp-session.ts";
import { ftpAnswer, isMissing } from "./ftp-status.ts";
import { Pump } from "./pump.ts";
import type { PartialFile } from "./remote-draft.ts";

/** A file of an FTP server under its name for the time being. */
export class FtpPartial implements PartialFile {
  readonly existed: boolean;
  readonly startSize: number;
  readonly #session: FtpSession;
  readonly #names: FtpNames;
  readonly #signal: AbortSignal;
  readonly #release: () => void;
  readonly #pump = new Pump();
  #finished = false;

  constructor(
    session: FtpSession,
    names: FtpNames,
    before: { readonly existed: boolean; readonly startSize: number },
    signal: AbortSignal,
    release: () => void,
  ) {
    this.#session = session;
    this.#names = names;
    this.existed = before.existed;
    this.startSize = before.startSize;
    this.#signal = signal;
    this.#release = release;
    this.#pump.start(async (stream) => {
      await session.ask(signal, (client) => client.uploadFrom(stream, names.partial));
    });
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#answered(this.#pump.write(chunk));
  }

  async finish(): Promise<void> {
    await this.#answered(this.#pump.finish());
    this.#finished = true;
  }

  /** Not every server replaces in a rename; with one that does not, the old file is removed first. */
  async place(replace: boolean): Promise<boolean> {
    const { partial, target } = this.#names;
    const rename = () => this.#session.ask(this.#signal, (ftp) => ftp.rename(partial, target));
    if (!replace && (await this.#isThere())) return false;
    try {
      await rename();
      return true;
    } catch (failure) {
      if (!replace || !(failure instanceof FTPError)) throw ftpAnswer(this.#names.text, failure);
    }
    await this.#answered(this.#session.ask(this.#signal, (ftp) => ftp.remove(target)));
    await this.#answered(rename());
    return true;
  }

  /** An upload that is broken off takes its connection with it, so another may have to remove what is left of it. */
  async remove(): Promise<void> {
    if (!this.#finished) {
      this.#session.close();
      await this.#pump.abort();
    }
    await this.#names.removePartial(this.#session.isBroken ? undefined : this.#session);
  }

  release(): void {
    this.#release();
  }

  async #isThere(): Promise<boolean> {
    try {
      await this.#session.ask(this.#signal, (ftp) => ftp.size(this.#names.target));
      return true;
    } catch (failure) {
      if (isMissing(failure)) return false;
      throw ftpAnswer(this.#names.text, failure);
    }
  }

  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (failure) {
      throw ftpAnswer(this.#names.text, failure);
    }
  }
}

/** Where a file goes, and where it lies till it is whole. */
export interface FtpNames {
  readonly text: string;
  readonly target: string;
  readonly partial: string;
  /** Removes what lies under the name for the time being, over this connection or a new one. */
  removePartial(session: FtpSession | undefined): Promise<void>;
}
