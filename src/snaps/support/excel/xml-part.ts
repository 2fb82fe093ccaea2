import type { Limits } from "../../../base/limits.ts";
import { decodeXml } from "../xml/decode-xml.ts";
import { createXmlReader, type XmlHandlers } from "../xml/read-xml.ts";

/** Reads a part of a workbook. Handlers are told names without their prefixes. Yields after every piece. */
export async function* readXmlPart(
  content: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
  limits: Limits,
  signal: AbortSignal,
): AsyncIterable<void> {
  const reader = createXmlReader(
    {
      open: (name, attributes) => handlers.open(localName(name), attributes),
      text: handlers.text,
      close: (name) => handlers.close(localName(name)),
    },
    limits,
  );
  for await (const piece of decodeXml(content, signal)) {
    reader.write(piece);
    yield;
  }
  reader.end();
  yield;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An attribute by its name without prefix, such as `id` for `r:id`. */
export function localAttribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  const key = Object.keys(attributes).find((one) => one !== name && localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

/** `_x000D_` in the texts of a workbook is the character with that number. */
export function unescapeExcelText(text: string): string {
  return text.includes("_x")
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      )
    : text;
}
