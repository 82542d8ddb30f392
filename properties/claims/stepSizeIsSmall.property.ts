import { onTrial } from '../onTrial.ts';

onTrial('step-size-is-small');
