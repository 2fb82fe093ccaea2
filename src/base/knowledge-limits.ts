/** The limits of MCP server assets, of what they ask and of the data they answer from; part of `Limits`. */
export interface KnowledgeLimits {
  /** Characters of one PQL text. */
  readonly pqlLengthMax: number;
  /** Nesting of one PQL expression, also of KPIs and attributes that refer to each other. */
  readonly pqlDepthMax: number;
  /** Names, values and operators of one PQL expression, with what it refers to. */
  readonly pqlNodesMax: number;
  /** Bytes of one YAML file, levels of nesting, and values, counting what aliases repeat. */
  readonly yamlBytesMax: number;
  readonly yamlDepthMax: number;
  readonly yamlNodesMax: number;
  /** Files of one knowledge model, and all that they define: records, attributes, KPIs, filters and the rest. */
  readonly modelFilesMax: number;
  readonly modelEntitiesMax: number;
  /** Terms of one search, characters of a term, hits shown for a term, values shown for a hit. */
  readonly searchTermsMax: number;
  readonly searchTermLengthMax: number;
  readonly searchHitsMax: number;
  readonly searchValuesMax: number;
  /** Distinct values of a column, and of all columns together, that search keeps in memory; past it, it asks the data. */
  readonly searchColumnValuesMax: number;
  readonly searchKeptValuesMax: number;
  /** Characters of one page of the description of a knowledge model. */
  readonly modelPageLengthMax: number;
  /** Nesting of the arguments of a call to an asset's tool. */
  readonly assetArgumentDepthMax: number;
  /** Columns of one question to an asset, its filters of one kind, and the values of one filter. */
  readonly assetColumnsMax: number;
  readonly assetFiltersMax: number;
  readonly assetFilterValuesMax: number;
  /** Characters of one text among the arguments: an id, a value of a filter, a search term. */
  readonly assetTextLengthMax: number;
  /** Characters of the user's question that a search may carry. */
  readonly userQueryLengthMax: number;
  /** Rows of one page. */
  readonly assetPageSizeMax: number;
  /** Characters of the rows of one answer; what is more is cut at a whole row, and the answer says so. */
  readonly assetAnswerLengthMax: number;
  /** Activities of a process graph in one answer, and edges. */
  readonly assetGraphItemsMax: number;
  /** Columns that one question for insights may split by, and the values of each that are looked at. */
  readonly insightFieldsMax: number;
  readonly insightValuesMax: number;
  /** Queries that the warehouse of one data model answers at once, and those that wait for their turn. */
  readonly warehouseConnectionsMax: number;
  readonly warehouseQueriesQueuedMax: number;
  /** A query is stopped after this, waiting included. */
  readonly warehouseQueryTimeoutMs: number;
  /** Rows of one query's answer. */
  readonly warehouseRowsMax: number;
  /** Prepared statements that one connection remembers. */
  readonly warehouseStatementsMax: number;
  /** Memory of one DuckDB, and what it may put on disk beyond that, in MiB. */
  readonly warehouseMemoryMibMax: number;
  readonly warehouseSpillMibMax: number;
  /** Threads of one DuckDB; never more than the machine has. */
  readonly warehouseThreadsMax: number;
  /** Bytes of one BPMN, and its steps and sequence flows. */
  readonly bpmnBytesMax: number;
  readonly bpmnNodesMax: number;
  /** Variants that one conformance check replays, the most frequent first. */
  readonly conformanceVariantsMax: number;
  /** Ways in which the tokens of one BPMN process can lie. */
  readonly conformanceMarkingsMax: number;
  /** Of nodes and tokens that are looked at while these are found, so that many parallel branches keep no one waiting. */
  readonly conformanceTokensMax: number;
  /** Steps of search for how variants deviate; the deviations of further variants stay unknown. */
  readonly conformanceStepsMax: number;
  /** Tables of one data model, columns and rows of one table. */
  readonly dataTablesMax: number;
  readonly dataColumnsMax: number;
  readonly dataRowsMax: number;
  /** Bytes of one file that data is loaded from. */
  readonly dataFileBytesMax: number;
  /** Bytes that one load may put on disk, while it is at work included. */
  readonly dataLoadBytesMax: number;
  /** Characters of one cell that is loaded. */
  readonly dataCellLengthMax: number;
  /** Packages of one org; files of one package; versions of one package. */
  readonly packagesPerOrgMax: number;
  readonly packageFilesMax: number;
  readonly packageVersionsMax: number;
  /** Recorded questions of one package. */
  readonly packageQuestionsMax: number;
  /** Data models that one process loads at once. */
  readonly dataLoadsMax: number;
  /** Newest versions whose data is kept besides that of the draft and of the one that answers. */
  readonly dataLoadVersionsMax: number;
  /** A load whose process has not been heard of for this long is taken over by another one. */
  readonly dataLoadSilenceMs: number;
  /** Knowledge models with their data that one process keeps open, and for how long after the last question. */
  readonly knowledgeBasesMax: number;
  readonly knowledgeBaseIdleMs: number;
}

export const defaultKnowledgeLimits: KnowledgeLimits = {
  pqlLengthMax: 100_000,
  pqlDepthMax: 100,
  pqlNodesMax: 20_000,
  yamlBytesMax: 1024 * 1024,
  yamlDepthMax: 64,
  yamlNodesMax: 100_000,
  searchTermsMax: 20,
  searchTermLengthMax: 200,
  searchHitsMax: 20,
  searchValuesMax: 10,
  searchColumnValuesMax: 10_000,
  searchKeptValuesMax: 100_000,
  modelPageLengthMax: 20_000,
  modelFilesMax: 1_000,
  modelEntitiesMax: 20_000,
  assetArgumentDepthMax: 8,
  assetColumnsMax: 100,
  assetFiltersMax: 50,
  assetFilterValuesMax: 1_000,
  assetTextLengthMax: 2_000,
  userQueryLengthMax: 20_000,
  assetPageSizeMax: 500,
  assetAnswerLengthMax: 1024 * 1024,
  assetGraphItemsMax: 1_000,
  insightFieldsMax: 30,
  insightValuesMax: 200,
  warehouseConnectionsMax: 4,
  warehouseQueriesQueuedMax: 1_024,
  warehouseQueryTimeoutMs: 120_000,
  warehouseRowsMax: 1_000_000,
  warehouseStatementsMax: 128,
  warehouseMemoryMibMax: 4_096,
  warehouseSpillMibMax: 64 * 1024,
  warehouseThreadsMax: 16,
  bpmnBytesMax: 4 * 1024 * 1024,
  bpmnNodesMax: 2_000,
  conformanceVariantsMax: 20_000,
  conformanceMarkingsMax: 50_000,
  conformanceTokensMax: 2_000_000,
  conformanceStepsMax: 5_000_000,
  dataTablesMax: 200,
  dataColumnsMax: 2_000,
  dataRowsMax: 1_000_000_000,
  dataFileBytesMax: 64 * 1024 * 1024 * 1024,
  dataLoadBytesMax: 256 * 1024 * 1024 * 1024,
  dataCellLengthMax: 16 * 1024 * 1024,
  packagesPerOrgMax: 1_000,
  packageFilesMax: 5_000,
  packageVersionsMax: 10_000,
  packageQuestionsMax: 1_000,
  dataLoadsMax: 2,
  dataLoadVersionsMax: 2,
  dataLoadSilenceMs: 30_000,
  knowledgeBasesMax: 64,
  knowledgeBaseIdleMs: 10 * 60 * 1000,
};
