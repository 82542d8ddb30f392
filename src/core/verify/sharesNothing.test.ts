import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { kernels } from '../../numerics/kernels/inUse.ts';
import { redraw as plain } from '../../theorems/lazyTraining/plain/redraw.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { parseReport } from './reportSchema.ts';
import { verifyReport } from './verifyReport.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const plainFolder = fileURLToPath(new URL('../../theorems/lazyTraining/plain/', import.meta.url));
const source = fileURLToPath(new URL('../../', import.meta.url));

/** Every file of src that runs when these do, however many imports away; types are gone by then. */
const reachedFrom = (files: readonly string[]): ReadonlySet<string> => {
  const reached = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const { importedFiles } = ts.preProcessFile(
      readFileSync(file, 'utf8').replace(/^(import|export) type [^;]*;/gm, ''),
      true,
      true,
    );
    for (const { fileName } of importedFiles)
      if (fileName.startsWith('.') && existsSync(join(dirname(file), fileName)))
        open.push(join(dirname(file), fileName));
  }
  return reached;
};

it('nothing that is verified with comes from a search, a certificate, a trial or a run, however indirectly', () => {
  const own = [here, plainFolder].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );
  const reached = [...reachedFrom(own)].map((file) => relative(source, file).split(sep).join('/'));
  expect(reached.length).toBeGreaterThan(own.length + 20);
  // The samplers' own folder shows that indirect imports are followed.
  expect(reached).toContain('numerics/random/internal/fillBlocks.ts');
  expect(
    reached.filter((file) =>
      /^(theorems\/lazyTraining\/(adversaries|certificates|settings|network\/gradientBracket)|core\/run|core\/judge\/(judgeCell|runTrial|confirm|rebuildWitness)|queue|cli|render)/.test(
        file,
      ),
    ),
  ).toEqual([]);
});

it('the plain kernels are in use while a report is verified, and what was in use before is so again', () => {
  const report = readFileSync(new URL('../../../reports/example/report.json', import.meta.url), 'utf8');
  const { claims, ...rest } = JSON.parse(report);
  const small = claims
    .filter(({ id }: { id: string }) => id === 'control-value-ignores-the-ball')
    .map((claim: object) => ({ ...claim }));
  const before = kernels().name;
  const names: string[] = [];
  verifyReport(parseReport(JSON.stringify({ ...rest, claims: small, searches: [], findings: [] }), 'it'), {
    theorems: [{ theorem: lazyTraining, redraw: plain }],
    propose: () => {
      names.push(kernels().name);
      return null;
    },
    sample: 1,
    all: false,
  });
  expect(names).toEqual(['plain']);
  expect(kernels().name).toBe(before);
});
