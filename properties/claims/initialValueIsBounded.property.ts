import { onTrial } from '../onTrial.ts';

onTrial('initial-value-is-bounded');
