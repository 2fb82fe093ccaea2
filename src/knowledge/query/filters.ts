/** The filters of `load_data`, as published clients send them: values of one string filter are OR, filters are AND. */
export interface Filters {
  readonly string_filters?: readonly StringFilter[] | undefined;
  readonly numeric_filters?: readonly NumericFilter[] | undefined;
  readonly date_filters?: readonly DateFilter[] | undefined;
  readonly null_filters?: readonly NullFilter[] | undefined;
}

export interface StringFilter {
  readonly column_id: string;
  readonly values: readonly string[];
  readonly add_wildcard_before?: boolean | undefined;
  readonly add_wildcard_after?: boolean | undefined;
  readonly case_sensitive?: boolean | undefined;
  readonly negation?: boolean | undefined;
}

export interface NumericFilter {
  readonly column_id: string;
  readonly value: number;
  readonly comparator: "=" | "!=" | ">" | ">=" | "<" | "<=";
}

/** Both ends belong to it: `YYYY-MM-DD` means the whole day. */
export interface DateFilter {
  readonly column_id: string;
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
  readonly negation?: boolean | undefined;
}

export interface NullFilter {
  readonly column_id: string;
  readonly is_null: boolean;
}
