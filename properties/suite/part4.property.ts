import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 4, of: 8 });
