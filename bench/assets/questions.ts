/** A call of a tool beside the SQL that somebody would write by hand for the same answer. */
export interface ComparedCall {
  readonly title: string;
  readonly tool: "load_data" | "get_variants" | "get_process_graph";
  readonly given: Readonly<Record<string, unknown>>;
  readonly byHand: string;
}

export const loadCalls: readonly ComparedCall[] = [
  {
    title: "KPIs alone",
    tool: "load_data",
    given: { columns: ["EVENT_COUNT", "NET_TOTAL"] },
    byHand: "SELECT (SELECT count(*) FROM EVENTS), (SELECT sum(NET_VALUE) FROM CASES)",
  },
  {
    title: "KPI by an attribute above it, filtered",
    tool: "load_data",
    given: {
      columns: ["CASES.REGION", "EVENT_COUNT"],
      order_by: "EVENT_COUNT",
      applied_filters: {
        string_filters: [{ column_id: "EVENTS.ACTIVITY", values: ["Ship", "Pack"] }],
        date_filters: [
          { column_id: "EVENTS.TS", start_date: "2024-03-01", end_date: "2024-06-30" },
        ],
      },
    },
    byHand: `SELECT c.REGION, count(*) FROM EVENTS e LEFT JOIN CASES c USING (CASE_ID)
      WHERE lower(e.ACTIVITY) IN ('ship', 'pack') AND e.TS >= '2024-03-01' AND e.TS < '2024-07-01' GROUP BY 1 ORDER BY 2`,
  },
  {
    title: "distinct count by activity",
    tool: "load_data",
    given: { columns: ["EVENTS.ACTIVITY", "RESOURCES", "EVENT_COUNT"] },
    byHand: "SELECT ACTIVITY, count(DISTINCT RESOURCE), count(*) FROM EVENTS GROUP BY 1 ORDER BY 1",
  },
  {
    title: "a page of rows",
    tool: "load_data",
    given: {
      columns: ["EVENTS.ACTIVITY", "EVENTS.TS", "CASES.REGION"],
      applied_filters: {
        string_filters: [{ column_id: "EVENTS.RESOURCE", values: ["u17"] }],
      },
      page_size: 50,
    },
    byHand: `SELECT e.ACTIVITY, e.TS, c.REGION, count(*) OVER () FROM EVENTS e LEFT JOIN CASES c USING (CASE_ID)
      WHERE lower(e.RESOURCE) = 'u17' ORDER BY e.rowid LIMIT 50`,
  },
];

export const processCalls: readonly ComparedCall[] = [
  {
    title: "variants",
    tool: "get_variants",
    given: { page_size: 50 },
    byHand: `WITH traces AS (SELECT CASE_ID, list(ACTIVITY ORDER BY TS, rowid) AS trace, max(TS) - min(TS) AS lasted
        FROM EVENTS GROUP BY 1),
      variants AS (SELECT trace, count(*) AS cases, avg(epoch(lasted)) AS mean, median(epoch(lasted)) AS median, min(CASE_ID) AS example
        FROM traces GROUP BY 1)
      SELECT *, sum(cases) OVER (), count(*) OVER () FROM variants ORDER BY cases DESC, trace LIMIT 50`,
  },
  {
    title: "process graph",
    tool: "get_process_graph",
    given: {},
    byHand: `WITH steps AS MATERIALIZED (SELECT CASE_ID, ACTIVITY AS a, TS AS t, lead(ACTIVITY) OVER w AS b, lead(TS) OVER w AS u,
        row_number() OVER w AS n FROM EVENTS WINDOW w AS (PARTITION BY CASE_ID ORDER BY TS, rowid))
      SELECT a, b, count(*), count(DISTINCT CASE_ID), avg(epoch(u - t)), quantile_cont(epoch(u - t), [0.5, 0.9]) FROM steps
        WHERE b IS NOT NULL GROUP BY 1, 2
      UNION ALL SELECT a, NULL, count(*), count(DISTINCT CASE_ID), count(*) FILTER (n = 1), [count(*) FILTER (b IS NULL)] FROM steps GROUP BY 1
      ORDER BY 3 DESC`,
  },
];
