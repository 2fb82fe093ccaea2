/** An MCP Server asset as its author wrote it in YAML, checked. */
export interface AssetDefinition {
  /** UUID, the last segment of the endpoint's path. */
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Key of the knowledge model in the same package. */
  readonly knowledgeModel: string;
  readonly rateLimitPerMinute: number;
  readonly tools: readonly AssetTool[];
}

/** A tool that the author enabled. `name` is what MCP lists, `toolId` what the REST twin calls it (kebab-case). */
export type AssetTool =
  | PlainTool<"search_data">
  | PlainTool<"load_data">
  | PlainTool<"get_insights">
  | PlainTool<"get_knowledge_model">
  | PlainTool<"get_variants">
  | PlainTool<"get_process_graph">
  | PlainTool<"get_throughput">
  | ConformanceCheck
  | ConfiguredLoad
  | ActionFlow;

export type AssetToolKind = AssetTool["kind"];

/** Tools that need no settings; their name is their kind unless the author gives another. */
export const plainToolKinds = [
  "search_data",
  "load_data",
  "get_insights",
  "get_knowledge_model",
  "get_variants",
  "get_process_graph",
  "get_throughput",
  "check_conformance",
] as const;

interface NamedTool<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly toolId: string;
  /** The author's; the tool's own when absent. */
  readonly description?: string;
}

export type PlainTool<Kind extends string> = NamedTool<Kind>;

/** `check_conformance`, with what cases are held against when a call does not say it. */
export interface ConformanceCheck extends NamedTool<"check_conformance"> {
  /** Name of a process model of the package. */
  readonly model?: string;
}

/** `load_data_<suffix>`: columns are fixed, arguments are filters that the author named. */
export interface ConfiguredLoad extends NamedTool<"configured_load_data"> {
  readonly columns: readonly string[];
  readonly arguments: readonly FilterArgument[];
  /** Ids of filters of the model that always hold. */
  readonly filters: readonly string[];
  readonly orderBy?: string;
  readonly ascending: boolean;
}

export interface FilterArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Column that must match. */
  readonly column: string;
  readonly match:
    | "equals"
    | "contains"
    | "starts_with"
    | "at_least"
    | "at_most"
    | "from_date"
    | "to_date";
  readonly caseSensitive: boolean;
}

/** `trigger_action_flow_<Name>`: runs a pipeline with the author's inputs as its parameters. */
export interface ActionFlow extends NamedTool<"trigger_action_flow"> {
  /** `/org/project/…/name`. */
  readonly pipeline: string;
  readonly inputs: readonly ActionInput[];
  readonly timeoutMs: number;
}

export interface ActionInput {
  readonly name: string;
  readonly description: string;
  readonly type: "string" | "number" | "boolean";
  readonly required: boolean;
  /** Parameter of the pipeline that it fills. */
  readonly parameter: string;
}
