import type { ClaimVerdict } from '../core/judge/verdict.ts';
import type { ClaimReport, Report } from '../core/report/report.ts';
import { tone, verdictCounts } from './words.ts';

/** What badge services read from an address: the endpoint schema of shields.io. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const colors = { against: '9a4300', for: '0b5394', neither: '50555e' } as const;

const colorOf = (verdict: ClaimVerdict): string => colors[tone[verdict]];

/** A claim in one reading. */
export const claimBadge = ({ id, reading, verdict, basis, complete }: ClaimReport): Badge => ({
  schemaVersion: 1,
  label: reading === 'printed' ? id : `${id} (${reading})`,
  message: `${verdict} (${basis})${complete ? '' : ', incomplete'}`,
  color: complete ? colorOf(verdict) : colors.neither,
});

/** A whole report: how many readings have each verdict. Grey, whatever they are: a refuted statement is not a failed run. */
export const reportBadge = ({ claims, complete }: Report): Badge => ({
  schemaVersion: 1,
  label: 'lakatos',
  message: `${verdictCounts(claims.filter(({ control }) => !control))}${complete ? '' : ', incomplete'}`,
  color: colors.neither,
});
