export { gaussianBlockChacha8, wordBlockChacha8 } from './chacha8';
export { sharedBits } from './bits';
export { addPattern32, addRows32, addRows64, rowDots32, rowDots64 } from './rows';
export { gaussianBlockSfc32, wordBlockSfc32 } from './sfc32';
export { expandSigns } from './signs';
export { packColumns, packedProduct } from './wide';
