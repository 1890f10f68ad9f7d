import type { Vector } from '../formats/each-format.js';

/** All from the tests of ASP.NET Core itself. */
export const vectors: readonly Vector[] = [
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: HashPassword_Version2',
    password: 'my password',
    passwordHash: 'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==',
    cost: 'sha1,i=1000,l=32',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 2, random salt',
    password: 'my password',
    passwordHash: 'ANXrDknc7fGPpigibZXXZFMX4aoqz44JveK6jQuwY3eH/UyPhvr5xTPeGYEckLxz9A==',
    cost: 'sha1,i=1000,l=32',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-1, 250 iterations, 128-bit salt, 128-bit subkey',
    password: 'my password',
    passwordHash: 'AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M',
    cost: 'sha1,i=250,l=16',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-256, 10,000 iterations, 128-bit salt, 256-bit subkey',
    password: 'my password',
    passwordHash:
      'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    cost: 'sha256,i=10000,l=32',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-256, 250,000 iterations, 256-bit salt, 256-bit subkey',
    password: 'my password',
    passwordHash:
      'AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=',
    cost: 'sha256,i=250000,l=32',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-512, 50 iterations, 128-bit salt, 128-bit subkey',
    password: 'my password',
    passwordHash: 'AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw',
    cost: 'sha512,i=50,l=16',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-512, 250 iterations, 256-bit salt, 512-bit subkey',
    password: 'my password',
    passwordHash:
      'AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWyUxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw==',
    cost: 'sha512,i=250,l=64',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-512, 10,000 iterations, 128-bit salt, 256-bit subkey',
    password: 'my password',
    passwordHash:
      'AQAAAAIAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9B0Oxwty+PGIDSp95gcCfzeDvA4sGapUIUov8usXfD6A==',
    cost: 'sha512,i=10000,l=32',
  },
  {
    source:
      'dotnet/aspnetcore, src/Identity/test/Identity.Test/PasswordHasherTest.cs: version 3, SHA-512, 100,000 iterations, the default since .NET 7',
    password: 'my password',
    passwordHash:
      'AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==',
    cost: 'sha512,i=100000,l=32',
  },
];
