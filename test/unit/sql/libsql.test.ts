import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libsqlDatabase } from 'latchkey/sql';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
let rival: InstanceType<typeof Libsql>;
let database: ReturnType<typeof libsqlDatabase>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'));
  const open = () => {
    const opened = new Libsql(join(folder, 'test.db'));
    opened.pragma('busy_timeout = 1');
    return opened;
  };
  rival = open();
  rival.pragma('journal_mode = WAL');
  rival.exec('create table t (x text primary key)');
  database = libsqlDatabase(open());
});
afterEach(async () => {
  database.close();
  rival.close();
  await rm(folder, { recursive: true, force: true });
});

const rows = () =>
  rival
    .prepare('select x from t order by x')
    .all()
    .map((row) => (row as { x: string }).x);

it.each(['begin', 'begin immediate', "insert into t values ('x') returning x"])(
  'a connection that was told SQLITE_BUSY by "%s" commits its later writes',
  (text) => {
    rival.exec('begin immediate');
    const statement = database.prepare(text);
    expect(() => (statement.reader ? statement.all([]) : statement.run([]))).toThrow(
      expect.objectContaining({ code: 'SQLITE_BUSY' }),
    );
    rival.exec('commit');

    database.prepare('insert into t values (?) returning x').all(['alone']);
    expect(rows()).toEqual(['alone']);
    database.prepare('begin').run([]);
    database.prepare('insert into t values (?)').run(['together']);
    expect(rows()).toEqual(['alone']);
    database.prepare('commit').run([]);
    expect(rows()).toEqual(['alone', 'together']);
  },
);

it('a write that fails alone leaves no transaction open', () => {
  database.prepare("insert into t values ('x')").run([]);
  expect(() => database.prepare("insert into t values ('x')").run([])).toThrow(/UNIQUE/);
  rival.exec("insert into t values ('free')");
  expect(rows()).toEqual(['free', 'x']);
});
