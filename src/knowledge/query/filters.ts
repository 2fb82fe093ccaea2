/** The filters of `load_data`, as published clients send them: values of one string filter are OR, filters are AND. */
export interface Filters {
  readonly string_filters?: readonly StringFilter[];
  readonly numeric_filters?: readonly NumericFilter[];
  readonly date_filters?: readonly DateFilter[];
  readonly null_filters?: readonly NullFilter[];
}

export interface StringFilter {
  readonly column_id: string;
  readonly values: readonly string[];
  readonly add_wildcard_before?: boolean;
  readonly add_wildcard_after?: boolean;
  readonly case_sensitive?: boolean;
  readonly negation?: boolean;
}

export interface NumericFilter {
  readonly column_id: string;
  readonly value: number;
  readonly comparator: "=" | "!=" | ">" | ">=" | "<" | "<=";
}

/** Both ends belong to it: `YYYY-MM-DD` means the whole day. */
export interface DateFilter {
  readonly column_id: string;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly negation?: boolean;
}

export interface NullFilter {
  readonly column_id: string;
  readonly is_null: boolean;
}
