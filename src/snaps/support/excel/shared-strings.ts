import { SnapFailure } from "../../../engine/snap-failure.ts";
import { detachText } from "../detach.ts";
import type { ZipArchiveOptions } from "../zip/zip-archive.ts";
import { readXmlPart, unescapeExcelText } from "./xml-part.ts";

/** The strings that cells refer to by their index. Formatted runs are joined; guides to pronunciation left out. */
export async function readSharedStrings(
  content: AsyncIterable<Uint8Array> | undefined,
  { limits, signal, name }: ZipArchiveOptions,
): Promise<readonly string[]> {
  if (content === undefined) return [];
  const strings: string[] = [];
  let length = 0;
  let text = "";
  let isText = false;
  let phoneticDepth = 0;
  const handlers = {
    open: (element: string) => {
      if (element === "rPh") phoneticDepth++;
      isText = element === "t" && phoneticDepth === 0;
    },
    text: (piece: string) => {
      if (isText) text += piece;
    },
    close: (element: string) => {
      isText = false;
      if (element === "rPh") phoneticDepth--;
      if (element !== "si") return;
      length += text.length;
      if (length > limits.excelSharedTextLengthMax) {
        refuse(name, limits.excelSharedTextLengthMax);
      }
      strings.push(detachText(unescapeExcelText(text)));
      text = "";
    },
  };
  for await (const _ of readXmlPart(content, handlers, limits, signal));
  return strings;
}

function refuse(name: string, lengthMax: number): never {
  throw new SnapFailure(
    `"${name}" has too much text`,
    `Expected at most ${lengthMax} characters in the strings of the workbook (excelSharedTextLengthMax); found more.`,
    "Split the workbook, or have the operator raise the limit.",
  );
}
