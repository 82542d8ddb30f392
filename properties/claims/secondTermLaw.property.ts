import { onTrial } from '../onTrial.ts';

onTrial('second-term-law');
