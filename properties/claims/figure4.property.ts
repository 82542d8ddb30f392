import { onTrial } from '../onTrial.ts';

onTrial('figure-4-left');
onTrial('figure-4-right');
