import { onTrial } from '../onTrial.ts';

onTrial('radius-is-critical');
