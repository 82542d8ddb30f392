export { addRow32, addRow64 } from '../../../../../numerics/kernels/simd/assembly/rows';
export { neuronBounds32, neuronBounds64 } from './bounds';
export { tracked32, tracked64 } from './tracked';
export { gramSums, kinkWeights } from './kinks';
export { addProjection32, addProjection64, fill, lengths } from './lengths';
export { extremeSums32, extremeSums64, alwaysActiveSums32, alwaysActiveSums64, within32, within64 } from './neurons';
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
export { runSums } from './runs';
