import type { ClaimReport, Finding, Report, TheoremReport } from '../../core/report/report.ts';
import { grouped } from '../internal/grouped.ts';
import { upperBound } from '../numbers.ts';
import { basisWord, cellPlace, placeOf, sentence } from '../words.ts';
import { cellCounts, claimPart, detailOf, filterWords } from './claim.ts';
import {
  anchor,
  type Block,
  code,
  commands,
  type OverviewRow,
  onlyIn,
  paragraph,
  type Strip,
  type Text,
} from './document.ts';
import { findingBlocks } from './findings.ts';
import { ownFacts, panelsOf } from './layout.ts';
import { markOf } from './verdicts.ts';

/** Lines of cells that a row has room for. */
const MOST_STRIPS = 5;

/** The cells of a claim, a line for each panel of its table. */
const stripsOf = (claim: ClaimReport, theorem: TheoremReport): readonly Strip[] => {
  const panels = panelsOf(claim, theorem);
  const strips = panels.map((panel) => ({
    label: ownFacts(panel, panels),
    cells: panel.cells.map(markOf),
  }));
  if (strips.length <= MOST_STRIPS) return strips;
  const rest = strips.slice(MOST_STRIPS - 1).flatMap(({ cells }) => cells);
  return [...strips.slice(0, MOST_STRIPS - 1), { label: 'others', cells: rest }];
};

/** What is left of the constants where some are excluded, for the first group; else those that the claim leaves open, as tried first. */
const needsOf = ({ constants, sentence: left }: ClaimReport): readonly Text[] => {
  if (left !== null) {
    const [first = '', ...more] = left.split('; ');
    return [more.length === 0 ? first : `${first}; …`];
  }
  return Object.entries(constants)
    .filter(([, { bound }]) => bound !== 'printed')
    .map(([name, { first }]): Text => code(`${name} = ${first}`));
};

/** What is opened below a row: its findings, or why it stands, and how to try it again. */
const openedOf = (claim: ClaimReport, findings: readonly Finding[], report: Report): readonly Block[] => {
  const { verdict, basis, cells, proof, sentence: left } = claim;
  if (detailOf(claim, report) === 'shortest') {
    const theorem = report.theorems.find((one) => one.id === claim.theorem)!;
    const { blocks } = claimPart(claim, theorem, report.provenance.alpha, 'shortest');
    return [
      ...onlyIn(['page'], ...findings.flatMap((finding) => findingBlocks(finding, report))),
      ...blocks.filter(({ only }) => only === undefined || only.includes('page')),
    ];
  }
  const narrowed = left === null ? [] : [paragraph(sentence(left))];
  if (findings.length > 0)
    return [...narrowed, ...findings.flatMap((finding) => findingBlocks(finding, report))];
  const replay = cells[0]?.replay;
  const why = `${verdict} ${basisWord[basis]}${proof === undefined ? '' : `: ${proof.because}`}`;
  return [
    paragraph(`${sentence(why)} Cells inside the premise: ${cellCounts(claim)}.`),
    ...(replay === undefined ? [] : [commands(replay)]),
  ];
};

const rowOf = (claim: ClaimReport, report: Report): OverviewRow => {
  const { id, reading, control, verdict, basis, source, says, error } = claim;
  const findings = report.findings.filter((one) => one.claim === id && one.reading === reading);
  const theorem = report.theorems.find((one) => one.id === claim.theorem)!;
  // A claim that came out as it should among many is told in its row alone.
  const alone = detailOf(claim, report) === 'shortest';
  const own = anchor(id, reading);
  return {
    ...(alone ? { id: own, words: filterWords(claim) } : { id: `row-${own}`, to: own }),
    name: id,
    note: `${control ? 'a control, ' : ''}${reading}`,
    verdict,
    basis,
    place: placeOf(source),
    says,
    needs: needsOf(claim),
    fails: findings[0] === undefined ? '' : cellPlace(findings[0].cell),
    strips: stripsOf(claim, theorem),
    counts: cellCounts(claim),
    error: error === null ? '–' : error === 0 ? '0' : upperBound(error),
    blocks: openedOf(claim, findings, report),
  };
};

/** Every claim on a line of its own, theorem by theorem in the order of the text, the controls of each last. */
export const overview = (report: Report): Block => ({
  kind: 'overview',
  caption: 'All claims at a glance',
  groups: grouped(report.claims, ({ theorem }) => theorem).flatMap((claims) => {
    const work = report.theorems.find(({ id }) => id === claims[0]!.theorem)?.work ?? '';
    const [own, controls] = [claims.filter((one) => !one.control), claims.filter((one) => one.control)];
    const group = (title: string, of: readonly ClaimReport[]) =>
      of.length === 0 ? [] : [{ title, rows: of.map((claim) => rowOf(claim, report)) }];
    return [...group(work, own), ...group('Controls: false on purpose, to be refuted', controls)];
  }),
});
