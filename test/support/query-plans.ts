import type pg from 'pg';

/** A statement as it was run. */
export interface Ran {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Explained {
  readonly sql: string;
  /** Pages that it touched; `null` for an insert, which is planned and not run again. */
  readonly pages: number | null;
  /** What is wrong with its plan, in words. */
  readonly faults: readonly string[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that a statement may look at in vain: an account's own tombstones, a leased batch. */
const MOST_IN_VAIN = 1_000;

/** Keeps one of each statement, the last: by then the earlier ones have left something to find. */
export function distinct(ran: readonly Ran[]): Ran[] {
  const isData = ({ sql }: Ran) => /^\s*(select|insert|update|delete|with)\b/i.test(sql);
  return [...new Map(ran.filter(isData).map((each) => [each.sql, each])).values()];
}

/**
 * Runs a statement again, with its parameters, under EXPLAIN, and takes back what it did. A fault is
 * a table read from end to end, an index walked without a condition, and rows read in vain.
 */
export async function explain(client: pg.Client, { sql, parameters }: Ran): Promise<Explained> {
  const isInsert = /^\s*insert\b/i.test(sql);
  const how = isInsert ? 'format json' : 'analyze, buffers, format json';
  await client.query('begin');
  try {
    const { rows } = await client.query(`explain (${how}) ${sql}`, [...parameters]);
    const plan = (rows[0]['QUERY PLAN'] as readonly { readonly Plan: PlanNode }[])[0]?.Plan;
    if (plan === undefined) throw new Error('EXPLAIN printed no plan.');
    const nodes = flatten(plan);
    const reads = nodes.filter((node) => /Scan$/.test(node['Node Type']));
    const faults = reads.flatMap(faultsOf);
    if (!isInsert && !nodes.some((node) => node['Index Name'] !== undefined))
      faults.push('no index at all');
    const pages = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    return { sql: sql.replace(/\s+/g, ' ').trim(), pages: isInsert ? null : pages, faults };
  } finally {
    await client.query('rollback');
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

function faultsOf(node: PlanNode): string[] {
  const type = node['Node Type'];
  const on = node['Relation Name'] ?? node['Index Name'];
  const inVain = node['Rows Removed by Filter'] ?? 0;
  const faults: string[] = [];
  if (type === 'Seq Scan') faults.push(`reads all of ${on}`);
  if (node['Index Name'] !== undefined && node['Index Cond'] === undefined)
    faults.push(`walks all of ${node['Index Name']}`);
  if (inVain > MOST_IN_VAIN) faults.push(`reads ${inVain} rows of ${on} in vain`);
  return faults;
}
