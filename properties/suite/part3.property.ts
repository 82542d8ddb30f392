import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 3, of: 8 });
