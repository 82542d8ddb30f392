import { onTrial } from '../onTrial.ts';

onTrial('cone-extends');
