import type { Knex } from 'knex';
import type { MysqlPool, MysqlPoolConnection, PostgresPool } from 'kysely';
import type { PoolConnection } from 'mysql2';
import type { Client } from 'pg';

/** Lends Knex's own connections to Kysely, one at a time; for `client: 'pg'`. */
export function knexPostgresPool(knex: Knex): PostgresPool {
  return {
    async connect() {
      const client: Client = await knex.client.acquireConnection();
      return {
        query: client.query.bind(client) as never,
        release(broken) {
          // Knex looks at a connection before it lends it again, and discards one that has ended.
          if (broken) void client.end();
          void knex.client.releaseConnection(client);
        },
      };
    },
    end: async () => {},
  };
}

/** The same for `client: 'mysql2'`. */
export function knexMysqlPool(knex: Knex): MysqlPool {
  return {
    getConnection(callback) {
      knex.client.acquireConnection().then(
        (connection: PoolConnection) =>
          callback(null, {
            query: connection.query.bind(connection) as MysqlPoolConnection['query'],
            release: () => void knex.client.releaseConnection(connection),
          }),
        (error: unknown) => callback(error, undefined as never),
      );
    },
    end: (callback) => callback(null),
  };
}
