import { onTrial } from '../onTrial.ts';

onTrial('initial-gradient-is-large');
