import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 2, of: 8 });
