import { onTrial } from '../onTrial.ts';

onTrial('linear-model');
