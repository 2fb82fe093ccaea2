import type { ColumnType } from "../data/data-schema.ts";

/** The type of PQL for a type of PostgreSQL by its name in `pg_type`. */
export function columnTypeOf(typeName: string, scale: number | undefined): ColumnType {
  switch (typeName) {
    case "bool":
      return "BOOLEAN";
    case "int2":
    case "int4":
    case "int8":
    case "oid":
      return "INT";
    case "numeric":
      return scale === 0 ? "INT" : "FLOAT";
    case "float4":
    case "float8":
      return "FLOAT";
    case "date":
    case "timestamp":
    case "timestamptz":
      return "DATE";
    default:
      return "STRING";
  }
}

/** Names of those types that a result tells by number; all others are texts. */
export const typeNames: Readonly<Record<number, string>> = {
  16: "bool",
  20: "int8",
  21: "int2",
  23: "int4",
  26: "oid",
  700: "float4",
  701: "float8",
  1082: "date",
  1114: "timestamp",
  1184: "timestamptz",
  1700: "numeric",
};

/** Digits behind the point of a `numeric`, from the modifier of its type; undefined when it has any number. */
export function scaleOfModifier(modifier: number): number | undefined {
  return modifier < 4 ? undefined : (modifier - 4) & 0xff_ff;
}
