/** A regular expression as a value of the language. */
export class RegexValue {
  readonly regex: RegExp;

  constructor(regex: RegExp) {
    this.regex = regex;
  }

  toString(): string {
    return this.regex.toString();
  }
}
