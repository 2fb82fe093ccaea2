import type { DescribedAttribute, DescribedRecord, ModelDescription } from "./model-description.ts";

export type DescribedParts = Pick<
  ModelDescription,
  "records" | "kpis" | "filters" | "eventLogs" | "joins"
>;

/** What frames each thing in an answer: braces, commas, names of keys. */
const frameLength = 24;

/**
 * Cuts a description into pages of about so many characters of JSON. The first names every record; attributes follow
 * the KPIs, filters and event logs, and go on over as many pages as it takes. One thing is never cut in two.
 */
export function intoPages(parts: DescribedParts, lengthMax: number): readonly DescribedParts[] {
  const pages = new Pages(lengthMax);
  for (const record of parts.records) pages.addRecord(record);
  for (const join of parts.joins) pages.add(join, (page) => page.joins.push(join));
  for (const kpi of parts.kpis) pages.add(kpi, (page) => page.kpis.push(kpi));
  for (const filter of parts.filters) pages.add(filter, (page) => page.filters.push(filter));
  for (const log of parts.eventLogs) pages.add(log, (page) => page.eventLogs.push(log));
  for (const record of parts.records) {
    for (const attribute of record.attributes) {
      pages.add(attribute, (page) => addAttribute(page, record, attribute));
    }
  }
  return pages.all;
}

interface OpenPage {
  readonly records: OpenRecord[];
  readonly kpis: DescribedParts["kpis"][number][];
  readonly filters: DescribedParts["filters"][number][];
  readonly eventLogs: DescribedParts["eventLogs"][number][];
  readonly joins: string[];
}

interface OpenRecord extends DescribedRecord {
  readonly attributes: DescribedAttribute[];
}

class Pages {
  readonly all: OpenPage[] = [emptyPage()];
  readonly #lengthMax: number;
  #length = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  addRecord(record: DescribedRecord): void {
    const alone = { ...record, attributes: [] };
    this.add(alone, (page) => page.records.push(alone));
  }

  add(thing: unknown, put: (page: OpenPage) => void): void {
    const length = JSON.stringify(thing).length + frameLength;
    if (this.#length > 0 && this.#length + length > this.#lengthMax) {
      this.all.push(emptyPage());
      this.#length = 0;
    }
    this.#length += length;
    const page = this.all.at(-1);
    if (page !== undefined) put(page);
  }
}

function addAttribute(
  page: OpenPage,
  record: DescribedRecord,
  attribute: DescribedAttribute,
): void {
  let open = page.records.find(({ id }) => id === record.id);
  if (open === undefined) {
    open = { ...record, attributes: [] };
    page.records.push(open);
  }
  open.attributes.push(attribute);
}

function emptyPage(): OpenPage {
  return { records: [], kpis: [], filters: [], eventLogs: [], joins: [] };
}
