import { onTrial } from '../onTrial.ts';

onTrial('few-neurons-flip');
