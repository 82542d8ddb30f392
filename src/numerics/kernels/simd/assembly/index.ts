export { neuronBounds32, neuronBounds64 } from './bounds';
export { gaussianBlockChacha8, wordBlockChacha8 } from './chacha8';
export { followed32, followed64 } from './followed';
export { gramSums, kinkWeights } from './kinks';
export { addProjection32, addProjection64, fill, lengths, pick32, pick64 } from './lengths';
export { extremeSums32, extremeSums64, steadySums32, steadySums64, within32, within64 } from './neurons';
export {
  activePattern32,
  activePattern64,
  activeSums,
  addPatternTo,
  centerPattern32,
  centerPattern64,
  patternProduct,
  patternSum32,
  patternSum64,
  startSums,
} from './patterns';
export { addPattern32, addRow32, addRow64, addRows32, addRows64, rowDots32, rowDots64 } from './rows';
export { runSums } from './runs';
export { gaussianBlockSfc32, wordBlockSfc32 } from './sfc32';
export { expandSigns } from './signs';
