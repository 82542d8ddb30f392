export { gaussianBlockChacha8, wordBlockChacha8 } from './chacha8';
export { extremeSums32, extremeSums64, steadySums32, steadySums64, within32, within64 } from './neurons';
export {
  activePattern32,
  activePattern64,
  activeSums,
  addPatternTo,
  patternProduct,
  patternSum32,
  patternSum64,
  startSums,
} from './patterns';
export { addPattern32, addRow32, addRow64, addRows32, addRows64, rowDots32, rowDots64 } from './rows';
export { gaussianBlockSfc32, wordBlockSfc32 } from './sfc32';
export { expandSigns } from './signs';
