import { onTrial } from '../onTrial.ts';

onTrial('step-is-short');
