import { expect, it } from 'vitest';
import { claimMutants, coins } from '../mutants/claimMutants.ts';
import { statementMutants } from '../mutants/statementMutants.ts';

it.each([...coins,...claimMutants, ...statementMutants])('$name', async (m) => {
  const t=performance.now();
  const a = await m.kill({draws:1});
  console.log(m.name, '|', a.killedBy, '|', a.trials,'|', a.unmutated, '|', Math.round(performance.now()-t));
});
