import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { throwIfAborted } from "../../../../base/abort.ts";
import { contentTypeOf } from "../../../../base/content-type.ts";
import { Refusal } from "../../../../base/errors.ts";
import type {
  CommittedFile,
  CreateFileOptions,
  FileDraft,
} from "../../../../engine/file-access.ts";
import type { RemoteContext } from "./remote-context.ts";
import { alreadyExists, quoted } from "./remote-refusals.ts";
import type { S3Place } from "./s3-place.ts";
import { isTaken, s3Answer } from "./s3-status.ts";

/** Parts of one object, as the protocol counts them, and after how many of them they double in size. */
const partsMax = 10_000;
const partsOfOneSize = 1_000;

export interface S3Target {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly text: string;
  readonly existed: boolean;
  readonly ifExists: CreateFileOptions["ifExists"];
}

/**
 * An object on its way: one request when it is small, parts that become an object in the end when it is not. Until then
 * nobody sees it, and what is given up leaves no parts behind.
 */
export class S3Draft implements FileDraft {
  readonly #target: S3Target;
  readonly #limits: RemoteContext["limits"];
  readonly #signal: AbortSignal;
  readonly #tags: string[] = [];
  readonly #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #size = 0;
  #uploadId: string | undefined;

  constructor(target: S3Target, limits: RemoteContext["limits"], signal: AbortSignal) {
    this.#target = target;
    this.#limits = limits;
    this.#signal = signal;
  }

  async write(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      const room = this.#partBytes() - this.#pendingBytes;
      const piece = rest.slice(0, room);
      this.#pending.push(piece);
      this.#pendingBytes += piece.length;
      this.#size += piece.length;
      rest = rest.subarray(piece.length);
      if (this.#pendingBytes === this.#partBytes()) await this.#answered(this.#sendPart());
    }
  }

  async commit(): Promise<CommittedFile> {
    const { text, existed, ifExists } = this.#target;
    const done = (action: CommittedFile["action"]): CommittedFile => ({
      path: text,
      action,
      size: this.#size,
    });
    try {
      await this.#publish();
    } catch (failure) {
      throwIfAborted(this.#signal);
      if (ifExists === "overwrite" || !isTaken(failure)) throw s3Answer(text, failure);
      if (ifExists === "error") throw alreadyExists(text);
      await this.discard();
      return done("ignored");
    }
    return done(existed ? "overwritten" : "created");
  }

  async discard(): Promise<void> {
    const uploadId = this.#uploadId;
    this.#uploadId = undefined;
    this.#pending.length = 0;
    if (uploadId === undefined) return;
    const { client } = this.#target;
    const abort = new AbortMultipartUploadCommand({ ...this.#named(), UploadId: uploadId });
    // The signal of a run that is stopped would keep this from being sent.
    await client.send(abort).catch(() => undefined);
  }

  async #publish(): Promise<void> {
    const { client, ifExists } = this.#target;
    const abortSignal = this.#signal;
    const guard = ifExists === "overwrite" ? {} : { IfNoneMatch: "*" };
    if (this.#uploadId === undefined) {
      const ContentType = contentTypeOf(this.#target.place.key);
      const Body = this.#takePending();
      const put = new PutObjectCommand({ ...this.#named(), ...guard, Body, ContentType });
      await client.send(put, { abortSignal });
      return;
    }
    if (this.#pendingBytes > 0) await this.#sendPart();
    const Parts = this.#tags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    const complete = new CompleteMultipartUploadCommand({
      ...this.#named(),
      ...guard,
      UploadId: this.#uploadId,
      MultipartUpload: { Parts },
    });
    await client.send(complete, { abortSignal });
    this.#uploadId = undefined;
  }

  async #sendPart(): Promise<void> {
    const { client, place, text } = this.#target;
    const abortSignal = this.#signal;
    if (this.#tags.length === partsMax) throw tooLarge(text, this.#limits.objectPartBytesMax);
    if (this.#uploadId === undefined) {
      const ContentType = contentTypeOf(place.key);
      const create = new CreateMultipartUploadCommand({ ...this.#named(), ContentType });
      this.#uploadId = (await client.send(create, { abortSignal })).UploadId;
    }
    const upload = new UploadPartCommand({
      ...this.#named(),
      UploadId: this.#uploadId,
      PartNumber: this.#tags.length + 1,
      Body: this.#takePending(),
    });
    const { ETag = "" } = await client.send(upload, { abortSignal });
    this.#tags.push(ETag);
  }

  #takePending(): Uint8Array {
    this.#pendingBytes = 0;
    return Buffer.concat(this.#pending.splice(0));
  }

  /** Parts grow with the object, so that 10,000 of them are enough. */
  #partBytes(): number {
    const { objectPartBytesMin, objectPartBytesMax } = this.#limits;
    const doublings = Math.floor(this.#tags.length / partsOfOneSize);
    return Math.min(objectPartBytesMin * 2 ** doublings, objectPartBytesMax);
  }

  #named(): { readonly Bucket: string; readonly Key: string } {
    const { bucket, key } = this.#target.place;
    return { Bucket: bucket, Key: key };
  }

  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (failure) {
      throwIfAborted(this.#signal);
      throw s3Answer(this.#target.text, failure);
    }
  }
}

function tooLarge(path: string, partBytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    `The object ${quoted(path)} is too large`,
    `Expected at most ${partsMax} parts, the last ones of ${partBytesMax} bytes (objectPartBytesMax); there is more.`,
    "Split it, or have the operator raise the limit.",
  );
}
