/** What a client is told when a session begins: how the tools go together, and the forms of ids. */
export function instructions(unusable: string | undefined): string {
  if (unusable !== undefined) return unusable;
  return [
    "Slipway stores, validates and runs SnapLogic pipelines (SLP) and their files (SLDB).",
    "Begin with the prompt get_snaplogic_knowledge_base: it lists your organizations, projects and Snaplexes.",
    "Then call save_user_preferences once with default_org, default_path and snaplex_path; later calls may leave org, project_path and snaplex_path out.",
    "Usual order: upload_sldb (input files), import_pipeline, validate_pipeline, execute_pipeline, download_sldb_file.",
    "project_path is inside the org and does not begin with the org: shared or MyTeam/my-project.",
    "pipeline_path is /org/project/name. A Snaplex path (snaplex_path, runtime_path_id) is <org>/rt/<location>/<environment>.",
    "Pass pipelines and files inline as slp_content and file_content; the server does not see paths of your machine over HTTP.",
    "Every result is {success, response, metadata}; on failure response is {error, reason, resolution}: do what resolution says.",
  ].join("\n");
}
