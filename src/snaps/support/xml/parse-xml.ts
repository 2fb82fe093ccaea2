import { setOwn } from "../../../base/json.ts";
import type { Batch } from "../../../engine/batch.ts";
import { chunks } from "../../../engine/operators/map-batch.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { createXmlReader, tooLongXml, type XmlLimits } from "./read-xml.ts";
import { trackXmlPath, type XmlPath } from "./xml-path.ts";
import { xmlValueBuilder } from "./xml-value.ts";

export interface ParseXmlOptions {
  /** The elements that become documents; the root when undefined. */
  readonly splitter: XmlPath | undefined;
  /** Numbers and booleans instead of their texts. */
  readonly matchTypes: boolean;
  readonly limits: XmlLimits;
  readonly batchSizeMax: number;
}

const rootPath: XmlPath = [{ name: "*", anyDepth: false }];

/**
 * Parses XML into batches of documents while it comes. Only the element that is becoming a document is held. Documents
 * before something wrong are handed over first.
 */
export async function* parseXml(
  text: AsyncIterable<string>,
  options: ParseXmlOptions,
): AsyncIterable<Batch<Document>> {
  const parser = createXmlParser(options);
  for await (const piece of text) {
    yield* chunks(parser.write(piece), options.batchSizeMax);
    parser.check();
  }
  yield* chunks(parser.end(), options.batchSizeMax);
  parser.check();
}

/** Hands over the documents that are ready, also those before something wrong, which `check` throws. */
interface XmlParser {
  write(text: string): Document[];
  end(): Document[];
  check(): void;
}

function createXmlParser({ splitter, matchTypes, limits }: ParseXmlOptions): XmlParser {
  const path = trackXmlPath(splitter ?? rootPath);
  const builder = xmlValueBuilder(matchTypes);
  let insideDepth = 0;
  let startPosition = 0;
  let ready: Document[] = [];
  let failure: { readonly thrown: unknown } | undefined;
  const reader = createXmlReader(
    {
      open: (name, attributes) => {
        if (insideDepth === 0) {
          if (!path.open(name)) return;
          startPosition = reader.position;
        }
        insideDepth++;
        builder.open(name, attributes);
      },
      text: (text) => {
        if (insideDepth > 0) builder.text(text);
      },
      close: () => {
        if (insideDepth > 0) {
          insideDepth--;
          const made = builder.close();
          if (made === undefined) return;
          const document: Document = {};
          setOwn<Value>(document, made.name, made.value);
          ready.push(document);
        }
        path.close();
      },
    },
    limits,
  );

  return {
    write: (text) => attempt(() => reader.write(text)),
    end: () => attempt(() => reader.end()),
    check: () => {
      if (failure !== undefined) throw failure.thrown;
    },
  };

  function attempt(read: () => void): Document[] {
    try {
      read();
      if (insideDepth > 0 && reader.position - startPosition > limits.xmlDocumentLengthMax) {
        throw tooLongXml(limits.xmlDocumentLengthMax);
      }
    } catch (thrown) {
      failure = { thrown };
    }
    const documents = ready;
    ready = [];
    return documents;
  }
}
