import { everythingOnTrial } from '../../src/cli/onTrial.ts';

everythingOnTrial({ part: 5, of: 8 });
