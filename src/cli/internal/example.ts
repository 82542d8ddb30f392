/** A file that `lakatos init` writes: its path below the folder, and its text. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

const config = (
  quantity: boolean,
): string => `// What lakatos reads before it does anything. Flags and LAKATOS_* variables win over what stands here.
export default {
  // Your claims: files that default-export one (or a list of them), relative to this file. They are tried like the
  // paper's own: \`npx lakatos claims\` lists them, \`npx lakatos check NAME\` tries one, reports show them.
  claims: [
    './claims/value-first-guess.ts',
    './claims/value-repaired.ts',${quantity ? "\n    './claims/active-share.ts'," : ''}
  ],
${
  quantity
    ? `
  // Your quantities: what your formulas may speak of beside f0, valueSup, gradientInf, signChanges, …
  quantities: ['./quantities/activeSup.ts'],
`
    : `
  // Quantities of your own, one file each; \`npx lakatos init --quantity\` shows one.
  // quantities: ['./quantities/activeSup.ts'],
`
}
  // How much to try: 'quick' (seconds to a minute), 'standard' (minutes) or 'full' (as long as it takes).
  // profile: 'standard',

  // Where all draws begin: another seed, other networks.
  // seed: 'another',

  // The share of networks on which a claim may fail, in place of the profile's.
  // gamma: [0.05, 0.01],
};
`;

const firstGuess = `import { atMost, type Claim } from 'lakatos';

// A bound as one might first write it down, and wrong. W moves each row of W0 by at most C0/√m, so the value f moves by
// at most C0: hence |f| ≤ C0? It forgets that f is not zero at W0 to begin with. Let the trials say so.
export default {
  // Its name on the command line and in reports.
  id: 'value-first-guess',
  // 'printed' is a statement as it stands somewhere, 'intended' the reading that its proof needs.
  reading: 'printed',
  says: 'the value of the network is at most C0 everywhere in the ball',
  source: { work: 'my notes', place: 'a first guess' },
  quantifiers: [
    'for every x on the unit sphere',
    'with probability at least 1 − γ over W0 and a',
    'for all W in the ball around W0 of radius C0/√m',
  ],
  // Where the claim speaks at all: atMost('100', 'm') would say m ≥ 100. Cells outside are shown, never counted.
  premise: [],
  ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
  // lhs ≤ rhs. Formulas know d, m, C0, gamma, your constants, the quantities (such as valueSup = max |f| over the ball),
  // + - * / ^, sqrt, log (natural), exp, abs, min, max and sign.
  conclusion: atMost('valueSup', 'C0'),
  // Constants that the statement leaves open: { K: { default: '1', says: 'the hidden constant' } }, set with --let K=1,2.
  constants: {},
  // The share of networks on which the conclusion may fail.
  failureRate: 'gamma',
  // A statement that you know to be false, kept to see it refuted, is a control: the run then expects its refutation.
  // control: true,
} satisfies Claim;
`;

const repaired = `import { atMost, type Claim } from 'lakatos';
import firstGuess from './value-first-guess.ts';

// The repair: at W0 the value is close to N(0, 1/2), so |f| exceeds √ln(2/γ) on a share of at most γ of all networks.
export default {
  ...firstGuess,
  id: 'value-repaired',
  says: 'the value of the network is at most C0 + √ln(2/γ) everywhere in the ball',
  source: { work: 'my notes', place: 'the repair' },
  conclusion: atMost('valueSup', 'C0 + sqrt(log(2 / gamma))'),
} satisfies Claim;
`;

const activeShare = `import { atMost, type Claim } from 'lakatos';

// Two claims in one file, about the quantity of quantities/activeSup.ts. The first takes Hoeffding's bound at W0 and
// forgets the ball; the second gives the ball its share.
const atInitialization: Claim = {
  id: 'active-share-first-guess',
  reading: 'printed',
  says: 'at most half of the neurons, and Hoeffding’s fluctuation, are active anywhere in the ball',
  source: { work: 'my notes', place: 'activations, a first guess' },
  quantifiers: ['for every x on the unit sphere', 'for all W in the ball around W0 of radius C0/√m'],
  premise: [],
  ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
  conclusion: atMost('activeSup', '1 / 2 + sqrt(log(1 / gamma) / (2 * m))'),
  constants: {},
  failureRate: 'gamma',
};

const overTheBall: Claim = {
  ...atInitialization,
  id: 'active-share-repaired',
  says: 'at most half of the neurons, Hoeffding’s fluctuation and C0/(2√m) are active anywhere in the ball',
  source: { work: 'my notes', place: 'activations, the repair' },
  conclusion: atMost('activeSup', '1 / 2 + sqrt(log(1 / gamma) / (2 * m)) + C0 / (2 * sqrt(m))'),
};

export default [atInitialization, overTheBall];
`;

const activeSup = `import {
  ambientValue,
  dot,
  type Family,
  insideRadius,
  type Movement,
  type Quantity,
  reducedValue,
  visitMovedRows,
} from 'lakatos';

// The largest share of active neurons over the ball: sup over W of #{ s : ⟨w_s, x⟩ > 0 } / m.
const activeSup: Quantity = {
  name: 'activeSup',
  tex: '\\\\sup_{W \\\\in \\\\mathcal{B}} \\\\tfrac{1}{m} |\\\\{ s : \\\\langle w_s, x \\\\rangle > 0 \\\\}|',
  says: 'the largest share of active neurons over the ball',
  // How the ball enters: 'sup' or 'inf' over all W in it, or null for a number read at W0.
  extreme: 'sup',
  // Constants that a claim must declare for the quantity to have a value, such as ['C2'].
  parameters: [],
  // The reference: what the quantity is at one W, from all d·m weights. A violation counts once this agrees.
  at: (network, movement) => {
    let active = 0;
    visitMovedRows(network, movement, (_s, _initial, w) => {
      if (dot(w, network.x) > 0) active++;
    });
    return active / network.m;
  },
};

const share = (u: ArrayLike<number>, isActive: (u: number, s: number) => boolean): number => {
  let active = 0;
  for (let s = 0; s < u.length; s++) if (isActive(u[s]!, s)) active++;
  return active / u.length;
};

// Neurons closer than this to ⟨w_s, x⟩ = 0 are left open, since rounding (below 1e-12 here) might decide them.
const ROUNDING = 1e-9;

// A family draws one kind of instance and brackets quantities on it: its sampler, its attack and its certificate.
export default {
  name: 'active share',
  quantities: [activeSup],
  examine: ({ stream, d, m, radius, mode }) => {
    // The sampler. Activations see W0 through u = W0 x alone, and u_s ~ N(0, 1): m numbers, whatever d is.
    const instance = (mode === 'ambient' ? ambientValue : reducedValue)(stream, d, m);
    const { u } = instance;

    // The attack: move every neuron along x, as far as the ball lets it and rounding allows.
    const reach = insideRadius({ radius });
    const attack = (): Movement => ({ along: new Float64Array(m).fill(reach), across: null, normal: null });
    const reached = share(u, (one) => one + reach > ROUNDING);

    // The certificate: ⟨w_s, x⟩ ≤ u_s + radius for every W in the ball, so the other neurons stay inactive.
    const possible = share(u, (one) => one + radius > -ROUNDING);

    return {
      // What is known: the quantity lies in [lower, upper] on this draw. Here the two meet but for rounding.
      brackets: { activeSup: { lower: reached, upper: possible } },
      // The W at which the attack's end is attained; it is rebuilt and checked before a violation counts.
      movements: { activeSup: attack },
      // What \`lakatos trials\` and --explain show of a draw.
      measured: { activeSup: possible, activeAtW0: share(u, (one) => one > 0) },
      critical: null,
      instance,
      explicit: instance.explicit,
      // The same as \`at\`, from u alone, for networks too large to be written out.
      revealed: (_quantity, { along }) => ({
        value: share(u, (one, s) => one + along[s]! > 0),
        largestShift: along.reduce((most, shift) => Math.max(most, Math.abs(shift)), 0),
      }),
    };
  },
  // Roughly, for one trial: so that what would not fit the machine is refused, and the time left can be told.
  bytes: (d, m, _C0, mode) => 40 * m + (mode === 'ambient' ? 4 * d * m : 0),
  seconds: (d, m, _C0, mode) => 5e-5 + m * (mode === 'ambient' ? 3e-8 * d : 5e-8),
} satisfies Family;
`;

/** The commented example of one's own claims; with `quantity`, also of a quantity of one's own. */
export const exampleFiles = (quantity: boolean): readonly ExampleFile[] => [
  { path: 'lakatos.config.ts', text: config(quantity) },
  { path: 'claims/value-first-guess.ts', text: firstGuess },
  { path: 'claims/value-repaired.ts', text: repaired },
  ...(quantity
    ? [
        { path: 'claims/active-share.ts', text: activeShare },
        { path: 'quantities/activeSup.ts', text: activeSup },
      ]
    : []),
];

/** The ids of the example's claims, in their order. */
export const exampleClaims = (quantity: boolean): readonly string[] => [
  'value-first-guess',
  'value-repaired',
  ...(quantity ? ['active-share-first-guess', 'active-share-repaired'] : []),
];
