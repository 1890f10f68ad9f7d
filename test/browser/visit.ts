import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { inspectable, violationsOf } from './support.js';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

/** How every page is looked at, however it was come by. */
export const LOOKS = [PHONE, DESK].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

const ALL_WAYS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['with JavaScript, on a phone', { viewport: PHONE }],
  ['without JavaScript, on a desk', { viewport: DESK, javaScriptEnabled: false }],
];

/** Minutes more than `npm test` may take: `npm run test:every-way`. */
const every = process.env.LATCHKEY_EVERY_WAY === '1';

/** The ways that a person walks; otherwise the one that has less to go by. */
export const WAYS = every ? ALL_WAYS : ALL_WAYS.slice(1);

/**
 * How the pages of a way are looked at; otherwise each width and each colour scheme once, since
 * `pages.test.ts` looks at every page by itself in every look.
 */
const LOOKS_ON_THE_WAY = every
  ? LOOKS
  : LOOKS.filter(({ viewport, colorScheme }) => (viewport === PHONE) === (colorScheme === 'light'));

/** Whether scripts run where every page is looked at, one by one. */
export const SCRIPTING = every ? [true, false] : [true];

/** One person's browser. */
export class Visit {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #options: BrowserContextOptions;
  readonly page: Page;
  #twin: Page | undefined;
  /** What the browser's console said: a CSP that stops something of our own, a script that fails. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, page: Page, options: BrowserContextOptions) {
    this.#browser = browser;
    this.#context = page.context();
    this.#options = options;
    this.page = page;
    page.on('console', (message) => {
      if (!message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async begin(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext(options);
    return new Visit(browser, await context.newPage(), options);
  }

  /** Another tab of the same browser. */
  async openTab(): Promise<Visit> {
    return new Visit(this.#browser, await this.#context.newPage(), this.#options);
  }

  /** As somebody else, in the same browser: nothing of before is left. */
  async startOver(): Promise<void> {
    await this.#context.clearCookies();
    await this.#context.setExtraHTTPHeaders({});
    this.complaints.length = 0;
  }

  async end(): Promise<void> {
    await this.#twin?.close();
    await this.#context.close();
  }

  async goto(url: string): Promise<number> {
    return (await this.page.goto(url))?.status() ?? 0;
  }

  /** Signs in as the headers of the HTTP tests do it, or sends others along. */
  sendHeaders(headers: Record<string, string>): Promise<void> {
    return this.#context.setExtraHTTPHeaders(headers);
  }

  /** Fills a form in, sends it, and waits for the page that comes of it. */
  async submit(fields: Record<string, string>, button = '[type=submit]'): Promise<void> {
    for (const [name, value] of Object.entries(fields))
      await this.page.fill(`[name=${name}]`, value);
    await this.click(button);
  }

  async click(what: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.click(what)]);
  }

  async heading(): Promise<string> {
    return (await this.page.textContent('h1'))?.trim() ?? '';
  }

  /** Posts JSON with the browser's cookies, as a script of the page would; keeps what is set. */
  async postJson(path: string, data: object): Promise<number> {
    const { origin } = new URL(this.page.url());
    const headers = { origin, 'sec-fetch-site': 'same-origin' };
    return (await this.page.request.post(`${origin}${path}`, { data, headers })).status();
  }

  /** What is wrong with the page, by day and by night, on a phone and on a desk: one line each. */
  async faults(looks: readonly (typeof LOOKS)[number][] = LOOKS_ON_THE_WAY): Promise<string[]> {
    const faults = [...this.complaints];
    const hasScripts = this.#options.javaScriptEnabled !== false;
    if (!hasScripts) this.#twin = await inspectable(this.page, this.#browser, this.#twin);
    const seen = this.#twin ?? this.page;
    for (const { viewport, colorScheme } of looks) {
      await seen.setViewportSize(viewport);
      await seen.emulateMedia({ colorScheme });
      const look = `${viewport.width} px, ${colorScheme}`;
      const width = await seen.evaluate<number>('document.documentElement.scrollWidth');
      if (width > viewport.width) faults.push(`${look}: scrolls sideways, ${width} px`);
      for (const violation of await violationsOf(seen)) faults.push(`${look}: ${violation}`);
    }
    if (hasScripts) await seen.setViewportSize(this.#options.viewport ?? DESK);
    return faults;
  }
}
