import { writeFileSync } from 'node:fs';

/** What the setting of each theorem does where it should draw. */
const kinds = {
  'never-returns': 'sample: () => { for (;;); }',
  allocates: 'sample: () => { const held = []; for (;;) held.push(new Float64Array(1e6).fill(1)); }',
  exits: 'sample: () => { process.exit(0); }',
  differs: `*refine(...asked) {
    for (const found of value.refine(...asked)) {
      calls += 1;
      yield { ...found, valueSup: { ...found.valueSup, lower: found.valueSup.lower - calls * 1e-9 } };
    }
  }`,
};

/** A configuration with theorems that go wrong: each has one claim, on the axes of the campaign. */
export const configuration = (theorems) => `
import { atMost, lazyTraining } from 'lakatos';
const hasValue = ({ quantities }) => quantities.some(({ symbol }) => symbol === 'valueSup');
const value = lazyTraining.settings.find(hasValue);
let calls = 0;
const theorem = (id, change) => ({
  ...lazyTraining,
  id,
  misprints: [],
  settings: [{ ...value, name: id, ...change }],
  statements: [{
    ...lazyTraining.statements.find((one) => one.id === 'value-is-bounded'),
    id: \`\${id}-claim\`,
    conclusion: atMost('valueSup', '10'),
  }],
});
export default { theorems: [
${Object.entries(theorems)
  .map(([id, change]) => `  theorem(${JSON.stringify(id)}, { ${change} }),`)
  .join('\n')}
] };
`;

/** Bytes that this run takes for all memory of the machine, so that nothing else on it is put in danger. */
const SMALL = 1.6e9;

export default {
  name: "theorems of one's own that go wrong",
  says: 'one never returns, one allocates without end, one calls process.exit, one answers otherwise when asked again',
  unavailable: () => null,
  strikes: 'incomplete',
  once: async (campaign) => {
    const config = `${campaign.fresh('config')}.ts`;
    writeFileSync(config, configuration(kinds));
    const [store, out] = [campaign.fresh('store'), campaign.fresh('out')];
    const ended = await campaign.run({
      ...{ store, out, also: Object.keys(kinds), more: ['--config', config] },
      node: campaign.preload(`process.constrainedMemory = () => ${SMALL};`),
      env: { LAKATOS_PATIENCE: '3' },
    });
    return [campaign.judge(ended), campaign.judge(await campaign.run({ store, out }))];
  },
};
