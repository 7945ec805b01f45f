import { decoderContract } from '../contract/decoder.ts';
import { memoryDecoder } from './decoder.ts';

decoderContract('in memory, drawing nothing', memoryDecoder, { pixels: false });
