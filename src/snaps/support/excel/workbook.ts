import type { Entry } from "yauzl";
import { didYouMean } from "../../../base/nearest.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { openZipArchive, type ZipArchive, type ZipArchiveOptions } from "../zip/zip-archive.ts";
import type { XmlHandlers } from "../xml/read-xml.ts";
import type { DateFormat } from "./date-format.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readDateFormats } from "./styles.ts";
import { localAttribute, readXmlPart } from "./xml-part.ts";

/** What the cells of all sheets refer to. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly from1904: boolean;
  /** By the index of the style of a cell: whether its number is a date. */
  readonly dateFormats: readonly (DateFormat | undefined)[];
  readonly sharedStrings: readonly string[];
  /** The XML of a sheet. */
  read(sheet: WorkbookSheet): AsyncIterable<Uint8Array>;
  dispose(): Promise<void>;
}

export interface WorkbookSheet {
  readonly name: string;
  /** Name in the archive. */
  readonly part: string;
}

/** Opens an Excel workbook (.xlsx, .xlsm): a ZIP archive of XML parts that refer to each other. */
export async function openWorkbook(
  content: AsyncIterable<Uint8Array>,
  options: ZipArchiveOptions,
): Promise<Workbook> {
  const archive = await openZipArchive(content, options);
  try {
    return await readWorkbook(archive, options);
  } catch (failure) {
    await archive.dispose();
    throw failure;
  }
}

async function readWorkbook(archive: ZipArchive, options: ZipArchiveOptions): Promise<Workbook> {
  const parts = new Map<string, Entry>();
  for await (const entry of archive.entries()) parts.set(entry.fileName, entry);
  const read = (part: string): AsyncIterable<Uint8Array> | undefined => {
    const entry = parts.get(part);
    return entry === undefined ? undefined : archive.read(entry);
  };
  const main = await mainPart(read, options);
  const content = read(main);
  if (content === undefined) throw noWorkbook(options.name, main);
  const links = await readLinks(read(linksPartOf(main)), main, options);
  const { sheets, from1904 } = await readSheetList(content, links, options);
  const styles = read(links.ofType("/styles") ?? siblingOf(main, "styles.xml"));
  const shared = read(links.ofType("/sharedStrings") ?? siblingOf(main, "sharedStrings.xml"));
  return {
    sheets,
    from1904,
    dateFormats: await readDateFormats(styles, options),
    sharedStrings: await readSharedStrings(shared, options),
    read: (sheet) => {
      const found = read(sheet.part);
      if (found === undefined) throw noWorkbook(options.name, sheet.part);
      return found;
    },
    dispose: () => archive.dispose(),
  };
}

/** The sheet that settings name: by its name, or by its number from 0. */
export function sheetNamed(workbook: Workbook, nameOrIndex: string): WorkbookSheet {
  const { sheets } = workbook;
  const byName = sheets.find(({ name }) => name.toLowerCase() === nameOrIndex.toLowerCase());
  const byIndex = /^\d+$/.test(nameOrIndex) ? sheets[Number(nameOrIndex)] : undefined;
  const sheet = byName ?? byIndex;
  if (sheet !== undefined) return sheet;
  const names = sheets.map(({ name }) => name);
  throw new SnapFailure(
    `There is no sheet "${nameOrIndex}"`,
    `Expected one of ${names.map((name, index) => `${index} ("${name}")`).join(", ") || "none at all"}; found "${nameOrIndex}".`,
    didYouMean(nameOrIndex, names) || "Set `sheetNameProp` to one of these names.",
  );
}

interface Links {
  /** The part behind a relationship. */
  target(id: string): string | undefined;
  ofType(ending: string): string | undefined;
}

type ReadPart = (part: string) => AsyncIterable<Uint8Array> | undefined;

async function mainPart(read: ReadPart, options: ZipArchiveOptions): Promise<string> {
  const links = await readLinks(read("_rels/.rels"), "", options);
  return links.ofType("/officeDocument") ?? "xl/workbook.xml";
}

async function readLinks(
  content: AsyncIterable<Uint8Array> | undefined,
  from: string,
  options: ZipArchiveOptions,
): Promise<Links> {
  const targets = new Map<string, string>();
  const types: (readonly [type: string, part: string])[] = [];
  await readWhole(content, options, (name, attributes) => {
    if (name !== "Relationship") return;
    const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
    if (target === undefined || mode === "External") return;
    const part = target.startsWith("/") ? target.slice(1) : siblingOf(from, target);
    if (id !== undefined) targets.set(id, part);
    if (type !== undefined) types.push([type, part]);
  });
  return {
    target: (id) => targets.get(id),
    ofType: (ending) => types.find(([type]) => type.endsWith(ending))?.[1],
  };
}

async function readSheetList(
  content: AsyncIterable<Uint8Array>,
  links: Links,
  options: ZipArchiveOptions,
): Promise<{ readonly sheets: WorkbookSheet[]; readonly from1904: boolean }> {
  const sheets: WorkbookSheet[] = [];
  let from1904 = false;
  await readWhole(content, options, (name, attributes) => {
    if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
    if (name !== "sheet") return;
    const part = links.target(localAttribute(attributes, "id") ?? "");
    if (part !== undefined) sheets.push({ name: attributes["name"] ?? "", part });
  });
  return { sheets, from1904 };
}

/** Reads a small part in which only attributes matter. */
async function readWhole(
  content: AsyncIterable<Uint8Array> | undefined,
  { limits, signal }: ZipArchiveOptions,
  open: XmlHandlers["open"],
): Promise<void> {
  if (content === undefined) return;
  const handlers = { open, text: () => undefined, close: () => undefined };
  for await (const _ of readXmlPart(content, handlers, limits, signal));
}

function linksPartOf(part: string): string {
  const cut = part.lastIndexOf("/") + 1;
  return `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
}

/** A path as seen from a part. */
function siblingOf(part: string, target: string): string {
  const steps = part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function noWorkbook(name: string, part: string): SnapFailure {
  return new SnapFailure(
    `"${name}" is no Excel workbook`,
    `Expected a ZIP archive with the part "${part}"; found none in it.`,
    "Save it as .xlsx, and check that the file is whole.",
  );
}
