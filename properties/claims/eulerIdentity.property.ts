import { onTrial } from '../onTrial.ts';

onTrial('euler-identity');
