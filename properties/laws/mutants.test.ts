import { expect, it } from 'vitest';
import { certificateMutants } from '../mutants/certificateMutants.ts';
import { tryCertificate } from '../mutants/certificateTrials.ts';
import { mutatedCertificate } from '../mutants/mutatedCertificate.ts';
const N = Number(process.env.N ?? 100);
it('truth', ()=>{ const t=performance.now(); console.log('truth |', JSON.stringify(tryCertificate(mutatedCertificate(null), N, false)), performance.now()-t)});
it.each(certificateMutants)('$name', async (m) => {
  const t=performance.now();
  const a = await m.kill({draws:N});
  const t2=performance.now();
  const w = tryCertificate(mutatedCertificate(m.replacement), N, true);
  console.log(m.name, '|', a.killedBy, '|', a.trials,'| whole', w.objection, w.draws, '|', Math.round(t2-t));
});
