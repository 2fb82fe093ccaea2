import type { ZipArchiveOptions } from "../zip/zip-archive.ts";
import { builtInDateFormat, dateFormatOf, type DateFormat } from "./date-format.ts";
import { readXmlPart } from "./xml-part.ts";

/** Whether a cell of each style shows its number as a date, and as which. */
export async function readDateFormats(
  content: AsyncIterable<Uint8Array> | undefined,
  { limits, signal }: ZipArchiveOptions,
): Promise<readonly (DateFormat | undefined)[]> {
  if (content === undefined) return [];
  const written = new Map<number, DateFormat | undefined>();
  const styles: (DateFormat | undefined)[] = [];
  let isInCellStyles = false;
  const handlers = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      const id = Number(attributes["numFmtId"]);
      if (name === "cellXfs") isInCellStyles = true;
      if (name === "numFmt") written.set(id, dateFormatOf(attributes["formatCode"] ?? ""));
      if (name === "xf" && isInCellStyles) {
        styles.push(written.has(id) ? written.get(id) : builtInDateFormat(id));
      }
    },
    text: () => undefined,
    close: (name: string) => {
      if (name === "cellXfs") isInCellStyles = false;
    },
  };
  for await (const _ of readXmlPart(content, handlers, limits, signal));
  return styles;
}
