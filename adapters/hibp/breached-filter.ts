#!/usr/bin/env node
import { runCommand } from './command.js';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort());

const { stdin, stdout, stderr } = process;
runCommand(process.argv.slice(2), { stdin, stdout, stderr, signal: interruption.signal }).then(
  (status) => {
    process.exitCode = status;
  },
);
