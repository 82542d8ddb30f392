import { onTrial } from '../onTrial.ts';

onTrial('value-is-bounded');
