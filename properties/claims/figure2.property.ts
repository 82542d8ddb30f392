import { onTrial } from '../onTrial.ts';

onTrial('figure-2');
