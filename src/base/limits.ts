import { type DatabaseLimits, defaultDatabaseLimits } from "./database-limits.ts";
import { defaultKnowledgeLimits, type KnowledgeLimits } from "./knowledge-limits.ts";
import { defaultOAuthLimits, type OAuthLimits } from "./oauth-limits.ts";

/**
 * Every limit of the product, by name. Units come last in the name. A caller that passes one meets a refusal or a
 * finding that names the limit.
 */
export interface Limits extends OAuthLimits, KnowledgeLimits, DatabaseLimits {
  /** Documents in one batch between two Snaps. */
  readonly batchSizeMax: number;
  /** Characters of one expression or JSONPath. */
  readonly expressionLengthMax: number;
  /** Nesting of one expression, also of calls between library functions. */
  readonly expressionDepthMax: number;
  /** Callback calls and generated elements that one evaluation may cost. */
  readonly expressionStepsMax: number;
  /** Characters of a string, or elements of an array, that one evaluation may build. */
  readonly expressionOutputSizeMax: number;
  /** Bytes of one SLP. */
  readonly slpBytesMax: number;
  /** Snaps of one pipeline. */
  readonly pipelineSnapsMax: number;
  /** Levels of Pipeline Execute inside Pipeline Execute. */
  readonly pipelineDepthMax: number;
  /** Nesting of one JSON text. */
  readonly jsonDepthMax: number;
  /** Characters of one CSV record: a quote that is never closed ends there. */
  readonly csvRecordLengthMax: number;
  /** Characters of one line of a text with fixed widths. */
  readonly lineLengthMax: number;
  /** Characters of one document in a JSON text. */
  readonly jsonDocumentLengthMax: number;
  /** Nesting of the elements of one XML text, also of a document that becomes XML. */
  readonly xmlDepthMax: number;
  /** Characters of one document in an XML text, or of one of its tags, texts and comments. */
  readonly xmlDocumentLengthMax: number;
  /** Characters of all the strings that the cells of one Excel workbook share. */
  readonly excelSharedTextLengthMax: number;
  /** Nesting of the records of one Avro document, and of one Avro schema. */
  readonly avroDepthMax: number;
  /** Bytes of one block of an Avro file, unpacked. */
  readonly avroBlockBytesMax: number;
  /** Elements of all the lists and maps of one Avro document, and records of one block that take no bytes. */
  readonly avroItemsMax: number;
  /** Directives and references that rendering one template may run through. */
  readonly templateStepsMax: number;
  /** Characters that one template may render. */
  readonly templateOutputLengthMax: number;
  /** Entries of one archive. */
  readonly archiveEntriesMax: number;
  /** Bytes that one archive may unpack to. */
  readonly archiveBytesMax: number;
  /** How many times larger than the archive its content may be, once it is beyond a megabyte. */
  readonly archiveRatioMax: number;
  /** Bytes of one binary that becomes a field of a document. */
  readonly binaryFieldBytesMax: number;
  /** Bytes of one request body. */
  readonly requestBodyBytesMax: number;
  /** Bytes of the first line and the headers of one request. */
  readonly requestHeaderBytesMax: number;
  /** Bytes of request bodies that the process holds at once. */
  readonly requestBytesHeldMax: number;
  /** Nesting of the JSON in one request body. */
  readonly requestJsonDepthMax: number;
  /** Messages of one batch. */
  readonly batchMessagesMax: number;
  /** The headers of a request are here after this, and all of it after `requestTimeoutMs`. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** A connection that sends nothing between requests is closed after this. */
  readonly keepAliveTimeoutMs: number;
  /** A connection on which nothing moves in the middle of a request or an answer is cut after this. */
  readonly stallTimeoutMs: number;
  /** Connections of the whole process. */
  readonly connectionsMax: number;
  /** Streams that clients hold open with `GET`, in the whole process. */
  readonly streamsMax: number;
  /** Bytes that wait for the client of one stream to read them. */
  readonly streamUnreadBytesMax: number;
  /** Tool calls of one caller that are at work or wait, and those of the process at work, and those that wait. */
  readonly callsPerCallerMax: number;
  readonly callsMax: number;
  readonly callsQueuedMax: number;
  /** A call that has waited this long for its turn is refused. */
  readonly callQueueTimeoutMs: number;
  /** A call is stopped after this. */
  readonly callTimeoutMs: number;
  /** Bytes of one tool's answer. */
  readonly callAnswerBytesMax: number;
  /** Wrong passwords for one name from one address before it has to wait until `loginWindowMs` after the first. */
  readonly loginFailuresMax: number;
  readonly loginWindowMs: number;
  /** Passwords that are checked at once, and those that wait: each check is made to be slow. */
  readonly passwordChecksMax: number;
  readonly passwordChecksQueuedMax: number;
  /** Accounts of one project; characters of one value of an account, and rows of one field of properties. */
  readonly accountsPerProjectMax: number;
  readonly accountValueLengthMax: number;
  readonly accountPropertiesMax: number;
  /** Bytes of the text of one exported account. */
  readonly accountFileBytesMax: number;
  /** A test of an account is stopped after this. */
  readonly accountTestTimeoutMs: number;
  /** Tasks of one org that start pipelines. */
  readonly scheduledTasksPerOrgMax: number;
  /** Time between two times at which a task is due, and days on which one is not. */
  readonly taskIntervalMsMin: number;
  readonly taskBlackoutDatesMax: number;
  /** A task that is looked at this long after it was due has missed it. */
  readonly taskLateMsMax: number;
  /** Times at which one task was due that are kept with what came of them. */
  readonly taskFiringsKeptMax: number;
  /** Runs of one task that are at work or queued, whatever the task says. */
  readonly taskInFlightMax: number;
  /** Assets of one listing over REST. */
  readonly restListMax: number;
  /** Bytes of one SLDB file. */
  readonly fileBytesMax: number;
  /** Bytes that one download answer carries. */
  readonly downloadBytesMax: number;
  /** Memory that one blocking Snap (sort, join, aggregate, group, tail) holds before it spills, in estimated bytes. */
  readonly spillMemoryBytesMax: number;
  /** Bytes that one run may spill to disk. */
  readonly spillDiskBytesMax: number;
  /** Documents per view in a validation. */
  readonly previewDocumentsMax: number;
  /** A validation is stopped after this. */
  readonly previewTimeoutMs: number;
  /** Output documents of open views that a run's answer carries. */
  readonly answerDocumentsMax: number;
  /** Bytes of the documents that a run's answer carries. */
  readonly answerBytesMax: number;
  /** Characters of one input of an action flow. */
  readonly actionInputLengthMax: number;
  /** A run that has not stopped by itself this long after it was told to is ended by force. */
  readonly stopGraceMs: number;
  /** Runs at work at once on one node. */
  readonly runsPerNodeMax: number;
  /** Runs that wait for a node, per Snaplex. */
  readonly runsQueuedMax: number;
  /** Time till a connection out of a run stands, when the Snap says nothing else. */
  readonly egressConnectMs: number;
  /** Bytes of an HTTP answer that becomes part of a document, after unpacking; a binary answer has no such limit. */
  readonly httpEntityBytesMax: number;
  /** Longest time that a server may have an HTTP Snap wait by `Retry-After`. */
  readonly httpRetryAfterMsMax: number;
  /** Pages that one document may make an HTTP Snap ask for. */
  readonly httpPagesMax: number;
  /** A file or mail server that is silent this long is given up. */
  readonly remoteIdleMs: number;
  /** Files and directories of one directory of a file server, or objects below one prefix of an object store. */
  readonly remoteEntriesMax: number;
  /** Bytes of one part of a large object: the first parts, and those to which they grow in an object of many. */
  readonly objectPartBytesMin: number;
  readonly objectPartBytesMax: number;
  /** Bytes of one mail with its attachments, before they are encoded. */
  readonly mailBytesMax: number;
  /** Addresses that one mail goes to. */
  readonly mailRecipientsMax: number;
  /** Heap of one run's worker, in MiB. */
  readonly runHeapMibMax: number;
  /** Sessions of one caller and of the whole process. */
  readonly sessionsPerCallerMax: number;
  readonly sessionsMax: number;
  /** Streams that one session holds open at once. */
  readonly sessionStreamsMax: number;
  /** Requests of one session that are being answered at once. */
  readonly sessionRequestsMax: number;
  /** Resources that one session, or one listening request, hears of. */
  readonly sessionSubscriptionsMax: number;
  /** Requests that listen for changes, in the whole process. */
  readonly listenStreamsMax: number;
  /** What the log of one session keeps so that a client can resume: messages, their bytes, their age. */
  readonly sessionEventsMax: number;
  readonly sessionEventBytesMax: number;
  readonly sessionEventLifeMs: number;
  /** Tasks of one caller that are kept. */
  readonly tasksPerCallerMax: number;
  /** A task and its result are kept this long. */
  readonly taskLifeMs: number;
  /** A session ends this long after it began. */
  readonly sessionLifeMs: number;
  /** A session unused for this long ends. */
  readonly sessionIdleMs: number;
  /** Life of an SLToken. */
  readonly tokenLifeMs: number;
}

export const defaultLimits: Limits = {
  ...defaultDatabaseLimits,
  ...defaultKnowledgeLimits,
  ...defaultOAuthLimits,
  batchSizeMax: 1024,
  expressionLengthMax: 100_000,
  expressionDepthMax: 200,
  expressionStepsMax: 50_000_000,
  expressionOutputSizeMax: 64 * 1024 * 1024,
  slpBytesMax: 16 * 1024 * 1024,
  pipelineSnapsMax: 2_000,
  pipelineDepthMax: 64,
  jsonDepthMax: 500,
  csvRecordLengthMax: 16 * 1024 * 1024,
  lineLengthMax: 16 * 1024 * 1024,
  jsonDocumentLengthMax: 128 * 1024 * 1024,
  xmlDepthMax: 500,
  xmlDocumentLengthMax: 128 * 1024 * 1024,
  excelSharedTextLengthMax: 128 * 1024 * 1024,
  avroDepthMax: 200,
  avroBlockBytesMax: 128 * 1024 * 1024,
  avroItemsMax: 10_000_000,
  templateStepsMax: 1_000_000,
  templateOutputLengthMax: 64 * 1024 * 1024,
  archiveEntriesMax: 100_000,
  archiveBytesMax: 16 * 1024 * 1024 * 1024,
  archiveRatioMax: 1_000,
  binaryFieldBytesMax: 128 * 1024 * 1024,
  requestBodyBytesMax: 64 * 1024 * 1024,
  requestHeaderBytesMax: 16 * 1024,
  requestBytesHeldMax: 512 * 1024 * 1024,
  requestJsonDepthMax: 100,
  batchMessagesMax: 100,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 65_000,
  stallTimeoutMs: 120_000,
  connectionsMax: 20_000,
  streamsMax: 10_000,
  streamUnreadBytesMax: 64 * 1024 * 1024,
  callsPerCallerMax: 128,
  callsMax: 256,
  callsQueuedMax: 1_024,
  callQueueTimeoutMs: 10_000,
  callTimeoutMs: 15 * 60 * 1000,
  callAnswerBytesMax: 16 * 1024 * 1024,
  loginFailuresMax: 10,
  loginWindowMs: 60_000,
  passwordChecksMax: 2,
  passwordChecksQueuedMax: 64,
  accountsPerProjectMax: 1_000,
  accountValueLengthMax: 64 * 1024,
  accountPropertiesMax: 200,
  accountFileBytesMax: 1024 * 1024,
  accountTestTimeoutMs: 30_000,
  scheduledTasksPerOrgMax: 1_000,
  taskIntervalMsMin: 1_000,
  taskBlackoutDatesMax: 366,
  taskLateMsMax: 60_000,
  taskFiringsKeptMax: 1_000,
  taskInFlightMax: 1_000,
  restListMax: 10_000,
  fileBytesMax: 2 * 1024 * 1024 * 1024,
  downloadBytesMax: 1024 * 1024,
  spillMemoryBytesMax: 64 * 1024 * 1024,
  spillDiskBytesMax: 64 * 1024 * 1024 * 1024,
  previewDocumentsMax: 50,
  previewTimeoutMs: 60_000,
  answerDocumentsMax: 20,
  answerBytesMax: 16 * 1024,
  actionInputLengthMax: 100_000,
  stopGraceMs: 1_500,
  runsPerNodeMax: 4,
  runsQueuedMax: 1_000,
  egressConnectMs: 30_000,
  httpEntityBytesMax: 64 * 1024 * 1024,
  httpRetryAfterMsMax: 300_000,
  httpPagesMax: 100_000,
  remoteIdleMs: 60_000,
  remoteEntriesMax: 200_000,
  objectPartBytesMin: 8 * 1024 * 1024,
  objectPartBytesMax: 128 * 1024 * 1024,
  mailBytesMax: 25 * 1024 * 1024,
  mailRecipientsMax: 500,
  runHeapMibMax: 2_048,
  sessionsPerCallerMax: 256,
  sessionsMax: 10_000,
  sessionStreamsMax: 16,
  sessionRequestsMax: 64,
  sessionSubscriptionsMax: 256,
  listenStreamsMax: 1_024,
  sessionEventsMax: 1_000,
  sessionEventBytesMax: 16 * 1024 * 1024,
  sessionEventLifeMs: 60 * 60 * 1000,
  tasksPerCallerMax: 256,
  taskLifeMs: 24 * 60 * 60 * 1000,
  sessionLifeMs: 30 * 24 * 60 * 60 * 1000,
  sessionIdleMs: 24 * 60 * 60 * 1000,
  tokenLifeMs: 60 * 60 * 1000,
};
