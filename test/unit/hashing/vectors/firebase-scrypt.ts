import type { Vector } from '../formats/each-format.js';

const SAMPLE =
  'ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==';

/** The sample project of github.com/firebase/scrypt, and `node firebase.mjs`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'README of github.com/firebase/scrypt',
    password: 'user1password',
    passwordHash: `$fbscrypt$v=1,n=14,r=8,p=1,${SAMPLE}$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==`,
    cost: 'n=14,r=8,p=1',
  },
  {
    source: 'Supabase Auth, internal/crypto/password_test.go',
    password: 'mytestpassword',
    passwordHash:
      '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==$C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==',
  },
  {
    source: 'firebase-scrypt 2.2.0',
    password: 'pässwörd €',
    passwordHash:
      '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$C0sHCg9ek77hsg==$weFUppfH/gL7RDFt04lKSIDDgWooK+3uksHoew6Lk4FV/HQ0TkyZmNc6O/NpcN3Dmf/SngFT/bOIqeMEAY19sw==',
  },
  {
    source: 'firebase-scrypt 2.2.0',
    password: 'correct horse',
    passwordHash:
      '$fbscrypt$v=1,n=10,r=4,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$bm8gdHdvIGFsaWtl$4y4ZgNTNzHP7knPe9uxf4y36VqtbZiqs31DwgS7U6J2Yv9k7lj8xAHufWw6WFv81AN0A4Ti6kgEJHXmh+ng0iw==',
  },
];
