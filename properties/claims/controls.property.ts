import { controls } from '../../src/claims/controls/pack.ts';
import { onTrial } from '../onTrial.ts';

for (const { id } of controls.claims) onTrial(id);
