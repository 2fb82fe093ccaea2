import { SaxesParser, type SaxesTagPlain } from "saxes";
import { unreadable } from "../../load/load-refusals.ts";
import type { ColumnType } from "../../data-schema.ts";

/** An attribute with its key, its value as the file has it, and its type. */
export type XesAttribute = readonly [key: string, value: string, type: ColumnType];

/** An event with the attributes of its trace. */
export interface XesEvent {
  readonly trace: XesTrace;
  readonly attributes: readonly XesAttribute[];
}

export interface XesTrace {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly attributes: readonly XesAttribute[];
}

export interface XesTotals {
  traces: number;
  emptyTraces: number;
  /** Attributes of attributes and of the log, which no table has a place for. */
  nested: number;
  logAttributes: number;
}

/** Reads XES piece by piece; events come out as soon as they are whole. */
export class XesReader {
  readonly totals: XesTotals = { traces: 0, emptyTraces: 0, nested: 0, logAttributes: 0 };
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #file: string;
  readonly #depthMax: number;
  /** Names of the open elements. */
  readonly #open: string[] = [];
  #events: XesEvent[] = [];
  #pending: XesAttribute[][] = [];
  #traceAttributes: XesAttribute[] = [];
  #eventAttributes: XesAttribute[] = [];

  constructor(file: string, depthMax: number) {
    this.#file = file;
    this.#depthMax = depthMax;
    this.#parser.on("opentag", (tag) => this.#enter(tag));
    this.#parser.on("closetag", () => this.#leave());
    this.#parser.on("error", (error) => {
      throw unreadable(
        file,
        "XES",
        `Expected well-formed XML; found this: ${error.message.trim()}.`,
      );
    });
  }

  /** Takes a piece of the text and gives the events of the traces that it ends. */
  write(text: string): readonly XesEvent[] {
    this.#parser.write(text);
    const events = this.#events;
    this.#events = [];
    return events;
  }

  close(): void {
    this.#parser.close();
    if (this.totals.traces === 0) {
      throw unreadable(this.#file, "XES", "Expected <log> with <trace> elements; found none.");
    }
  }

  #enter(tag: SaxesTagPlain): void {
    const name = localName(tag.name);
    const parent = this.#open.at(-1);
    this.#open.push(name);
    if (this.#open.length > this.#depthMax) {
      throw unreadable(
        this.#file,
        "XES",
        `It is nested more deeply than \`xmlDepthMax\` (${this.#depthMax}) allows.`,
      );
    }
    if (this.#open.length === 1 && name !== "log") {
      throw unreadable(this.#file, "XES", `Expected <log>; found <${name.slice(0, 50)}>.`);
    }
    if (name === "trace" && parent === "log") {
      this.#traceAttributes = [];
      this.#pending = [];
      return;
    }
    if (name === "event" && parent === "trace") {
      this.#eventAttributes = [];
      return;
    }
    const type = attributeTypes[name];
    const { key, value } = tag.attributes;
    if (type === undefined || key === undefined) return;
    if (parent === "event") this.#eventAttributes.push([key, value ?? "", type]);
    else if (parent === "trace") this.#traceAttributes.push([key, value ?? "", type]);
    else if (parent === "log") this.totals.logAttributes++;
    else if (parent !== "global") this.totals.nested++;
  }

  #leave(): void {
    const name = this.#open.pop();
    const parent = this.#open.at(-1);
    if (name === "event" && parent === "trace") {
      this.#pending.push(this.#eventAttributes);
    } else if (name === "trace" && parent === "log") {
      this.totals.traces++;
      if (this.#pending.length === 0) this.totals.emptyTraces++;
      const trace = { number: this.totals.traces, attributes: this.#traceAttributes };
      for (const attributes of this.#pending) this.#events.push({ trace, attributes });
    }
  }
}

const attributeTypes: Readonly<Record<string, ColumnType>> = {
  string: "STRING",
  id: "STRING",
  date: "DATE",
  int: "INT",
  float: "FLOAT",
  boolean: "BOOLEAN",
};

/** Some writers put everything in a namespace with a prefix. */
function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
