import { createClient } from 'redis';

/** Connects to the Redis that `REDIS_URL` names; the client reconnects by itself. */
export async function openRedis(url: string) {
  const client = createClient({ url });
  // Without a listener a lost connection would end the process; the next command tells.
  client.on('error', (error: Error) => console.error(`redis: ${error.message}`));
  await client.connect();
  return client;
}

export type DemoRedis = Awaited<ReturnType<typeof openRedis>>;
