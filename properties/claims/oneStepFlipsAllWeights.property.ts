import { onTrial } from '../onTrial.ts';

onTrial('one-step-flips-all-weights');
