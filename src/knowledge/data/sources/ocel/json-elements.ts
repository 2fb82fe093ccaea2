/** An element of a list or a member of a map that stands at the top of a JSON text. */
export interface JsonElement {
  /** Key of the list or map. */
  readonly section: string;
  /** Key of the member; undefined in a list. */
  readonly key: string | undefined;
  readonly text: string;
}

/**
 * Cuts `{"a": [x, y], "b": {"k": z}}` into its elements, piece by piece, so that only one of them is in memory. It
 * counts brackets and quotes alone; whether an element is JSON is found out by whoever parses it.
 */
export class JsonElements {
  readonly #lengthMax: number;
  #text = "";
  #at = 0;
  #depth = 0;
  #inString = false;
  #section = "";
  /** Where the string or the element that is being read begins. */
  #stringStart = -1;
  #elementStart = -1;
  #lastString = "";
  #key: string | undefined;
  #inMap = false;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** Whether the text has ended where it began. */
  get isWhole(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  write(piece: string): readonly JsonElement[] {
    this.#forget();
    this.#text += piece;
    if (this.#text.length > this.#lengthMax + piece.length) throw new RangeError("too long");
    const found: JsonElement[] = [];
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (this.#inString) this.#string(code);
      else this.#structure(code, found);
    }
    return found;
  }

  #string(code: number): void {
    if (code === 0x5c) {
      this.#at++;
    } else if (code === 0x22) {
      this.#inString = false;
      if (this.#depth < 2 || (this.#depth === 2 && this.#inMap && this.#key === undefined)) {
        this.#lastString = this.#text.slice(this.#stringStart, this.#at + 1);
      }
    }
  }

  #structure(code: number, found: JsonElement[]): void {
    switch (code) {
      case 0x22:
        this.#inString = true;
        this.#stringStart = this.#at;
        this.#begin();
        break;
      case 0x7b:
      case 0x5b:
        this.#begin();
        this.#depth++;
        if (this.#depth === 2) {
          this.#section = parsedKey(this.#lastString);
          this.#inMap = code === 0x7b;
          this.#key = undefined;
          this.#elementStart = -1;
        }
        break;
      case 0x7d:
      case 0x5d:
        if (this.#depth === 2) this.#end(found);
        this.#depth--;
        break;
      case 0x2c:
        if (this.#depth === 2) this.#end(found);
        break;
      case 0x3a:
        if (this.#depth === 2 && this.#inMap && this.#key === undefined) {
          this.#key = parsedKey(this.#lastString);
          this.#elementStart = -1;
        }
        break;
      default:
        if (code > 0x20) this.#begin();
    }
  }

  #begin(): void {
    if (this.#depth === 2 && this.#elementStart === -1) this.#elementStart = this.#at;
  }

  #end(found: JsonElement[]): void {
    if (this.#elementStart !== -1) {
      const text = this.#text.slice(this.#elementStart, this.#at);
      found.push({ section: this.#section, key: this.#key, text });
    }
    this.#elementStart = -1;
    this.#key = undefined;
  }

  /** Drops what was cut off. */
  #forget(): void {
    const starts = [this.#at];
    if (this.#elementStart !== -1) starts.push(this.#elementStart);
    if (this.#inString) starts.push(this.#stringStart);
    const cut = Math.min(...starts);
    this.#text = this.#text.slice(cut);
    this.#at -= cut;
    if (this.#elementStart !== -1) this.#elementStart -= cut;
    this.#stringStart -= cut;
  }
}

function parsedKey(text: string): string {
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === "string" ? key : "";
  } catch {
    return "";
  }
}
