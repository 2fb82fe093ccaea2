/**
 * What people and other products call a Snap, by its PyGen name, separated by bars: n8n, Zapier, Make, Power Automate,
 * Airflow, Talend, MuleSoft, dbt, SQL, spreadsheets, plain speech in three languages. Where a word stands for several
 * Snaps, the first of this file is the likeliest. The same words feed the search.
 */
export const otherWords: Readonly<Record<string, string>> = {
  FlowRouter:
    "if | switch | if else | if then else | ifelse | conditional branch | branch | branching | case when branch | choice | choice router | path | paths | conditional split | split by condition | content based router | condition control | route | routes | decision | decision gateway | exclusive gateway | multiplexer | python branch | BranchPythonOperator | fork by rule | weiche | verzweigung | aiguillage | round robin | depending on a value | dispatch | different outputs | one way or another | verzweigen | if node | classify into branches | by type | distribute by | good and bad | left or right | by priority | classify",
  TransformMapper:
    "set | edit fields | set fields | map | mapping | field mapping | compose | formatter by zapier | data mapper | tMap | transform message | dataweave | derive | derived column | add column | add field | rename | rename column | rename field | select columns | projection | project | calculated field | computed column | expression transformation | set variable | assign | cast | convert type | type conversion | parse date field | remove column | drop column | drop field | tools set variable | data operations select | concatenate fields | lowercase | uppercase | mask | masking | anonymize | reshape | zuordnung | abbildung | renommer | code | function item | transform | string to number | text to number | convert | umbenennen | compute | new column | trim | format a date",
  TransformJoin:
    "merge | inner join | left join | left outer join | outer join | full join | cross join | vlookup | xlookup | lookup join | tJoin | merge by key | combine by key | match records | enrich | correlate | combine datasets | merge by position | zip two streams | sql join | verknüpfen | jointure | reconcile | add name by id | match on id | shared key | combine two files | two tables",
  FlowUnion:
    "merge | append | concatenate streams | concat | union all | stack | tUnite | combine streams | funnel | merge branches | combine rows | collect branches | add rows together | vereinigung | fusionner | rejoin branches | stack | same columns | outputs of several | unify sources",
  FlowFilter:
    "where | where clause | filter rows | filter array | tFilterRow | continue if | only continue if | keep rows | drop rows | remove rows | exclude | select rows | having | grep | discard | ShortCircuitOperator | filtern | filtrer | sieve | reject rows | throw away | greater than | less than | more than | keep matching | let through | screen out | leave out | not match | invalid rows | get rid of rows | only | select only | records from | rows with | active only | skip lines",
  FlowCopy:
    "duplicate stream | fan out | fan-out | broadcast | tReplicate | replicate | multicast | tee | scatter | parallel branch | parallel gateway | split into branches | clone | fork | kopieren | dupliquer | T junction | same documents twice | clone records | two consumers | twice",
  FlowHead:
    "limit | take | top | top n | first rows | first n | fetch first | sample first | tSampleRow | limit rows | skip and take | offset | pagination of rows | begrenzen | premier | first row | first record | first documents | SELECT TOP | just one | preview | few rows | cap",
  FlowTail:
    "last rows | last n | bottom n | take last | final rows | letzte | dernier | last row | last record | newest entry",
  FlowGate:
    "wait for all | wait until all | barrier | synchronize | synchronise | aggregate branches into one | wait node | merge wait | join gateway | collect all inputs | rendezvous | warten",
  FlowExit:
    "stop | terminate | stop and error | throw | raise error | fail pipeline | abort | tDie | error out | stop workflow | end with error | assert no documents | abbrechen | arrêter | job fails | fail if missing | end with failure",
  FlowPipelineExecute:
    "sub workflow | subworkflow | execute workflow | execute sub-workflow | call pipeline | child pipeline | run child flow | subflow | flow reference | flow-ref | for each | foreach | loop | loop over items | iterate | iterator | apply to each | repeater | tRunJob | call activity | TriggerDagRunOperator | SubDagOperator | invoke pipeline | nested pipeline | run another pipeline | looping by zapier | split in batches | parallel foreach | schleife | boucle | sub-zap | batch job | start another pipeline | for every | for each file | call a pipeline",
  TransformUnique:
    "distinct | dedupe | deduplicate | deduplication | remove duplicates | drop duplicates | tUniqRow | select distinct | unique rows | remove repeats | duplikate entfernen | doublons | dedup | idempotent filter | several times | same row | keep once | repeated | appears twice | identical",
  TransformSort:
    "order by | order | sort rows | tSortRow | sort by column | rank | arrange | ascending | descending | sortieren | trier | alphabetical | listing in order | highest first | newest first",
  TransformAggregate:
    "group by | sum | count | average | min max | summarize | summarise | tAggregateRow | totals | subtotal | pivot table totals | statistics | count rows | numeric aggregator | rollup | reduce | group and sum | total per | aggregieren | regrouper | compte | mean | math | how many | minimum and maximum | number of | total amount | per customer",
  TransformGroupByN:
    "batch | batching | chunk | bulk group | group into batches | window of n | array aggregator | aggregate items | collect into array | collect into a list | nest all rows | bündeln | page into groups | buffer | records at a time | groups of | all in one list | packets",
  TransformGroupByFields:
    "group rows | nest | nest by key | group into arrays | collect children | items grouped by | master detail | header lines | text aggregator | gruppieren | group consecutive | one document per key",
  TransformJSONSplitter:
    "split out | split out items | flatten | flatten array | explode | unnest | unwind | lateral flatten | item lists | array to rows | tExtractJSONFields | splitter | expand list | one document per element | normalize | split array | tNormalize | aufteilen | éclater | line items | break up | each element | array of items | single records | list into records",
  TransformJSONParser:
    "parse json | read json | json to documents | from json | json decode | deserialize json | tFileInputJSON | json input | jsonl | ndjson | json lines | JSON.parse | json lesen",
  TransformJSONFormatter:
    "write json | to json | json encode | serialize json | stringify | JSON.stringify | tFileOutputJSON | json output | create json | json schreiben | convert to json | documents to json | ndjson writer | pretty print",
  TransformCSVParser:
    "parse csv | read csv | csv to documents | csv input | tFileInputDelimited | delimited file | tsv | tab separated | comma separated | from csv | csv lesen | csv to json | extract from file | spreadsheet file | pipe delimited | flat file | csv import",
  TransformCSVFormatter:
    "write csv | to csv | csv output | create csv table | tFileOutputDelimited | convert to file | csv export | export csv | documents to csv | json to csv | csv schreiben | delimited output | comma separated file | separated output",
  TransformCSVGenerator: "csv test data | inline csv | sample csv | csv literal | seed | csv mock",
  TransformJSONGenerator:
    "test data | mock data | inline json | sample documents | json literal | manual trigger data | tFixedFlowInput | dummy data | constant documents | start data | generate documents | hard coded data | row generator | debughelper | static data | testdaten | typed by hand | without input file | try out | records by hand | example documents",
  TransformSequence:
    "counter | number series | generate numbers | autoincrement | auto increment | row number | range | tRowGenerator | index | count from | generate_series | repeat n times | serial number | zähler | emit documents | numbered | increasing number",
  TransformConditional:
    "case | case when | decode | coalesce | if value then | conditional value | choose value | nested if | lookup table value | when then | map values | iif | ternary | switch value | rule table | otherwise | categorize | categorise | small medium large | if then value | label by amount",
  TransformStructure:
    "move field | delete field | restructure | update field | move element | hoist | rearrange | unwrap | structural | strip wrapper | promote nested field",
  TransformBinarytoDocument:
    "binary to text | base64 encode | read text file | file to string | file content as field | bytes to document | encode file | extract text | binary to json | move binary data | load whole file",
  TransformDocumenttoBinary:
    "base64 decode | text to file | string to file | document to file | decode base64 | field to binary | write text | raw text output | to binary | html file | plain text file",
  BinaryFileReader:
    "read file | open file | load file | file input | read binary file | get file | get file content | download file | file source | read from disk | sftp read | ftp download | read/write files from disk | read from sldb | file on new or updated | datei lesen | lire fichier | ingest file | source file",
  BinaryFileWriter:
    "write file | save file | create file | file output | write binary file | store file | file sink | upload file | write to disk | ftp upload | sftp write | append to file | save to sldb | datei schreiben | écrire fichier | dump file | target file",
  BinaryFileDelete:
    "delete file | remove file | unlink | tFileDelete | rm | clean up files | erase file | datei löschen | supprimer",
  BinaryDirectoryBrowser:
    "list files | list directory | ls | dir | tFileList | list folder | browse directory | find files | glob | files in folder | get files properties | scan folder | file listing | verzeichnis | dossier | get metadata | wildcard files",
  BinaryZipFileRead:
    "unzip | extract zip | decompress zip | read archive | uncompress | open archive | tFileUnarchive | zip extract | entpacken | archive entries | extract archive",
  BinaryZipFileWrite:
    "zip | compress files | create archive | tFileArchive | zip files | pack files",
  BinaryCompress: "gzip | compress | deflate",
  BinaryDecompress: "gunzip | ungzip | inflate",
  BinaryFileOperation:
    "move file | copy file | rename file | tFileCopy | mv | cp | archive processed file",
  BinaryFilePoller:
    "watch folder | file trigger | FileSensor | wait for file | local file trigger | file watcher | poll directory",
  APISuiteHTTPClient:
    "http request | webhooks by zapier | http module | http connector | call api | rest api | web request | fetch url | curl | axios | SimpleHttpOperator | tRESTClient | http listener request | api call | rest client | get request | post request | rest call | invoke web service | graphql | http abfrage | appel api | download url | paginate api | oauth api | query url | web api | rest service | bearer token",
  RestGet: "http get",
  RestPost: "http post",
  SOAPExecute: "soap | web service consumer | wsdl | tSOAP",
  EmailSender:
    "send email | send an email | gmail send | smtp | outlook send | EmailOperator | tSendMail | mail | notify by mail | email notification | send mail | send message by email | email alert | e-mail senden",
  EmailReader: "read email | imap | pop3 | email trigger | fetch mail | inbox",
  SlackSendMessage: "slack | post to slack | slack message | chat message",
  Script:
    "code node | python code | javascript code | run script | PythonOperator | tJavaRow | tJava | execute code | custom code | script task | code by zapier",
  TransformXMLParser: "parse xml | read xml | xml to json | tFileInputXML | xml input | xml lesen",
  TransformXMLFormatter: "write xml | to xml | json to xml | tFileOutputXML | xml output",
  TransformXMLGenerator: "xml template | inline xml | sample xml",
  TransformExcelParser:
    "read excel | parse excel | xlsx | xls | tFileInputExcel | spreadsheet | list rows present in a table | workbook | excel lesen",
  TransformExcelFormatter:
    "write excel | create excel | to excel | tFileOutputExcel | xlsx output | excel export",
  TransformFixedWidthParser:
    "fixed length file | positional file | tFileInputPositional | mainframe file | fixed width",
  TransformFixedWidthFormatter: "fixed width output | positional output",
  TransformAvroParser: "read avro | parse avro",
  TransformAvroFormatter: "write avro | to avro",
  TransformDiff:
    "compare | compare datasets | changed records | change data capture | delta | difference | snapshot diff | minus | except",
  TransformPivot:
    "unpivot | crosstab | transpose | melt | columns to rows | rows to columns | tPivotToColumnsDelimited",
  TransformInMemoryLookup: "lookup table | reference lookup | lookup in memory",
  TransformEncryptField: "encrypt | encrypt column | field encryption",
  TransformDecryptField: "decrypt | decrypt column",
  TransformTranscoder: "change encoding | charset conversion | utf-8 conversion | iconv",
  TransformRecordReplay: "cache documents | replay",
  MLDataPreparationTypeConverter: "convert types | detect types | cast columns | tConvertType",
  MLDataPreparationDateTimeExtractor: "date parts | extract year | extract month",
  FlowDataValidator:
    "validate data | schema validation | data quality | check constraints | tSchemaComplianceCheck | validate documents | is valid | data contract | expectations",
  FlowPipeLoop: "while | do until | do while | until loop | repeat until | loop until",
  FlowBinaryCopy: "duplicate file stream | copy binary",
  FlowBinaryRouter: "route files | route by file name",
  FlowHTTPRouter: "route by method | http method router | webhook router",
  ConfluentKafkaProducer:
    "kafka | publish to kafka | kafka publish | produce message | publish message",
  ConfluentKafkaConsumer:
    "kafka trigger | read from kafka | kafka subscribe | consume topic | kafka listener",
  JMSProducer: "activemq | send to queue | message queue send",
  JMSConsumer: "read from queue | queue listener",
  S3Upload: "aws s3 put | upload to s3 | s3 put object",
  S3Download: "aws s3 get | download from s3 | s3 get object",
  S3Browser: "list bucket | s3 list objects",
  MongoDBInsert: "mongodb | mongo insert",
  GoogleBigQueryWrite: "bigquery | load to bigquery",
  SnowflakeBulkLoad: "copy into snowflake | snowflake load",
  RedshiftBulkLoad: "copy into redshift",
  SnowflakeBulkUpsert: "snowflake merge | merge into snowflake",
  PostgreSQLSelect: "postgres | postgresql | query postgres | postgres query | read from postgres",
  PostgreSQLInsert: "insert into postgres | postgres insert",
  PostgreSQLExecute: "postgres sql statement | postgres execute query",
  MySQLSelect: "mysql | query mysql | read mysql table",
  SQLServerSelect: "sql server | mssql | microsoft sql | query sql server",
  OracleSelect: "oracle | query oracle",
  JDBCExecute:
    "sql | execute query | run sql | sql query | database query | tDBInput | SQLExecuteQueryOperator | execute sql",
  JDBCSelect: "database | read table | select from table | query database",
  JDBCInsert: "tDBOutput | insert rows | insert into table | write to database",
  JDBCStoredProcedure: "stored procedure | call procedure | tDBSP",
  SalesforceQuery: "salesforce | soql | query salesforce",
  SalesforceUpsert: "salesforce upsert record",
  SalesforceCreate: "create salesforce record | new salesforce lead",
  ServiceNowInsert: "create servicenow ticket | create incident",
  AzureOpenAIChatCompletions: "openai | chatgpt | gpt | llm | ask a model",
  AmazonBedrockConverseAPI: "bedrock | claude on aws",
  AzureOpenAIEmbedder: "embedding | embeddings | vectorize text",
  PineconeQuery: "vector search | vector database | similarity search",
  TestAssertEquals: "assert | expected documents | unit test",
  TestThrottleBot: "throttle | rate limit | slow down | delay | sleep | wait",
  TestSinkBot: "null output | devnull | no operation | noop | do nothing",
  LDAPSearch: "active directory | ldap",
  SnapLogicList: "list assets | list pipelines",
  HadoopParquetWriter: "write parquet | parquet",
};
