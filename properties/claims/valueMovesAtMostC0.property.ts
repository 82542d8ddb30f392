import { onTrial } from '../onTrial.ts';

onTrial('value-moves-at-most-C0');
