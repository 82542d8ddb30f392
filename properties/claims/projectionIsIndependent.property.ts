import { onTrial } from '../onTrial.ts';

onTrial('projection-is-independent');
