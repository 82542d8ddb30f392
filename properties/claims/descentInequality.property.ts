import { onTrial } from '../onTrial.ts';

onTrial('descent-inequality');
