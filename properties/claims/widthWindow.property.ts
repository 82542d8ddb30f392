import { onTrial } from '../onTrial.ts';

onTrial('width-window');
