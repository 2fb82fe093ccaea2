import { SaxesParser } from "saxes";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** What is told of an XML text while it is read. Comments and processing instructions are not. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

export interface XmlLimits {
  readonly xmlDepthMax: number;
  readonly xmlDocumentLengthMax: number;
}

/** Reads XML piece by piece. Throws a `SnapFailure` with line and column for what is no well-formed XML. */
export interface XmlReader {
  /** Characters read so far. */
  readonly position: number;
  write(text: string): void;
  /** Says that the text is over; what is still open then is an error. */
  end(): void;
}

/**
 * A reader that expands the five entities of XML and character references, and none besides: a document type may be
 * there, but what it declares is not looked at, so that no entity grows and no file or address is opened.
 */
export function createXmlReader(handlers: XmlHandlers, limits: XmlLimits): XmlReader {
  const parser = new SaxesParser();
  let depth = 0;
  let eventPosition = 0;
  let closing: string | undefined;
  const settle = (): void => {
    if (closing === undefined) return;
    const name = closing;
    closing = undefined;
    handlers.close(name);
  };
  const happened = (): void => {
    eventPosition = parser.position;
    settle();
  };
  parser.on("error", (error) => {
    throw malformed(error, parser.line, parser.column);
  });
  parser.on("opentag", ({ name, attributes }) => {
    happened();
    if (++depth > limits.xmlDepthMax) throw tooDeep(parser.line, limits.xmlDepthMax);
    handlers.open(name, attributes);
  });
  parser.on("text", (text) => {
    happened();
    if (depth > 0) handlers.text(text);
  });
  parser.on("cdata", (text) => {
    happened();
    handlers.text(text);
  });
  parser.on("closetag", ({ name }) => {
    happened();
    depth--;
    // The parser says that a tag closes before it says that another one was expected.
    closing = name;
  });
  parser.on("comment", happened);
  parser.on("doctype", happened);
  parser.on("processinginstruction", happened);
  return {
    get position() {
      return parser.position;
    },
    write: (text) => {
      parser.write(text);
      settle();
      if (parser.position - eventPosition > limits.xmlDocumentLengthMax) {
        throw tooLongXml(limits.xmlDocumentLengthMax);
      }
    },
    end: () => {
      parser.close();
    },
  };
}

export function tooLongXml(lengthMax: number): SnapFailure {
  return new SnapFailure(
    "The XML is too large for one document",
    `Expected at most ${lengthMax} characters for one document, tag or text (xmlDocumentLengthMax); found more.`,
    "Set `SplitterExpression` to the element that repeats, or have the operator raise the limit.",
  );
}

function tooDeep(line: number, depthMax: number): SnapFailure {
  return new SnapFailure(
    `Cannot read XML at line ${line}`,
    `Expected at most ${depthMax} elements inside each other (xmlDepthMax); found more.`,
    "Flatten the XML, or have the operator raise the limit.",
  );
}

function malformed(error: Error, line: number, column: number): SnapFailure {
  const problem = error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
  const isEntity = problem === "undefined entity";
  return new SnapFailure(
    `Cannot read XML at line ${line}, column ${column}`,
    `Expected well-formed XML; found: ${problem}.`,
    isEntity
      ? "Write the text out: only &lt; &gt; &amp; &quot; &apos; and references such as &#228; are expanded, whatever the document type declares."
      : "Correct the XML: every element is closed, there is one root, and `&` for itself is written `&amp;`.",
  );
}
