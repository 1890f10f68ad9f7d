import { randomBytes } from 'node:crypto';
import {
  argon2id,
  bcrypt,
  bcryptSha256,
  type CurrentHashFormat,
  pbkdf2,
  peppered,
  scrypt,
} from 'latchkey';

const keys = [{ id: 'bench', secret: randomBytes(32) }];

/** Every format that new passwords can be stored in, with about how many a second two cores make. */
export const hashers: readonly {
  readonly name: string;
  readonly format: CurrentHashFormat;
  readonly perSecond: number;
}[] = [
  { name: 'argon2id', format: argon2id(), perSecond: 40 },
  { name: 'argon2id with pepper', format: peppered(argon2id(), { keys }), perSecond: 40 },
  { name: 'scrypt', format: scrypt(), perSecond: 6 },
  { name: 'bcrypt', format: bcrypt(), perSecond: 8 },
  { name: 'bcrypt-sha256', format: bcryptSha256(), perSecond: 8 },
  { name: 'pbkdf2-sha256', format: pbkdf2(), perSecond: 8 },
];
