import { Refusal } from "../../base/errors.ts";

/** A refusal that knows which part of the question it is about. */
export class QuestionRefusal extends Refusal {
  /** Dotted, as in `string_filters.0.column_id`; empty when it is the whole question. */
  readonly attribute: string;

  constructor(attribute: string, error: string, reason: string, resolution: string) {
    super("invalid-argument", error, reason, resolution);
    this.attribute = attribute;
  }
}
