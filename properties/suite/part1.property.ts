import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 1, of: 8 });
