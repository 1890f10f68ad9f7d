/**
 * The files of the package that are needed, with as much of their surface. The package's own entry
 * loads every backend that it knows.
 */
declare module 'rate-limiter-flexible/lib/RateLimiterRedis.js' {
  class RateLimiterRedis {
    constructor(options: {
      storeClient: {
        eval(script: string, call: { keys: string[]; arguments: string[] }): Promise<unknown>;
        del(key: string): Promise<number>;
      };
      useRedisPackage: true;
      points: number;
      duration: number;
      keyPrefix: string;
    });
    /** Rejects with a result, which is no Error, where the limit is exceeded. */
    consume(key: string): Promise<unknown>;
    delete(key: string): Promise<boolean>;
  }
  export = RateLimiterRedis;
}

declare module 'rate-limiter-flexible/lib/RateLimiterPostgres.js' {
  class RateLimiterPostgres {
    constructor(options: {
      storeClient: {
        query(statement: { text: string; values: unknown[] }): Promise<unknown>;
      };
      storeType: 'client';
      points: number;
      duration: number;
      keyPrefix: string;
      schemaName: string;
      tableName: string;
      tableCreated: true;
      clearExpiredByTimeout: false;
    });
    /** Rejects with a result, which is no Error, where the limit is exceeded. */
    consume(key: string): Promise<unknown>;
    delete(key: string): Promise<boolean>;
  }
  export = RateLimiterPostgres;
}

declare module 'rate-limiter-flexible/lib/RateLimiterMySQL.js' {
  class RateLimiterMySQL {
    constructor(options: {
      storeClient: {
        getConnection(done: (error: unknown, connection?: unknown) => void): void;
      };
      storeType: 'pool';
      points: number;
      duration: number;
      keyPrefix: string;
      dbName: string;
      tableName: string;
      tableCreated: true;
      clearExpiredByTimeout: false;
    });
    /** Rejects with a result, which is no Error, where the limit is exceeded. */
    consume(key: string): Promise<unknown>;
    delete(key: string): Promise<boolean>;
  }
  export = RateLimiterMySQL;
}
