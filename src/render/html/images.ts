import { Buffer } from 'node:buffer';
import type { ImagesFigure } from '../../core/report/figure.ts';
import { type Html, html } from './escape.ts';

const COLUMNS = 12;

/** A gray bitmap (BMP) of 16 shades: the one format that needs no compression, and that every browser reads. */
const bitmap = (width: number, height: number, gray: (x: number, y: number) => number): Buffer => {
  const stride = Math.ceil(width / 8) * 4;
  const offset = 14 + 40 + 16 * 4;
  const bytes = Buffer.alloc(offset + stride * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(offset, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(4, 28);
  bytes.writeUInt32LE(stride * height, 34);
  bytes.writeUInt32LE(16, 46);
  for (let i = 0; i < 16; i += 1) bytes.fill(17 * i, 54 + 4 * i, 57 + 4 * i);
  // Rows run from the bottom up; the first of two pixels is the upper half of a byte.
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = offset + (height - 1 - y) * stride + (x >> 1);
      const shade = Math.round(gray(x, y) / 17);
      bytes[at] = bytes[at]! | (x % 2 === 0 ? shade << 4 : shade);
    }
  return bytes;
};

/** All images on one sheet, a pixel apart. */
export const contactSheet = ({ title, side, images }: ImagesFigure): Html => {
  const columns = Math.min(COLUMNS, Math.max(1, images.length));
  const rows = Math.ceil(images.length / columns);
  const step = side + 1;
  const sheet = bitmap(columns * step - 1, Math.max(1, rows * step - 1), (x, y) => {
    const image = images[Math.floor(y / step) * columns + Math.floor(x / step)];
    const [px, py] = [x % step, y % step];
    if (image === undefined || px === side || py === side) return 128;
    return Math.min(255, Math.max(0, Math.round(image[py * side + px] ?? 0)));
  });
  const scale = Math.max(1, Math.round(44 / side));
  return html`
<figure class="panel"><figcaption>${title}</figcaption><img class="sheet" alt="${title}" width="${(columns * step - 1) * scale}" height="${(rows * step - 1) * scale}" src="data:image/bmp;base64,${sheet.toString('base64')}"></figure>`;
};
