/*
 * The Gaussians of the generator chacha8, written a second time: a block of 4096 values for each block index given.
 *
 *   gcc -O2 -ffp-contract=off -o /tmp/chacha8Draws scripts/oracles/chacha8Draws.c -lm
 *   /tmp/chacha8Draws WORD WORD WORD WORD BLOCK...     four words in hex; little-endian float32 to stdout
 *
 * See src/numerics/kernels/reference/chacha8.ts and gaussianBlock.ts.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH 4096

static uint32_t rotated(uint32_t x, int by) { return x << by | x >> (32 - by); }

static void quarter(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d) {
  *a += *b; *d = rotated(*d ^ *a, 16);
  *c += *d; *b = rotated(*b ^ *c, 12);
  *a += *b; *d = rotated(*d ^ *a, 8);
  *c += *d; *b = rotated(*b ^ *c, 7);
}

/* Word i of the ChaCha8 block at (position, block), nonce (use, 0), key of 128 bits. */
static void chacha8(const uint32_t key[4], uint32_t position, uint32_t block, uint32_t use, uint32_t out[16]) {
  uint32_t in[16] = {0x61707865, 0x3120646e, 0x79622d36, 0x6b206574, key[0], key[1], key[2], key[3],
                     key[0], key[1], key[2], key[3], position, block, use, 0};
  memcpy(out, in, sizeof in);
  for (int pair = 0; pair < 4; pair++) {
    for (int i = 0; i < 4; i++) quarter(out + i, out + 4 + i, out + 8 + i, out + 12 + i);
    quarter(out + 0, out + 5, out + 10, out + 15);
    quarter(out + 1, out + 6, out + 11, out + 12);
    quarter(out + 2, out + 7, out + 8, out + 13);
    quarter(out + 3, out + 4, out + 9, out + 14);
  }
  for (int i = 0; i < 16; i++) out[i] += in[i];
}

/* Word number n of a use: position and lane by quads of 64 words. */
static uint32_t word(const uint32_t key[4], uint32_t block, uint32_t use, int n) {
  uint32_t made[16];
  chacha8(key, 4 * (n / 64) + n % 4, block, use, made);
  return made[n % 64 / 4];
}

static float bits_to_float(uint32_t bits) { float f; memcpy(&f, &bits, 4); return f; }
static uint32_t float_to_bits(float f) { uint32_t bits; memcpy(&bits, &f, 4); return bits; }

int main(int argc, char **argv) {
  uint32_t key[4];
  if (argc < 6) return 2;
  for (int i = 0; i < 4; i++) key[i] = (uint32_t)strtoul(argv[1 + i], NULL, 16);
  for (int arg = 5; arg < argc; arg++) {
    uint32_t block = (uint32_t)strtoul(argv[arg], NULL, 10);
    static float out[LENGTH];
    for (int pair = 0; pair < LENGTH / 2; pair++) {
      uint32_t r = word(key, block, 0, pair), v = word(key, block, 1, pair);
      uint32_t i = float_to_bits((float)(r >> 1 | 1)) - 0x3f3504f3u;
      float e = (float)(31 - ((int32_t)i >> 23)), M = bits_to_float((i & 0x7fffff) + 0x3f3504f3u);
      float s = (M - 1.0f) / (M + 1.0f), z = s * s;
      float R = sqrtf(e * 0.69314718f - s * ((z * 0.412963718f + 0.666522264f) * z + 2.00000024f));
      float T = (float)(int32_t)(v << 2) * 4.6566129e-10f, y = T * T;
      float sn = T * ((y * 0.00243562274f - 0.0807247534f) * y + 0.785396993f);
      float cs = ((y * -0.000318727834f + 0.0158496834f) * y - 0.308424175f) * y + 0.99999994f;
      int at = pair / 4 * 8 + pair % 4;
      out[at] = bits_to_float(float_to_bits((cs - sn) * R) ^ (v & 0x80000000u));
      out[at + 4] = bits_to_float(float_to_bits((cs + sn) * R) ^ (v << 1 & 0x80000000u));
    }
    fwrite(out, sizeof out, 1, stdout);
  }
  return 0;
}
