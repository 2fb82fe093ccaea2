/** How an agent makes a pipeline that works the first time; the prompt and the skill file say the same. */
export const buildProcedure: readonly string[] = [
  "1. pygen_query_pipeline_examples with the goal in one sentence. If an example fits, adapt it and go to step 5.",
  "2. pygen_validate_snap_names for the Snaps you mean to use; take the class names it understood. pygen_query_snap_examples with a query finds the Snap for a job.",
  "3. Write the skeleton: p = Pipeline(), one line a Snap without settings, p.connect([…]). pygen_validate_connections; mend what it says. Documents become binary data in a formatter, binary data documents in a parser.",
  "4. pygen_get_snap_parameters for the Snaps of the skeleton, all in one call. pygen_get_snap_documentation only for a Snap whose parameters leave a question.",
  '5. Write the SLPy: only declarations, settings as arguments, Expr("…") for expressions; leave out what stays at its default. File names as in SLDB: "orders.csv".',
  "6. Compile with the command `slipway slpy compile pipeline.py -o pipeline.slp`; each finding has line, column and fix.",
  "7. upload_sldb the input files, import_pipeline with the SLP as slp_content, validate_pipeline; mend and repeat, at most 5 rounds, then ask the user.",
  "8. execute_pipeline only if the user wants the result, then list_sldb_files and download_sldb_file.",
];

/** PyGen calls that building should take, by how much is known. */
export const callBudgets: readonly string[] = [
  "express (an example fits): 3 PyGen calls: examples, parameters, connections",
  "simple (up to 6 Snaps in a line): 5 to 6",
  "complex (branches, joins, child pipelines): 6 to 8",
];

/** Mistakes that cost the most rounds. */
export const buildRules: readonly string[] = [
  "TransformUnion does not exist: it is FlowUnion. In SLPy use class names, never labels.",
  "$field is the document, _parameter a pipeline parameter; parameters are always text: parseInt(_minimum).",
  "Expressions have no assignment and no statements; == compares, null-safe access is $.get('field', 'default').",
  "CSV values are all text: convert numbers before you compare or add them.",
  'A Join wants sorted inputs, or sorted_streams="Unsorted".',
  'A Router and its links name output views: outputs=["a", "b"] and p.connect(router, next, "a", "input0").',
  'Errors of documents stop the run, unless error_behavior="continue" and error0 is linked.',
  "Keep every snap_id when you edit a decompiled pipeline.",
];
