import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type HashFormat, hasher, verifyElsewhere } from 'latchkey';
import ts from 'typescript';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../../../support/source-files.js';

const SOURCE = join(ROOT, 'src/hashing/formats/verify-elsewhere.ts');

/** The example as people copy it out of the comment, with another host. */
function exampleFor(origin: string): HashFormat {
  const source = readFileSync(SOURCE, 'utf8');
  const example = /@example\n \* ```ts\n([\s\S]*?) \* ```/.exec(source)?.[1] ?? '';
  const code = example.replaceAll(/^ \* ?/gm, '').replaceAll('https://old.example', origin);
  expect(code, 'the host stands in the example').toContain(origin);
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return new Function('verifyElsewhere', 'hasher', `${outputText}\nreturn old;`)(
    verifyElsewhere,
    hasher,
  );
}

/** An old system that answers a check as told, and anything else with a page. */
async function oldSystem(status: number, location?: string) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    asked.push(`${request.method} ${request.url}`);
    if (request.url !== '/check') return response.writeHead(200).end('<form>');
    return response.writeHead(status, location === undefined ? {} : { location }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { asked, format: exampleFor(`http://127.0.0.1:${port}`) };
}

it.each([
  [204, true],
  [401, false],
])('the example takes %i for %s', async (status, right) => {
  const { format, asked } = await oldSystem(status);
  expect(await format.verify('elsewhere:ann', 'a password', null)).toBe(right);
  expect(asked).toEqual(['POST /check']);
});

it.each([
  [302, '/login?error=1'],
  [307, '/elsewhere'],
  [200, undefined],
  [202, undefined],
  [500, undefined],
])(
  'the example takes %i for no answer, and posts the password nowhere else',
  async (status, location) => {
    const { format, asked } = await oldSystem(status, location);
    await expect(format.verify('elsewhere:ann', 'any wrong one', null)).rejects.toMatchObject({
      code: 'ERR_OLD_SYSTEM',
    });
    expect(asked).toEqual(['POST /check']);
  },
);
