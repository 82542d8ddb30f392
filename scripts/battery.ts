/**
 * Whether the random numbers have the laws they are named after.
 *
 *   npm run battery                            10⁷ values of each generator
 *   npm run battery -- --values 1e9            the full form, some minutes
 *   npm run battery -- --generator chacha8 --seed another
 *
 * A right generator raises an alarm with chance at most 10⁻⁶ over the choice of the seed. Ends with 1 on an alarm, with 2 on a
 * request that makes no sense.
 */
import { parseArgs } from 'node:util';
import { type Generator, generators } from '../src/numerics/kernels/generator.ts';
import { rootOf } from '../src/numerics/random/root.ts';
import { battery, PER_STREAM } from './battery/battery.ts';
import { alarmsAmong } from './battery/checks.ts';

const FALSE_ALARM = 1e-6;
/** Fewer, and the tails of the statistics are not those of the normal law. */
const LEAST = 5e6;

const refuse = (text: string): never => {
  console.error(`battery: ${text}`);
  process.exit(2);
};

const readFlags = () => {
  try {
    const { values } = parseArgs({
      options: {
        values: { type: 'string', default: '1e7' },
        seed: { type: 'string', default: 'battery' },
        generator: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return refuse(`${(error as Error).message}; there are --values, --seed and --generator`);
  }
};

const flags = readFlags();
const wanted = Number(flags.values);
if (!(wanted >= LEAST && wanted <= 1e12)) refuse(`--values: expected ${LEAST} to 1e12, got ${flags.values}`);
const chosen = generators.filter(
  (generator) => flags.generator === undefined || generator === flags.generator,
);
if (chosen.length === 0)
  refuse(
    `--generator: expected ${generators.join(' or ')}, got ${flags.generator}; leave it out for all of them`,
  );

let alarms = 0;
for (const generator of chosen as readonly Generator[]) {
  const checks = battery(rootOf(flags.seed, generator).child('battery'), wanted);
  const wrong = alarmsAmong(checks, FALSE_ALARM / chosen.length);
  alarms += wrong.length;
  console.log(`\n${generator}, ${Math.ceil(wanted / PER_STREAM) * PER_STREAM} values, seed ${flags.seed}\n`);
  for (const check of checks)
    console.log(
      `  ${wrong.includes(check) ? '✗' : '✓'} ${check.what.padEnd(38)} ${check.says.padStart(34)}   p = ${check.p.toPrecision(2)}`,
    );
}
console.log(
  alarms === 0
    ? `\nNo alarm; right generators raise one with chance at most ${FALSE_ALARM}.`
    : `\n${alarms} ALARM${alarms > 1 ? 'S' : ''}; right generators raise one with chance at most ${FALSE_ALARM}.`,
);
process.exitCode = alarms === 0 ? 0 : 1;
