import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort, type OwnRedis, onServer, startRedis } from './redis-server.js';
import { until } from './until.js';

export interface RedisCluster {
  readonly ports: readonly number[];
  /** Forgets every script on every node. */
  flushScripts(): Promise<void>;
  /** Ends the nodes, by their processes, and removes their files. */
  remove(): Promise<void>;
}

/** Starts three masters on free ports of this machine and makes them one Cluster. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes: OwnRedis[] = [];
  const remove = async () => {
    await Promise.all(nodes.map((node) => node.remove()));
  };
  try {
    for (let count = 0; count < 3; count += 1)
      nodes.push(
        await startRedis('none', [
          ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000'],
          // Not the default of port + 10000, which need not be a port at all.
          ...['--cluster-port', String(await freePort())],
        ]),
      );
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    await promisify(execFile)('redis-cli', [
      ...['--cluster', 'create', ...addresses, '--cluster-yes'],
    ]);
    for (const { url } of nodes) await until(() => isWhole(url), `the Cluster seen from ${url}`);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ports: nodes.map(({ port }) => port),
    async flushScripts() {
      for (const { url } of nodes) await onServer(url, (client) => client.scriptFlush());
    },
    remove,
  };
}

function isWhole(url: string): Promise<boolean> {
  return onServer(url, async (client) => {
    const info = String(await client.sendCommand(['CLUSTER', 'INFO']));
    return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3');
  });
}
