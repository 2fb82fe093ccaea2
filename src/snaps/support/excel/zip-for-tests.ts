import { contentOf } from "../binary/content.ts";
import { writeZip, type ZipSource } from "../zip/write-zip.ts";
import { workbookParts } from "./workbook-parts.ts";

/** An archive of texts by their names in it. */
export async function zipOfTexts(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  async function* sources(): AsyncIterable<ZipSource> {
    for (const [name, text] of Object.entries(parts)) {
      yield { name, content: contentOf(Buffer.from(text, "utf8")) };
    }
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(sources())) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** A workbook of one sheet with that XML inside `sheetData`, and other parts over its own; "" leaves one out. */
export async function workbookOf(
  rows: string,
  others: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const parts: Record<string, string> = {
    ...Object.fromEntries(workbookParts(["Sheet1"])),
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...others,
  };
  return await zipOfTexts(
    Object.fromEntries(Object.entries(parts).filter(([, xml]) => xml !== "")),
  );
}
