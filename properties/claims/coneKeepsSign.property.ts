import { onTrial } from '../onTrial.ts';

onTrial('cone-keeps-sign');
