import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import type { Figure } from '../../core/report/figure.ts';
import type { Report } from '../../core/report/report.ts';
import { reportToHtml } from './page.ts';

/** A Chromium of this machine; none is downloaded. */
const findChromium = (): string | null => {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const asked = process.env.CHROMIUM_PATH;
  const places = [
    ...(asked === undefined || asked === '' ? [] : [asked]),
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  ];
  return places.find((place) => existsSync(place)) ?? null;
};

const executablePath = findChromium();
const reason = executablePath === null ? ' (skipped: no Chromium was found; set CHROMIUM_PATH to one)' : '';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Expressions for the page itself, as text: the types of the DOM are no part of this project.
const visibleText = `[...document.querySelectorAll('header.title, main section:not([aria-labelledby=claims]), .claim')]
  .map((one) => one.innerText).join('\\n')`;
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const headings = `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))`;
const bareTables = `[...document.querySelectorAll('table')]
  .filter((one) => !one.caption?.textContent || !one.querySelector('th')).length`;
const bareDrawings = `[...document.querySelectorAll('svg:not(svg svg)')].filter((one) =>
  one.getAttribute('role') !== 'img' || !one.getAttribute('aria-label')?.trim()).length`;
const wideTables = `(() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  return [...document.querySelectorAll('table, figure, .command')].filter((one) =>
    one.getBoundingClientRect().right > one.parentElement.getBoundingClientRect().right + 1).length;
})()`;
const deafRegions = `[...document.querySelectorAll('*')].filter((one) => {
  const scrolls = ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
  return scrolls && one !== document.documentElement && one.tabIndex < 0;
}).map((one) => one.className)`;
const contrasts = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color) => { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
  const light = (color) => [...rgb(color)].slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const named = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
  const ratio = (a, b) => { const [x, y] = [light(named(a)), light(named(b))].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  return [['--ink', '--paper'], ['--soft', '--paper'], ['--for', '--for-back'], ['--against', '--against-back'],
    ['--neither', '--neither-back'], ['--for', '--paper'], ['--against', '--paper']].map(([a, b]) => ratio(a, b));
})()`;

describe.skipIf(executablePath === null)(`the page in a real browser${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-page-'));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), reportToHtml(sampleReport));
    browser = await chromium.launch({ executablePath: executablePath!, args: quiet });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page, looks at it, and hands back what it complained of and what it asked for. */
  const visit = async (
    options: Parameters<Browser['newPage']>[0],
    look: (page: Page) => Promise<void>,
  ): Promise<{ complaints: readonly string[]; requests: readonly string[] }> => {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    try {
      await page.goto(address);
      await look(page);
    } finally {
      await page.close();
    }
    return { complaints, requests };
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 768, 1280, 2560]) {
      it(`fits ${width} pixels, ${colorScheme}, without complaint and without a request of its own`, async () => {
        const seen = await visit({ viewport: { width, height: 900 }, colorScheme }, async (page) => {
          expect(await page.evaluate(overflow)).toBe(0);
          expect(await page.evaluate(deafRegions)).toEqual([]);
          expect(await page.evaluate(wideTables)).toBe(0);
          expect(await page.evaluate(overflow)).toBe(0);
          // WCAG AA for text: 4.5 to 1.
          for (const ratio of await page.evaluate<number[]>(contrasts))
            expect(ratio).toBeGreaterThanOrEqual(4.5);
        });
        expect(seen.complaints).toEqual([]);
        // The empty icon is written into the page.
        expect(seen.requests.filter((url) => !url.startsWith('data:'))).toEqual([address]);
      });
    }
  }

  it('says the same without script', async () => {
    const texts: string[] = [];
    for (const javaScriptEnabled of [true, false]) {
      await visit({ javaScriptEnabled }, async (page) => {
        texts.push(await page.evaluate<string>(visibleText));
        expect(await page.locator('#filter').isVisible()).toBe(javaScriptEnabled);
      });
    }
    expect(texts[0]!.length).toBeGreaterThan(5000);
    expect(texts[1]).toBe(texts[0]);
  });

  it('has headings in order, tables with captions and scopes, pictures with names', async () => {
    await visit({}, async (page) => {
      const levels = await page.evaluate<number[]>(headings);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, i) => void expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1));
      expect(await page.evaluate(bareTables)).toBe(0);
      expect(await page.evaluate(bareDrawings)).toBe(0);
      expect(await page.locator('svg').count()).toBeGreaterThan(10);
    });
  });

  it('keeps text from outside text', async () => {
    await visit({}, async (page) => {
      expect(await page.locator('em', { hasText: 'known to be too tight' }).count()).toBe(0);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('.says', { hasText: '<script>alert(1)</script>' }).count()).toBe(2);
    });
  });

  it('makes markup of no string that a report may hold, whatever field it stands in', async () => {
    const probe = `"'><img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script><a href="javascript:hit=1">`;
    // Fields whose values are one of a few words decide what is drawn; all others may say anything.
    const words =
      /^(schema|reading|verdict|regime|mode|kind|goal|method|expect|by|scale|against|drift|extreme|outcome|basis|bound|weaker|stands)$/;
    const probed = (value: unknown, field = ''): unknown => {
      if (typeof value === 'string')
        return words.test(field) ? value : `${value}${probe}\\href{javascript:hit=1}{x}`;
      if (Array.isArray(value)) return value.map((one) => probed(one, field));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, probed(one, name)]));
    };
    const axis = (label: string) => ({ label, scale: 'linear' }) as const;
    const points = [{ x: 1, y: 2, lower: 1, upper: 3 }];
    const chart = { title: 'a chart', x: axis('across'), y: axis('up'), lines: [{ name: 'theory', points }] };
    const figures: readonly Figure[] = [
      { kind: 'table', title: 'a table', columns: ['a'], rows: [['b']] },
      { ...chart, kind: 'curves', series: [{ name: 'seen', points }], bars: 'bars' },
      { ...chart, kind: 'heatmap', value: 'a value', cells: [{ x: 1, y: 2, value: 3 }] },
      {
        ...{ kind: 'instance', title: 'a counterexample', given: { x: [1], W: [[2]], eta: 1 } },
        ...{ values: { lhs: 2 }, margin: -1, slack: 0 },
      },
      {
        ...{ kind: 'test', title: 'a test', statistic: 1, pValue: 0.5 },
        ...{ alpha: 0.1, sizes: [3], alternative: 'one is larger' },
      },
      {
        ...{ kind: 'growth', of: 'a size', against: 'd', exponent: { estimate: 1, lower: 0, upper: 2 } },
        ...{ confidence: 0.95, predicted: 1, drift: 'constant', range: { from: 1, to: 9 } },
      },
      { kind: 'images', title: 'images', side: 1, images: [[0]] },
    ];
    const [first, ...others] = sampleReport.claims;
    const examined = { because: 'a reason', error: 0, figures };
    const whole: Report = {
      ...sampleReport,
      claims: [
        { ...first!, method: 'order', cells: first!.cells.map((cell) => ({ ...cell, ...examined })) },
        ...others,
      ],
    };
    const hostile = join(folder, 'hostile.html');
    writeFileSync(hostile, reportToHtml(probed(whole) as Report));
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(hostile).href);
    expect(await page.evaluate('globalThis.hit ?? 0')).toBe(0);
    expect(
      await page
        .locator('img:not([src^="data:"]), script:not([type]):has-text("hit"), a[href^="javascript:"]')
        .count(),
    ).toBe(0);
    // What was put in is there to be read.
    expect(await page.evaluate<string>('document.body.innerText')).toContain(
      '<img src=x onerror="globalThis.hit=1">',
    );
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(hostile).href]);
    await page.close();
  });

  it('can be used by keyboard alone', async () => {
    await visit({ viewport: { width: 360, height: 700 } }, async (page) => {
      const focused = (what: string): Promise<unknown> => page.evaluate(`document.activeElement.${what}`);
      await page.keyboard.press('Tab');
      expect(await focused('className')).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await focused('id')).toBe('main');
      await page.locator('.whole summary').first().press('Enter');
      expect(await page.locator('.whole[open] table.details').first().isVisible()).toBe(true);
    });
  });

  it('filters claims, and shows one again that a link leads to', async () => {
    await visit({}, async (page) => {
      await page.locator('#filter').fill('gradient refuted');
      expect(await page.locator('.claim:visible').count()).toBe(1);
      expect(await page.locator('#filter-status').textContent()).toBe(
        `1 of ${sampleReport.claims.length} shown`,
      );
      expect(await page.locator('.row:visible').count()).toBe(1);
      await page.locator('.row:visible summary').first().click();
      await page.locator('.opened:visible > p a').click();
      expect(await page.locator('.claim .whole[open]').count()).toBe(1);
      await page.evaluate("location.hash = '#value-is-bounded-printed'");
      await expect.poll(() => page.locator('.claim:visible').count()).toBe(sampleReport.claims.length);
    });
  });

  it('prints', async () => {
    await visit({}, async (page) => {
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('nav').isVisible()).toBe(false);
      expect(await page.locator('.claim svg').first().isVisible()).toBe(true);
    });
  });
});
