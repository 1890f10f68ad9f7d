import { memoryDatabase, memoryStores } from 'latchkey/memory';
import { describe, expect, test } from 'vitest';

const entry = (id: string) => ({
  id,
  kind: 'test',
  foldKey: null,
  accountKey: null,
  payload: { nested: { list: [1] } },
  createdAt: new Date(0),
  dueAt: new Date(0),
  expiresAt: new Date(1000),
});

describe('a transaction in memory', () => {
  test('is refused inside another one, in place of waiting for itself', async () => {
    const { unitOfWork, outbox } = memoryStores();
    await unitOfWork.run(async (tx) => {
      await outbox.enqueue(entry('outer'), tx);
      await expect(unitOfWork.run(async () => {})).rejects.toMatchObject({
        code: 'ERR_STORE',
        message: expect.stringContaining('wait for itself'),
      });
    });
    expect((await outbox.status({ countUpTo: 10 })).pending).toBe(1);
  });

  test('refuses a write without its handle, in place of waiting for itself', async () => {
    const { unitOfWork, outbox } = memoryStores();
    await unitOfWork.run(async () => {
      await expect(outbox.enqueue(entry('lost'))).rejects.toMatchObject({ code: 'ERR_STORE' });
    });
    expect((await outbox.status({ countUpTo: 10 })).pending).toBe(0);
  });

  test('lets a reader without its handle see what is committed', async () => {
    const { unitOfWork, accounts, users } = memoryStores({ accounts: [{ id: 'a' }] });
    await unitOfWork.run(async (tx) => {
      await accounts.update('a', { enabled: false }, tx);
      expect((await users.findByKey('a'))?.enabled).toBe(true);
      expect((await users.findByKey('a', tx))?.enabled).toBe(false);
    });
    expect((await users.findByKey('a'))?.enabled).toBe(false);
  });

  test('does not stand in the way of another database', async () => {
    const [one, other] = [memoryStores(), memoryStores()];
    await one.unitOfWork.run(async () => {
      await other.unitOfWork.run((tx) => other.outbox.enqueue(entry('there'), tx));
    });
    expect((await other.outbox.status({ countUpTo: 10 })).pending).toBe(1);
  });

  test('its handle is worth nothing once it is over', async () => {
    const { unitOfWork, outbox } = memoryStores();
    const kept = await unitOfWork.run(async (tx) => tx);
    await expect(outbox.enqueue(entry('late'), kept)).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  test('work that outlives it may write on its own', async () => {
    const { unitOfWork, outbox } = memoryStores();
    let later: Promise<void> | undefined;
    let commit = () => {};
    await unitOfWork.run(async () => {
      const committed = new Promise<void>((resolve) => {
        commit = resolve;
      });
      later = committed.then(() => outbox.enqueue(entry('later')));
    });
    commit();
    await later;
    expect((await outbox.status({ countUpTo: 10 })).pending).toBe(1);
  });

  test('holds over all realms of a database', async () => {
    const database = memoryDatabase();
    const one = memoryStores({ database, realm: 'one' });
    const other = memoryStores({ database, realm: 'other' });
    await expect(
      one.unitOfWork.run(async (tx) => {
        await one.outbox.enqueue(entry('same id'), tx);
        await other.outbox.enqueue(entry('same id'), tx);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    for (const { outbox } of [one, other])
      expect((await outbox.status({ countUpTo: 10 })).pending).toBe(0);
  });
});

test('what is stored shares nothing with what was given or handed out', async () => {
  const { outbox } = memoryStores();
  const given = entry('kept');
  await outbox.enqueue(given);
  given.payload.nested.list.push(2);
  given.dueAt.setTime(5);
  const claim = { now: new Date(0), leaseUntil: new Date(1), leaseId: 'one', limit: 1 };
  const [first] = await outbox.claim(claim);
  expect(first?.payload).toEqual({ nested: { list: [1] } });
  (first!.payload as typeof given.payload).nested.list.push(3);
  const [second] = await outbox.claim({ ...claim, now: new Date(1), leaseId: 'two' });
  expect(second?.payload).toEqual({ nested: { list: [1] } });
});

test('an id that is taken is refused, for tickets and entries alike', async () => {
  const { outbox } = memoryStores();
  await outbox.enqueue(entry('one'));
  await expect(outbox.enqueue(entry('one'))).rejects.toMatchObject({ code: 'ERR_STORE' });
});
