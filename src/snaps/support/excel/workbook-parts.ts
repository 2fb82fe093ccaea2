import type { DateFormat } from "./date-format.ts";
import { escapeText } from "../xml/print-xml.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const packageBase = "http://schemas.openxmlformats.org/package/2006";
const content = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const workbookContentType = `${content}.sheet`;

/** The style of a cell that holds a date, by its index in `styles.xml`. */
export const dateStyles: Readonly<Record<DateFormat, number>> = { date: 1, time: 2, datetime: 3 };

export const sheetStart = `${declaration}<worksheet xmlns="${main}"><sheetData>`;
export const sheetEnd = "</sheetData></worksheet>";

/** Name in the archive of the sheet at an index from 0. */
export function sheetPart(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

/** The parts of a workbook beside its sheets, by their names in the archive. */
export function workbookParts(
  sheetNames: readonly string[],
): readonly (readonly [string, string])[] {
  const ids = sheetNames.map((_, index) => `rId${index + 1}`);
  const stylesId = `rId${sheetNames.length + 1}`;
  return [
    [
      "[Content_Types].xml",
      `<Types xmlns="${packageBase}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>${sheetNames.map((_, index) => `<Override PartName="/${sheetPart(index)}" ContentType="${content}.worksheet+xml"/>`).join("")}</Types>`,
    ],
    ["_rels/.rels", links([["rId1", "officeDocument", "xl/workbook.xml"]])],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheetNames.map((name, index) => `<sheet name="${escapeName(name)}" sheetId="${index + 1}" r:id="${ids[index]}"/>`).join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      links([
        ...ids.map((id, index) => [id, "worksheet", sheetPart(index).slice(3)] as const),
        [stylesId, "styles", "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", styles()],
  ].map(([name = "", xml = ""]) => [name, declaration + xml]);
}

function links(rows: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = rows.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageBase}/relationships">${items.join("")}</Relationships>`;
}

/** Formats that read the same in every language of Excel. */
function styles(): string {
  const formats = ["yyyy\\-mm\\-dd", "hh:mm:ss", "yyyy\\-mm\\-dd hh:mm:ss"];
  const written = formats.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`,
  );
  const cells = [0, ...formats.map((_, index) => 164 + index)].map(
    (id) =>
      `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0"${id === 0 ? "" : ' applyNumberFormat="1"'}/>`,
  );
  return `<styleSheet xmlns="${main}"><numFmts count="${written.length}">${written.join("")}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`;
}

function escapeName(name: string): string {
  return escapeText(name).replaceAll('"', "&quot;");
}
