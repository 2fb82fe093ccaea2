import { z } from "zod";

/**
 * Knowledge models as authors write them. The descriptions are published in `docs/schemas` and stand in findings. In an
 * EXTENSION every key besides `id` may be absent: what the base says stays.
 */
const id = z
  .string()
  .regex(/^[^\s."'`$(){}[\],;]{1,200}$/u, "An id has no spaces, dots, quotes or brackets.")
  .describe("Name that agents and PQL use: letters, digits, `_` and `-`. Unique among its kind.");

const described = {
  id,
  displayName: z.string().max(200).describe("Name that people read.").optional(),
  shortDisplayName: z.string().max(20).describe("Name for narrow places.").optional(),
  description: z.string().max(4000).describe("What it means, for people and agents.").optional(),
  internalNote: z
    .string()
    .max(4000)
    .describe("Note for authors. `llm_eligible` in it shows the thing to agents.")
    .optional(),
  synonyms: z
    .array(z.string().min(1).max(200))
    .max(100)
    .describe("Other names by which people ask for it.")
    .optional(),
};

const format = z
  .string()
  .max(100)
  .describe("Number format such as `#,##0.0`, `0.0%`, or date format such as `%Y-%m-%d`.");
const unit = z.string().max(50).describe("Unit behind the number, such as `EUR` or `d`.");

const columnType = z
  .enum([
    "STRING",
    "INT",
    "FLOAT",
    "DATE",
    "BOOLEAN",
    "string",
    "integer",
    "number",
    "float",
    "date",
    "datetime",
    "timestamp",
    "boolean",
  ])
  .describe("Type of its values.");

const pql = z.string().min(1).max(20_000);

const attribute = z.strictObject({
  ...described,
  pql: pql
    .describe(
      'PQL of one value a row, such as `"CASES"."REGION"`. The column of the same name when absent.',
    )
    .optional(),
  type: columnType.optional(),
  format: format.optional(),
  unit: unit.optional(),
});

const augmented = z.strictObject({ ...described, type: columnType });

const parameter = z.strictObject({
  id,
  displayName: z.string().max(200).optional(),
  value: z.union([z.string(), z.number(), z.boolean()]).describe("Value when none is passed."),
});

const subject = z
  .strictObject({
    kind: z
      .enum(["name", "group", "everyone", "everyone-except-group"])
      .describe("Whom it means: one asker by name, a group, all, or all but a group."),
    value: z.string().max(200).describe("The name or group; none for `everyone`.").optional(),
  })
  .describe("Whom a policy applies to.");

const eventLog = z.strictObject({
  ...described,
  activityTable: z.string().describe("Table with one row an event."),
  caseTable: z.string().describe("Table with one row a case, if there is one.").optional(),
  caseColumn: z.string().describe("Column of the activity table that names the case."),
  activityColumn: z.string().describe("Column that says what happened."),
  timestampColumn: z.string().describe("Column that says when it happened, or began."),
  endTimestampColumn: z.string().describe("Column that says when it ended.").optional(),
  sortingColumn: z.string().describe("Column that orders events of the same time.").optional(),
});

const variable = z.strictObject({
  id,
  displayName: z.string().max(200).describe("Name that people read.").optional(),
  description: z.string().max(4000).describe("What it is for.").optional(),
  type: columnType.optional(),
  value: z
    .union([z.string(), z.number(), z.boolean()])
    .describe("Bound wherever PQL says `${id}`; never spliced into the text."),
});

/** Once for a BASE, where what it is must be said, and once for an EXTENSION, where it may be. */
function entities<Pql extends z.ZodType, Augmented extends z.ZodType, Log extends z.ZodType>(
  formula: (help: string) => Pql,
  augmentedAttribute: Augmented,
  log: Log,
) {
  const derived = (help: string) => z.strictObject({ ...attribute.shape, pql: formula(help) });
  return {
    variables: z.array(variable).describe("Values that PQL names as `${id}`.").optional(),
    records: z
      .array(
        z.strictObject({
          ...described,
          pql: pql
            .describe('The table, as PQL: `"CASES"`. The table named like the record when absent.')
            .optional(),
          identifier: attribute.describe("What tells its rows apart.").optional(),
          attributes: z.array(attribute).describe("Columns of the table.").optional(),
          calculatedAttributes: z
            .array(derived("PQL of one value a row of the record's table."))
            .describe("Attributes by a formula.")
            .optional(),
          augmentedAttributes: z
            .array(augmentedAttribute)
            .describe("Attributes that write-backs fill.")
            .optional(),
          flags: z
            .array(derived("A condition; true for the rows that are flagged."))
            .describe("Conditions by name.")
            .optional(),
        }),
      )
      .describe("Business objects, each over one table.")
      .optional(),
    kpis: z
      .array(
        z.strictObject({
          ...described,
          pql: formula('PQL that aggregates to a single value, such as `COUNT_TABLE("CASES")`.'),
          format: format.optional(),
          unit: unit.optional(),
          desiredDirection: z
            .enum(["UP", "DOWN", "NONE", "Up", "Down", "None"])
            .describe("Whether more is better.")
            .optional(),
          target: z
            .union([z.string(), z.number()])
            .describe("Value to reach: a number or PQL.")
            .optional(),
          parameters: z
            .array(parameter)
            .describe('Values that `KPI("id", …)` may pass and PQL names as `{id}`.')
            .optional(),
        }),
      )
      .describe("Measures.")
      .optional(),
    filters: z
      .array(z.strictObject({ ...described, pql: formula("A condition, or `FILTER condition;`.") }))
      .describe("Conditions that questions may name.")
      .optional(),
    eventLogs: z.array(log).describe("What happened, when, in which case.").optional(),
    policies: z
      .array(
        z.strictObject({
          id,
          displayName: z.string().max(200).optional(),
          description: z.string().max(4000).optional(),
          appliesTo: z.array(subject).describe("Every asker when empty.").optional(),
          rowFilter: pql
            .describe(
              "Condition that hides the rows for which it does not hold. `${caller.name}` is the asker's name.",
            )
            .optional(),
          maskedColumns: z
            .array(z.string())
            .describe("Ids `RECORD.ATTRIBUTE` whose values are hidden.")
            .optional(),
        }),
      )
      .describe("What some askers do not get to see.")
      .optional(),
  };
}

const head = {
  metadata: z
    .strictObject({
      key: id.describe("Name of the model among the models of its package."),
      displayName: z.string().max(200).describe("Name that people read.").optional(),
      description: z.string().max(4000).describe("What the model is about.").optional(),
      version: z
        .union([z.string(), z.number()])
        .describe("Version of the model, such as `1.0.0`.")
        .optional(),
    })
    .describe("What the model is called."),
};

const unused = {
  triggers: z.array(z.unknown()).describe("Kept, not used.").optional(),
  anomalies: z.array(z.unknown()).describe("Kept, not used.").optional(),
  customObjects: z.array(z.unknown()).describe("Kept, not used.").optional(),
};

const dataModelId = z
  .string()
  .min(1)
  .max(300)
  .describe("Key of the data model, or `${{variable}}` of the package that holds it.");

export const baseEntities = z.strictObject(
  entities((help) => pql.describe(help), augmented, eventLog),
);
export const extensionEntities = z.strictObject(
  entities(
    (help) => pql.describe(help).optional(),
    augmented.partial({ type: true }),
    eventLog.partial().required({ id: true }),
  ),
);

export const baseModel = z
  .strictObject({
    kind: z.literal("BASE").describe("`BASE` stands alone, `EXTENSION` adds to another model."),
    ...head,
    dataModelId,
    ...baseEntities.shape,
    ...unused,
  })
  .describe("A knowledge model that stands alone.");

export const extensionModel = z
  .strictObject({
    kind: z
      .literal("EXTENSION")
      .describe("`BASE` stands alone, `EXTENSION` adds to another model."),
    ...head,
    extends: id.describe("Key of the model that it adds to."),
    dataModelId: dataModelId.optional(),
    ...extensionEntities.shape,
    ...unused,
  })
  .describe("Adds to a knowledge model: new things, and new words for things by their ids.");

/** One file with a whole model. A folder splits the lists over files `records/*.yaml`, `kpis/*.yaml` and so on. */
export const knowledgeModelSchema = z.discriminatedUnion("kind", [baseModel, extensionModel]);

export type RawModel = z.output<typeof extensionModel> | z.output<typeof baseModel>;
export type RawEntities = z.output<typeof extensionEntities>;
export type RawEntity<List extends keyof RawEntities> = NonNullable<RawEntities[List]>[number];
export type RawRecord = RawEntity<"records">;
export type RawAttribute = z.output<typeof attribute>;
