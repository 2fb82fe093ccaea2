import type { Meter } from "./meter.ts";
import type { Operand } from "./operand.ts";

/**
 * The names of one call of an arrow function, one arm of a match or one object under construction. The first three
 * stand in fields, since nearly every function has at most three.
 */
export class Frame {
  document: Operand;
  meter: Meter;
  readonly parent: Frame | undefined;
  a: Operand | undefined = undefined;
  b: Operand | undefined = undefined;
  c: Operand | undefined = undefined;
  more: (Operand | undefined)[] | undefined = undefined;

  constructor(document: Operand, meter: Meter, parent: Frame | undefined) {
    this.document = document;
    this.meter = meter;
    this.parent = parent;
  }

  set(index: number, value: Operand | undefined): void {
    if (index === 0) this.a = value;
    else if (index === 1) this.b = value;
    else if (index === 2) this.c = value;
    else (this.more ??= [])[index - 3] = value;
  }
}

/** A compiled piece of an expression. */
export type Closure = (frame: Frame) => Operand;
