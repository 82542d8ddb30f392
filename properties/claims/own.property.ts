import { describe, test } from 'vitest';
import { controls } from '../../src/claims/controls/pack.ts';
import { lazyTraining } from '../../src/claims/lazyTraining/pack.ts';
import { planSuite } from '../../src/cli/suite.ts';
import { onTrial } from '../onTrial.ts';

// Claims of one's own, from `lakatos.config.ts`; the packs have property files of their own.
const { settings } = await planSuite();
const ours = new Set([...lazyTraining.claims, ...controls.claims].map(({ id }) => id));
const own = new Set(settings.claims.map(({ id }) => id).filter((id) => !ours.has(id)));
for (const id of own) onTrial(id);
if (own.size === 0) describe('own claims', () => test.skip('none are listed in lakatos.config.ts', () => {}));
