import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 7, of: 8 });
