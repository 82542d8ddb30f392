/** What a check is about; each has a line of its own in what is told. */
export type Subject =
  | 'numbers recomputed from counts'
  | 'statements compared'
  | 'totals of claims, searches and findings'
  | 'draws made again'
  | 'certificates proved again'
  | 'witnesses re-validated'
  | 'laws compared with whole draws';

/** Something that does not hold: where, and what, in one sentence. */
export interface Discrepancy {
  readonly where: string;
  readonly what: string;
}

/** Something that was not checked, how often, and why. */
export interface OnTrust {
  readonly what: string;
  readonly count: number;
  readonly why: string;
}

/** What a verification came to. */
export interface Verification {
  readonly passed: Readonly<Partial<Record<Subject, number>>>;
  readonly discrepancies: readonly Discrepancy[];
  readonly onTrust: readonly OnTrust[];
}

/** Counts what was checked and keeps what was not, in the order in which it came. */
export interface Ledger {
  /** Counts a check that holds, or keeps `what` as a discrepancy at `where`. */
  check(subject: Subject, where: string, holds: boolean, what: () => string): boolean;
  /** `check` of a number against what it must be, digit for digit. */
  same(subject: Subject, where: string, name: string, said: unknown, found: unknown): void;
  trust(what: string, count: number, why: string): void;
  result(): Verification;
}

const shown = (value: unknown): string => {
  // With room between the fields, so that lines can be broken there.
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : (JSON.stringify(value, null, 1)?.replaceAll(/\n */g, ' ') ?? String(value));
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

/** An empty ledger. */
export const ledger = (): Ledger => {
  const passed: Partial<Record<Subject, number>> = {};
  const discrepancies: Discrepancy[] = [];
  const onTrust = new Map<string, { what: string; count: number; why: string }>();
  const check: Ledger['check'] = (subject, where, holds, what) => {
    if (holds) passed[subject] = (passed[subject] ?? 0) + 1;
    else discrepancies.push({ where, what: what() });
    return holds;
  };
  return {
    check,
    same: (subject, where, name, said, found) =>
      void check(
        subject,
        where,
        JSON.stringify(said) === JSON.stringify(found),
        () => `${name} is ${shown(said)}, and must be ${shown(found)}`,
      ),
    trust: (what, count, why) => {
      if (count === 0) return;
      const key = `${what}\n${why}`;
      const known = onTrust.get(key);
      if (known === undefined) onTrust.set(key, { what, count, why });
      else known.count += count;
    },
    result: () => ({ passed, discrepancies, onTrust: [...onTrust.values()] }),
  };
};
