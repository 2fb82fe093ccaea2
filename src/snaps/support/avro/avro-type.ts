/** An Avro schema made ready. Types that have names may hold themselves. */
export type AvroType =
  | AvroPrimitive
  | AvroRecord
  | { readonly kind: "enum"; readonly name: string; readonly symbols: readonly string[] }
  | { readonly kind: "fixed"; readonly name: string; readonly size: number }
  | { readonly kind: "array"; readonly items: AvroType }
  | { readonly kind: "map"; readonly values: AvroType }
  | { readonly kind: "union"; readonly types: readonly AvroType[] };

export const primitiveKinds = [
  "null",
  "boolean",
  "int",
  "long",
  "float",
  "double",
  "bytes",
  "string",
] as const;

export interface AvroPrimitive {
  readonly kind: (typeof primitiveKinds)[number];
  /** Such as `date` or `timestamp-millis`; "" for none. */
  readonly logicalType: string;
}

export interface AvroRecord {
  readonly kind: "record";
  readonly name: string;
  /** Filled once the types of the fields are known. */
  readonly fields: AvroField[];
}

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
  /** What stands for a missing value, when the schema has one. */
  readonly fallback: unknown;
}
