import type { Vector } from '../formats/each-format.js';

/** The tests of Drupal and DokuWiki, and `php php.php`, which runs DokuWiki’s implementation: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'Drupal 10.1, PasswordVerifyTest.php of its phpass module',
    password: 'valid password',
    passwordHash: '$S$5TOxWPdvJRs0P/xZBdrrPlGgzViOS0drHu3jaIjitesfttrp18bk',
    cost: '7',
  },
  {
    source: 'Drupal 10.1, PasswordVerifyTest.php of its phpass module',
    password: 'valid password',
    passwordHash: 'U$S$5vNHDQyLqCTvsYBLWBUWXJWhA0m3DTpBh04acFEOGB.bKBclhKgo',
    cost: '7',
  },
  {
    source: 'DokuWiki, _test/tests/inc/auth_password.test.php',
    password: 'drupal_sha512',
    passwordHash: '$S$D7JxIm0f7QKO3zjwVS1RH4AW8sYvmLjO0.Rn4swH0JVt6OrZ4yzZ',
    cost: '15',
  },
  {
    source: 'DokuWiki, _test/tests/inc/auth_password.test.php',
    password: 'pouette1234',
    passwordHash: 'U$S$9c47LGZuhR6TvhRQXzymkJIQ3mXthUCc6KDEGTt4B7eOL/H9Ykuy',
    cost: '11',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_sha512',
    password: 'correct horse',
    passwordHash: '$S$5saltsaltInvP7Oo06aDl/ezDW9bQRStBDX0pvHKlg0n7Q1usk4.',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_migrated_6to7',
    password: 'correct horse',
    passwordHash: 'U$S$7saltsaltr4yjHbxHo4cidt7L0n6Ujz884g89PZG4YNVO/GHR.Sb',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_sha512',
    password: 'pässwörd €',
    passwordHash: '$S$5saltsaltn8RruBoOj8eTo8qIR1ioYnxMVcnRNkzjMqih9Pv4OuQ',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_migrated_6to7',
    password: 'pässwörd €',
    passwordHash: 'U$S$7saltsaltUD/xEUhKtSWNy743XRfy2EEfVqKOZDUP8rgbwnWdRX0',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_sha512',
    password: 'x'.repeat(512),
    passwordHash: '$S$5saltsaltnV647QG8jc6c1wykRswTrbxoaIm5YqgcQxoJQqp9taF',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_migrated_6to7',
    password: 'x'.repeat(512),
    passwordHash: 'U$S$7saltsaltIamT1t04QW1L9pRtKJDhclDCmMnEe8ca06Q.el./A8P',
  },
  {
    source: 'DokuWiki 2022-07-31a: drupal_sha512 as Drupal 8 has it by default',
    password: 'correct horse',
    passwordHash: '$S$EsaltsaltGcZUqKQj8cGAdbUMbZiKFXSVmR.x7wlaiaPwjR9RZuL',
  },
];
