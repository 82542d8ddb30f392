/** A formula that cannot be read or evaluated. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
  readonly text: string;
  /** Where in `text` the offending part begins, counted from 1; undefined when no one place is to blame. */
  readonly position: number | undefined;

  constructor(text: string, message: string, position?: number) {
    super(message);
    this.text = text;
    this.position = position;
  }
}
