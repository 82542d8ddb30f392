import { onTrial } from '../onTrial.ts';

onTrial('sign-changes-are-the-strip');
