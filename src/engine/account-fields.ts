import { isObject } from "../base/json.ts";

/** What a field of an account can hold. Nothing is null. */
export type AccountValue = null | string | number | boolean | readonly NamedText[];

/** One row of a field of properties. */
export interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** A field as forms, documentation and schemas show it. */
export interface AccountFieldShape {
  readonly kind: "text" | "secret" | "number" | "flag" | "choice" | "properties";
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  /** Kept encrypted and never shown. All that may hold a password is, properties too. */
  readonly secret: boolean;
  readonly default: AccountValue;
  /** Other keys under which exported accounts have it, at any depth of their settings. */
  readonly aliases: readonly string[];
  /** Of a choice. */
  readonly options: readonly string[];
  /** Of a number. */
  readonly minimum: number;
  readonly maximum: number;
  /** A text of several lines, such as a private key. */
  readonly multiline: boolean;
}

/** A declared field: its shape, how input becomes a value that is kept, and how that becomes a `T` to work with. */
export interface AccountField<T> {
  readonly shape: AccountFieldShape;
  /** The value to keep; undefined when the input is none that the field can have. Texts from forms are understood. */
  readonly parse: (input: unknown) => AccountValue | undefined;
  readonly read: (kept: AccountValue | undefined) => T;
}

interface FieldOptions {
  readonly label: string;
  readonly help: string;
  readonly required?: boolean;
  readonly aliases?: readonly string[];
}

/** Unset is the default, or "". */
export function textField(
  options: FieldOptions & { readonly default?: string },
): AccountField<string> {
  const fallback = options.default ?? "";
  return {
    shape: { ...basics(options), kind: "text", default: fallback },
    parse: parseText,
    read: (kept) => (typeof kept === "string" && kept !== "" ? kept : fallback),
  };
}

/** Text that is kept encrypted, never shown and kept out of every error. Unset is "". */
export function secretField(
  options: FieldOptions & { readonly multiline?: boolean },
): AccountField<string> {
  return {
    shape: {
      ...basics(options),
      kind: "secret",
      secret: true,
      default: "",
      multiline: options.multiline ?? false,
    },
    parse: parseText,
    read: (kept) => (typeof kept === "string" ? kept : ""),
  };
}

/** A whole number. */
export function numberField(
  options: FieldOptions & {
    readonly default: number;
    readonly minimum: number;
    readonly maximum: number;
  },
): AccountField<number> {
  const { default: fallback, minimum, maximum } = options;
  return {
    shape: { ...basics(options), kind: "number", default: fallback, minimum, maximum },
    parse: (input) => {
      if (input === null || input === "") return null;
      const number =
        typeof input === "string" && /^-?\d{1,15}$/.test(input) ? Number(input) : input;
      const fits = typeof number === "number" && Number.isSafeInteger(number);
      return fits && number >= minimum && number <= maximum ? number : undefined;
    },
    read: (kept) => (typeof kept === "number" ? kept : fallback),
  };
}

export function flagField(
  options: FieldOptions & { readonly default: boolean },
): AccountField<boolean> {
  return {
    shape: { ...basics(options), kind: "flag", default: options.default },
    parse: (input) => {
      if (input === null || input === "") return null;
      if (input === "true") return true;
      if (input === "false") return false;
      return typeof input === "boolean" ? input : undefined;
    },
    read: (kept) => (typeof kept === "boolean" ? kept : options.default),
  };
}

/** One of the options, in any case of letters. */
export function choiceField<const O extends string>(
  options: FieldOptions & { readonly options: readonly O[]; readonly default: NoInfer<O> },
): AccountField<O> {
  const { options: choices, default: fallback } = options;
  const find = (input: unknown): O | undefined =>
    typeof input === "string"
      ? choices.find((choice) => choice.toLowerCase() === input.trim().toLowerCase())
      : undefined;
  return {
    shape: { ...basics(options), kind: "choice", default: fallback, options: choices },
    parse: (input) => (input === null || input === "" ? null : find(input)),
    read: (kept) => find(kept) ?? fallback,
  };
}

/** Rows of a name and a value. They are kept as secrets are, since passwords stand in them too. */
export function propertiesField(
  options: FieldOptions & {
    /** Keys of the two columns in exported accounts. */
    readonly columns: readonly [name: string, value: string];
  },
): AccountField<readonly NamedText[]> {
  return {
    shape: { ...basics(options), kind: "properties", secret: true, default: [] },
    parse: (input) => parseProperties(input, options.columns),
    read: (kept) => (Array.isArray(kept) ? kept : []),
  };
}

function basics(options: FieldOptions): Omit<AccountFieldShape, "kind" | "default"> {
  return {
    label: options.label,
    help: options.help,
    required: options.required ?? false,
    aliases: options.aliases ?? [],
    secret: false,
    options: [],
    minimum: 0,
    maximum: 0,
    multiline: false,
  };
}

function parseText(input: unknown): AccountValue | undefined {
  if (input === null) return null;
  if (typeof input === "number" && Number.isFinite(input)) return String(input);
  return typeof input === "string" && input.isWellFormed() ? input : undefined;
}

/** `{ name: value }`, or rows with `name` and `value` or with the columns' own keys. */
function parseProperties(
  input: unknown,
  [nameKey, valueKey]: readonly [string, string],
): AccountValue | undefined {
  if (input === null) return null;
  if (isObject(input)) {
    return parseProperties(
      Object.entries(input).map(([name, value]) => ({ name, value })),
      [nameKey, valueKey],
    );
  }
  if (!Array.isArray(input)) return undefined;
  const rows: NamedText[] = [];
  for (const row of input) {
    if (!isObject(row)) return undefined;
    const name = parseText(row["name"] ?? row[nameKey] ?? "");
    const value = parseText(row["value"] ?? row[valueKey] ?? "");
    if (typeof name !== "string" || typeof value !== "string") return undefined;
    if (name !== "") rows.push({ name, value });
  }
  return rows;
}
