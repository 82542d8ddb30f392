import { onTrial } from '../onTrial.ts';

onTrial('gradient-is-stable');
