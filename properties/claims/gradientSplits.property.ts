import { onTrial } from '../onTrial.ts';

onTrial('gradient-splits');
