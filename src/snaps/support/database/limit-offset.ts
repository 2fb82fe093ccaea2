import type { SelectText, SqlDialect } from "./sql-dialect.ts";

/** `LIMIT 10 OFFSET 20`; `all` is what stands before an offset without a limit. */
export function limitOffset(all: string): SqlDialect["limited"] {
  return ({ text }: SelectText, limit, offset) => {
    const ending = offset > 0 ? ` OFFSET ${offset}` : "";
    if (limit === undefined) return offset > 0 ? `${text} ${all}${ending}` : text;
    return `${text} LIMIT ${limit}${ending}`;
  };
}
