import type { Document } from "../expr/value.ts";

/** One item of a binary stream: headers and a stream of bytes that can be read once. */
export interface Binary {
  /** Such as `content-location`, `content-type`; what `$` means in an expression on a binary view. */
  readonly header: Document;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What travels on a view: documents on a document view, binaries on a binary view. */
export type Item = Document | Binary;

/** Up to `limits.batchSizeMax` items that travel together. Never empty when it is handed on. */
export type Batch<T extends Item = Item> = readonly T[];

/** What one step of a Snap puts out: items for the output view at that index. */
export interface Emission {
  readonly view: number;
  readonly items: Batch;
}

export type Documents = AsyncIterable<Batch<Document>>;
export type Binaries = AsyncIterable<Batch<Binary>>;
