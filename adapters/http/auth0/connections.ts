import type { Auth0Connection } from './options.js';

export interface NamedConnection extends Auth0Connection {
  readonly name: string;
}

/** The realms, by the two handles that Auth0 gives them. */
export interface Connections {
  readonly all: readonly NamedConnection[];
  readonly byName: ReadonlyMap<string, NamedConnection>;
  readonly byId: ReadonlyMap<string, NamedConnection>;
}

/** Maps and not objects: a connection that a client calls `__proto__` must not be found. */
export function connectionsOf(options: Readonly<Record<string, Auth0Connection>>): Connections {
  const all = Object.entries(options).map(([name, connection]) => ({ ...connection, name }));
  return {
    all,
    byName: new Map(all.map((connection) => [connection.name, connection])),
    byId: new Map(
      all.flatMap((connection) =>
        connection.id === undefined ? [] : [[connection.id, connection] as const],
      ),
    ),
  };
}
