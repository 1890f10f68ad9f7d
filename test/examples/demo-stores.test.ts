import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer } from '../support/describe-server.js';
import { describeWhere } from '../support/describe-where.js';
import { throwAwayMysqlDatabase } from '../support/mysql-server.js';
import { throwAwayDatabase } from '../support/postgres-server.js';
import { redisStarts, startRedis } from '../support/redis-server.js';
import { type Demo, startDemo } from '../support/start-demo.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';

/** One forgotten password from the form to the end of the old session. */
function resets(open: () => Promise<{ env: Record<string, string>; drop(): Promise<void> }>) {
  let demo: Demo;
  let place: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    place = await open();
    demo = await startDemo(place.env);
  }, 120_000);
  afterAll(async () => {
    await demo?.stop();
    await place?.drop();
  });
  const post = (path: string, body: unknown) =>
    fetch(demo.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const me = async (signedIn: Response) => {
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return (await fetch(`${demo.origin}/me`, { headers: { cookie } })).status;
  };

  it('a reset ends the session, and the link works once', async () => {
    const email = 'alice@example.com';
    const before = await post('/login', { email, password: PASSWORD });
    expect(await me(before)).toBe(200);
    expect((await post('/password/forgot', { identifier: email })).status).toBe(200);
    const token = new URL(await demo.newestLink(email)).searchParams.get('token');
    const redeemed = await post('/password/reset', { token, newPassword: BETTER });
    expect(await redeemed.json()).toMatchObject({ ok: true });
    expect(await me(before)).toBe(401);
    expect((await post('/password/reset', { token, newPassword: `${BETTER}!` })).status).toBe(410);
    expect((await post('/login', { email, password: PASSWORD })).status).toBe(401);
    expect(await me(await post('/login', { email, password: BETTER }))).toBe(200);
  });
}

const redisHere = await redisStarts();

describeServer('the demo', 'postgres', () => {
  resets(async () => {
    const { url, drop } = await throwAwayDatabase();
    return { env: { DATABASE_URL: url }, drop };
  });
});

describeServer('the demo', 'mariadb', () => {
  resets(async () => {
    const { url, drop } = await throwAwayMysqlDatabase();
    return { env: { DATABASE_URL: url }, drop };
  });

  describeWhere('with tickets and sessions in Redis', redisHere, () => {
    resets(async () => {
      const redis = await startRedis('none');
      const { url, drop } = await throwAwayMysqlDatabase();
      return {
        env: { DATABASE_URL: url, REDIS_URL: redis.url },
        drop: async () => {
          await drop();
          await redis.remove();
        },
      };
    });
  });
});
