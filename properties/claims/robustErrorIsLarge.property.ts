import { onTrial } from '../onTrial.ts';

onTrial('robust-error-is-large');
onTrial('single-step-flips-most');
