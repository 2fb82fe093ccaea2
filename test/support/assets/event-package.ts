import type { PackageTexts } from "./sample-package.ts";

/** A package with an event log: two cases go A, B; one goes A, C. `conformance` is the tool as its author wrote it. */
export function eventPackage(assetId: string, conformance: string): PackageTexts {
  return {
    "data/events.csv": `CASE_ID,ACTIVITY,AT
1,A,2024-01-01T00:00:00
1,B,2024-01-02T00:00:00
2,A,2024-01-01T00:00:00
2,B,2024-01-03T00:00:00
3,A,2024-01-01T00:00:00
3,C,2024-01-02T00:00:00
`,
    "data/cases.csv": "CASE_ID,REGION\n1,North\n2,South\n3,North\n",
    "data-models/events.yaml": `id: events
tables:
  - {name: CASES, source: {kind: csv, file: data/cases.csv}, primaryKey: [CASE_ID]}
  - {name: EVENTS, source: {kind: csv, file: data/events.csv}}
foreignKeys:
  - {parent: CASES, child: EVENTS, columns: [CASE_ID]}
eventLogs:
  - {id: LOG, activityTable: EVENTS, caseTable: CASES, caseColumn: CASE_ID, activityColumn: ACTIVITY, timestampColumn: AT}
`,
    "knowledge-models/events.yaml": `kind: BASE
metadata: {key: events-km, displayName: Events, version: 1.0.0}
dataModelId: events
records:
  - id: CASES
    displayName: Cases
    description: Every case.
    pql: '"CASES"'
    attributes:
      - {id: REGION, displayName: Region, description: Where it is., pql: '"CASES"."REGION"', type: string, internalNote: llm_eligible}
eventLogs:
  - {id: LOG, displayName: Log, description: What happened., activityTable: EVENTS, caseTable: CASES, caseColumn: CASE_ID, activityColumn: ACTIVITY, timestampColumn: AT, internalNote: llm_eligible}
`,
    "assets/events.yaml": `id: ${assetId}
name: Events
description: What happened.
knowledgeModel: events-km
tools:
  - ${conformance}
`,
  };
}
