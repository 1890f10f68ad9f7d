import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer } from '../support/describe-server.js';
import { describeWhere } from '../support/describe-where.js';
import { throwAwayMysqlDatabase } from '../support/mysql-server.js';
import { throwAwayDatabase } from '../support/postgres-server.js';
import { redisStarts, startRedis } from '../support/redis-server.js';
import { type Demo, startDemo } from '../support/start-demo.js';
import { turnOnSecondStep } from './support/second-step.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';

/** How a password is won back: one that was forgotten, and one that a thief knows. */
function returns(open: () => Promise<{ env: Record<string, string>; drop(): Promise<void> }>) {
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
  const cookieOf = (signedIn: Response) =>
    (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const me = async (signedIn: Response) => {
    const cookie = cookieOf(signedIn);
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

  it('a disavowal takes back the second step by which a thief keeps the owner out', async () => {
    const email = 'bob@example.com';
    const thief = await post('/login', { email, password: PASSWORD });
    const codes = await turnOnSecondStep(demo.origin, cookieOf(thief), PASSWORD);
    expect(codes).toHaveLength(10);
    const owner = await post('/login', { email, password: PASSWORD });
    expect([owner.status, await owner.json()]).toEqual([
      401,
      { ok: false, reason: 'code_required' },
    ]);

    const notice = new URL(await demo.newestDisavowal(email)).searchParams.get('token');
    const disavowed = await post('/password/disavow', { token: notice, address: email });
    expect(await disavowed.json()).toEqual({ ok: true, linkFollows: true });
    expect(await me(thief)).toBe(401);
    const token = new URL(await demo.newestLink(email)).searchParams.get('token');
    const redeemed = await post('/password/reset', { token, newPassword: BETTER });
    expect(await redeemed.json(), 'no code is asked for').toMatchObject({ ok: true });
    expect(await me(await post('/login', { email, password: BETTER }))).toBe(200);
  });
}

const redisHere = await redisStarts();

describeServer('the demo', 'postgres', () => {
  returns(async () => {
    const { url, drop } = await throwAwayDatabase();
    return { env: { DATABASE_URL: url }, drop };
  });
});

describeServer('the demo', 'mariadb', () => {
  returns(async () => {
    const { url, drop } = await throwAwayMysqlDatabase();
    return { env: { DATABASE_URL: url }, drop };
  });

  describeWhere('with tickets and sessions in Redis', redisHere, () => {
    returns(async () => {
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
