import { onTrial } from '../onTrial.ts';

onTrial('markov-step');
