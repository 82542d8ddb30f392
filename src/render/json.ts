import type { Report } from '../core/report/report.ts';

const check = (value: unknown, path: string): void => {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(
      `${path}: expected a finite number or null, got ${value}; JSON has no other (write null).`,
    );
  }
  if (
    value === undefined ||
    typeof value === 'function' ||
    typeof value === 'bigint' ||
    typeof value === 'symbol'
  ) {
    throw new RangeError(`${path}: expected a value that JSON can hold, got ${typeof value} (write null).`);
  }
  if (Array.isArray(value)) value.forEach((item, index) => void check(item, `${path}[${index}]`));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) check(item, `${path}.${key}`);
  }
};

/**
 * A record as canonical JSON: two spaces, the order of its fields, one newline at the end.
 *
 * Precision: numbers are written in full; derived decimals were rounded where the record was made.
 * Throws: `RangeError` naming the path of a NaN, an infinity or anything else that JSON would drop silently.
 */
export const toJson = (record: object, name = 'report'): string => {
  check(record, name);
  return `${JSON.stringify(record, null, 2)}\n`;
};

/** The report as `report.json`. */
export const reportToJson = (report: Report): string => toJson(report, 'report');
