import { believe } from "../base/believe.ts";
import { type Json, type JsonObject, parseJson, printJson } from "../base/json.ts";
import type { Limits } from "../base/limits.ts";
import { decodeUtf8 } from "../base/utf8.ts";
import { openInputs, openOutputs, type OpenView } from "../pipeline/graph.ts";
import type { Pipeline } from "../pipeline/model.ts";
import type { Batch, Binaries, Binary, Documents } from "./batch.ts";
import type { FileAccess, FileDraft } from "./file-access.ts";
import { toJsonValue } from "./json-value.ts";
import type { PipelineInstance } from "./pipeline-instance.ts";
import type { Plan } from "./plan.ts";
import { RunFailure } from "./run-failure.ts";

/** Who started the run gave a body, and waits for one: both are files that the run's host knows by these paths. */
export interface Exchange {
  readonly request: { readonly path: string; readonly contentType: string } | undefined;
  /** The content type is put behind it, encoded, when it is known. */
  readonly answerPath: string;
}

/** The open views of a run that takes part in an exchange. */
export interface OpenExchange {
  readonly feeds: ReadonlyMap<string, AsyncIterable<Batch>>;
  readonly reads: ReadonlySet<string>;
  /** Reads the open output to its end and hands it out as it comes. */
  serve(instance: PipelineInstance): Promise<void>;
}

/** The body goes to the first open input, what the first open output puts out is the answer. */
export function openExchange(
  exchange: Exchange,
  pipeline: Pipeline,
  plan: Plan,
  surroundings: {
    readonly files: FileAccess;
    readonly limits: Limits;
    readonly signal: AbortSignal;
  },
): OpenExchange {
  const runs = new Set(plan.active.map(({ node }) => node.id));
  const isActive = ({ snap }: OpenView): boolean => runs.has(snap.id);
  const input = openInputs(pipeline).find(isActive);
  const output = openOutputs(pipeline).find((view) => isActive(view) && view.role === "output");
  const { files, limits, signal } = surroundings;
  const feeds = new Map<string, AsyncIterable<Batch>>();
  if (input !== undefined)
    feeds.set(input.key, requestBatches(exchange, input, files, limits, signal));
  return {
    feeds,
    reads: new Set(output === undefined ? [] : [output.key]),
    async serve(instance) {
      if (output === undefined) return;
      const answer = new Answer(files, exchange.answerPath, signal);
      try {
        const batches = instance.read(output.snap.id, output.view.id);
        await (output.view.type === "document"
          ? answer.documents(believe<Documents>(batches))
          : answer.bytes(believe<Binaries>(batches)));
      } catch (thrown) {
        await answer.discard();
        throw thrown;
      }
    },
  };
}

async function* requestBatches(
  { request }: Exchange,
  input: OpenView,
  files: FileAccess,
  limits: Limits,
  signal: AbortSignal,
): AsyncIterable<Batch> {
  if (input.view.type === "binary") {
    const header = { "content-type": request?.contentType ?? "application/octet-stream" };
    const content =
      request === undefined ? nothing() : (await files.open(request.path, signal)).content;
    yield [{ header, content } satisfies Binary];
    return;
  }
  const body = request === undefined ? undefined : await textOf(request, files, limits, signal);
  const documents = body === undefined ? [{}] : documentsIn(body, request?.contentType ?? "");
  for (let from = 0; from < documents.length; from += limits.batchSizeMax) {
    yield documents.slice(from, from + limits.batchSizeMax);
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // A request without a body.
}

/** Undefined when there is nothing in it. */
async function textOf(
  { path }: { readonly path: string },
  files: FileAccess,
  limits: Limits,
  signal: AbortSignal,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (await files.open(path, signal)).content) {
    size += chunk.length;
    if (size > limits.requestBodyBytesMax) throw tooLarge(limits.requestBodyBytesMax);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  const text = decodeUtf8(Buffer.concat(chunks));
  if (text === undefined) throw notDocuments("It is not UTF-8.");
  return text;
}

/** A JSON object is one document, each object of a JSON array is one, and so is a form. */
function documentsIn(text: string, contentType: string): readonly JsonObject[] {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return [Object.fromEntries(new URLSearchParams(text))];
  }
  let body: Json;
  try {
    body = parseJson(text);
  } catch {
    throw notDocuments("It is not JSON.");
  }
  return (Array.isArray(body) ? body : [body]).map((item) => {
    if (typeof item === "object" && item !== null && !Array.isArray(item)) return item;
    throw notDocuments("It holds something else than objects.");
  });
}

/** What leaves a run, from the first bytes on. */
class Answer {
  readonly #files: FileAccess;
  readonly #path: string;
  readonly #signal: AbortSignal;
  #draft: FileDraft | undefined;

  constructor(files: FileAccess, path: string, signal: AbortSignal) {
    this.#files = files;
    this.#path = path;
    this.#signal = signal;
  }

  /** One JSON array; nothing of it leaves before its first batch, so that an early failure can still be told. */
  async documents(batches: Documents): Promise<void> {
    const type = "application/json";
    let before = "[";
    for await (const batch of batches) {
      const texts = batch.map((item) => printJson(toJsonValue(item)));
      await this.#write(type, Buffer.from(`${before}${texts.join(",")}`));
      before = ",";
    }
    await this.#write(type, Buffer.from(before === "[" ? "[]" : "]"));
    await this.#draft?.commit();
  }

  /** The bytes of all binaries, one after the other, with the content type of the first. */
  async bytes(batches: Binaries): Promise<void> {
    let type: string | undefined;
    for await (const batch of batches) {
      for (const item of batch) {
        const named = item.header["content-type"];
        type ??= typeof named === "string" ? named : "application/octet-stream";
        for await (const chunk of item.content) await this.#write(type, chunk);
      }
    }
    await this.#write(type ?? "application/octet-stream", Buffer.alloc(0));
    await this.#draft?.commit();
  }

  async discard(): Promise<void> {
    await this.#draft?.discard();
  }

  async #write(contentType: string, chunk: Uint8Array): Promise<void> {
    this.#draft ??= await this.#files.create(
      `${this.#path}/${encodeURIComponent(contentType)}`,
      { ifExists: "error", createDirectories: false },
      this.#signal,
    );
    if (chunk.length > 0) await this.#draft.write(chunk);
  }
}

function notDocuments(found: string): RunFailure {
  return new RunFailure({
    error: "The body of the request cannot be read as documents",
    reason: `The open input of the pipeline takes documents: a JSON object, an array of them, or a form. ${found}`,
    resolution:
      "Send JSON with `Content-Type: application/json`, or give the pipeline a binary input.",
  });
}

function tooLarge(bytesMax: number): RunFailure {
  return new RunFailure({
    error: "The body of the request is too large",
    reason: `A body that becomes documents may have ${bytesMax} bytes (requestBodyBytesMax).`,
    resolution: "Send less at once, or give the pipeline a binary input and parse it there.",
  });
}
