import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 6, of: 8 });
