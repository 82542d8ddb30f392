import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isStudy } from '../../core/theorem.ts';
import { divergences } from './divergences.ts';
import { proofs as ofRows } from './proofs.ts';
import { lazyTraining } from './theorem.ts';

const mathematics = readFileSync(new URL('../../../docs/mathematics.md', import.meta.url), 'utf8');

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

const proofs = [...ofRows, ...divergences];

const anchors = new Set([...mathematics.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!)));

describe('the proofs of whole statements', () => {
  it.each(proofs.map((proof) => [`${proof.statement} (${proof.reading})`, proof] as const))(
    'stand in the mathematics, and what the program computes of them is obtained: %s',
    (_, { anchor, check, because, statement }) => {
      expect(anchors).toContain(anchor);
      expect(mathematics).toContain(statement);
      expect(because.endsWith('.')).toBe(false);
      if (check !== undefined) expect(check()).toMatch(/\d/);
    },
  );

  it('are of statements of this theorem, one for each reading, and of no control', () => {
    const names = proofs.map(({ statement, reading }) => `${statement} ${reading}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { statement, reading } of proofs) {
      const own = lazyTraining.statements.find((one) => one.id === statement && one.reading === reading);
      expect(own).toBeDefined();
      expect(own!.control).not.toBe(true);
    }
  });

  it('leave no deterministic statement to examples, but what a counterexample refutes', () => {
    const open = lazyTraining.statements.filter(
      (one) =>
        isStudy(one) &&
        one.kind === 'deterministic' &&
        !proofs.some(({ statement, reading }) => statement === one.id && reading === one.reading),
    );
    expect(open.map(({ id, reading }) => `${id} ${reading}`)).toEqual(['descent-inequality printed']);
  });
});
