import { onTrial } from '../onTrial.ts';

onTrial('first-term-is-constant');
