import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 8, of: 8 });
