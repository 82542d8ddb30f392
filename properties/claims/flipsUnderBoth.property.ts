import { onTrial } from '../onTrial.ts';

onTrial('flips-under-both');
