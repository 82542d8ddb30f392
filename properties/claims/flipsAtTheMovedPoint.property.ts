import { onTrial } from '../onTrial.ts';

onTrial('flips-at-the-moved-point');
