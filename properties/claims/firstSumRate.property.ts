import { onTrial } from '../onTrial.ts';

onTrial('first-sum-rate');
