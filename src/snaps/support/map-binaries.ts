import { buffer } from "node:stream/consumers";
import type { Document, Value } from "../../expr/value.ts";
import type { Batch, Binary } from "../../engine/batch.ts";
import { binariesOf, documentsOf } from "../../engine/operators/items.ts";
import type { Operator, SnapInput } from "../../engine/snap-context.ts";
import type { ViewType } from "../../pipeline/model.ts";
import { toText } from "../../expr/to-text.ts";
import type { MapDocument } from "./map-document.ts";
import type { MappingRow } from "./mapping-table.ts";

interface MapBinariesOptions {
  readonly map: MapDocument;
  readonly rows: readonly MappingRow[];
  readonly passThrough: boolean;
  readonly input: ViewType;
  readonly output: ViewType;
}

/** A Mapper with a binary view: the header is the document, and the bytes are its `content`. */
export function mapBinaries(options: MapBinariesOptions): Operator {
  const readsContent = mayReadContent(options);
  return async function* mappedBinaries(io) {
    const [input] = io.inputs;
    if (input === undefined) return;
    for await (const batch of sourcesOf(input, options.input)) {
      for (const { header, content } of batch) {
        try {
          const bytes = readsContent ? await bytesOf(content) : undefined;
          const document = options.map(
            bytes === undefined ? header : { ...header, content: bytes },
          );
          if (options.output === "document") {
            if (bytes === undefined) await drain(content);
            yield { view: 0, items: [document] };
          } else {
            yield { view: 0, items: [binaryOf(document, bytes ?? content)] };
          }
        } catch (failure) {
          io.reject(header, failure);
        }
      }
    }
  };
}

/** Whether an expression may look at the bytes. It then has to have them all. */
function mayReadContent({ rows, passThrough, input, output }: MapBinariesOptions): boolean {
  if (input !== "binary") return false;
  if (passThrough && output === "document") return true;
  return rows.some((row) => row.kind === "write" && /content(?!-)|\$(?![\w.[])/.test(row.source));
}

async function* sourcesOf(input: SnapInput, type: ViewType): AsyncIterable<Batch<Binary>> {
  if (type === "binary") {
    yield* binariesOf(input);
    return;
  }
  for await (const batch of documentsOf(input)) {
    yield batch.map((header) => ({ header, content: once(new Uint8Array()) }));
  }
}

function binaryOf(document: Document, passed: Uint8Array | Binary["content"]): Binary {
  if (!Object.hasOwn(document, "content")) {
    return { header: document, content: passed instanceof Uint8Array ? once(passed) : passed };
  }
  const { content, ...header } = document;
  return { header, content: once(bytesFrom(content ?? null)) };
}

function bytesFrom(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value === null ? new Uint8Array() : Buffer.from(toText(value), "utf8");
}

async function bytesOf(content: Binary["content"]): Promise<Uint8Array> {
  return new Uint8Array(await buffer(content));
}

/** Reads to the end, for what makes the bytes may wait until they are taken. */
async function drain(content: Binary["content"]): Promise<void> {
  for await (const _ of content);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}
