import { randomUUID } from "node:crypto";
import type { Exchange } from "../../engine/exchange.ts";
import type { FileAccess, FileDraft } from "../../engine/file-access.ts";
import type { RunHost } from "../../engine/run-host.ts";

/** The body that a run is fed with, and where its answer goes. */
export interface RunExchange {
  readonly request: RequestBody | undefined;
  readonly answer: AnswerSink;
}

export interface RequestBody {
  readonly contentType: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface AnswerSink {
  /** The first bytes are about to come. */
  begin(contentType: string): void;
  /** Resolves when more may come. The bytes are not kept. */
  write(chunk: Uint8Array): Promise<void>;
  /** All of it has come. */
  end(): void;
}

export interface OpenedExchange {
  readonly order: Exchange;
  /** The files of a run, with the two that are no files. */
  readonly wrap: (host: Pick<RunHost, "filesFor">) => Pick<RunHost, "filesFor">;
}

/** Gives the bodies of a request and its answer paths that only this run knows. */
export function openRunExchange({ request, answer }: RunExchange): OpenedExchange {
  const prefix = `exchange:${randomUUID()}`;
  const requestPath = `${prefix}/request`;
  const answerPath = `${prefix}/answer`;
  return {
    order: {
      request:
        request === undefined ? undefined : { path: requestPath, contentType: request.contentType },
      answerPath,
    },
    wrap: (host) => ({
      filesFor(fromPath) {
        const files = host.filesFor(fromPath);
        return {
          list: (path, signal) => files.list(path, signal),
          identify: (path, signal) => files.identify(path, signal),
          remove: (path, signal) => files.remove(path, signal),
          async open(path, signal) {
            if (path !== requestPath || request === undefined)
              return await files.open(path, signal);
            return {
              header: { "content-type": request.contentType },
              content: ownBytes(request.content),
            };
          },
          async create(path, options, signal) {
            if (!path.startsWith(`${answerPath}/`))
              return await files.create(path, options, signal);
            answer.begin(decodeURIComponent(path.slice(answerPath.length + 1)));
            return answerDraft(answer);
          },
        } satisfies FileAccess;
      },
    }),
  };
}

/** Chunks of a connection share memory; a run gets bytes that are its own. */
async function* ownBytes(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of content) yield new Uint8Array(chunk);
}

function answerDraft(answer: AnswerSink): FileDraft {
  return {
    write: (chunk) => answer.write(chunk),
    async commit() {
      await Promise.resolve();
      answer.end();
      return { path: "", action: "created", size: 0 };
    },
    discard: () => Promise.resolve(),
  };
}
