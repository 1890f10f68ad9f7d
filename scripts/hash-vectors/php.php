<?php
/*
 * Prints what PHP's password_hash (Laravel), phpass, WordPress 6.1 and 6.8, and DokuWiki's implementation
 * of Drupal's hashes make of a few passwords, as rows for test/unit/hashing/vectors/.
 *
 *   apt-get download wordpress dokuwiki         Debian 12: 6.1.9+dfsg1-0+deb12u1, 0.0.20220731.a-2
 *   apt-get download wordpress                  Debian 13: 6.8.12+dfsg1-0+deb13u1
 *   dpkg-deb -x wordpress_6.1….deb wp61, and so on
 *   php scripts/hash-vectors/php.php wp61 wp68 dokuwiki
 *
 * php8.2-cli 8.2.36-1~deb12u1. Drupal itself is no longer packaged; the vectors of its own tests stand
 * beside DokuWiki's.
 */

[, $wp61, $wp68, $dokuwiki] = $argv;
define('ABSPATH', "$wp68/usr/share/wordpress/");
define('WPINC', 'wp-includes');
const PASSWORDS = ['correct horse', 'pässwörd €'];

function row(string $source, string $password, string $hash): void
{
    $fields = ['source' => $source, 'password' => $password, 'passwordHash' => $hash];
    echo json_encode($fields, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), ",\n";
}

/** WordPress asks it for the cost; everything else stays as it is. */
function apply_filters(string $name, mixed $value): mixed
{
    return $name === 'wp_hash_password_options' ? $GLOBALS['options'] : $value;
}

$php = 'PHP ' . PHP_VERSION;
foreach (PASSWORDS as $password) {
    row("$php: password_hash, bcrypt", $password, password_hash($password, PASSWORD_BCRYPT, ['cost' => 4]));
    $little = ['memory_cost' => 64, 'time_cost' => 1];
    row("$php: password_hash, argon2id", $password, password_hash($password, PASSWORD_ARGON2ID, $little));
    row("$php: password_hash, argon2i", $password, password_hash($password, PASSWORD_ARGON2I, $little));
}
row("$php: bcrypt as Laravel has it by default", 'correct horse', password_hash('correct horse', PASSWORD_BCRYPT, ['cost' => 12]));
$laravel = ['memory_cost' => 65536, 'time_cost' => 4, 'threads' => 1];
row("$php: argon2id as Laravel has it by default", 'correct horse', password_hash('correct horse', PASSWORD_ARGON2ID, $laravel));

require "$wp61/usr/share/wordpress/wp-includes/class-phpass.php";
$phpass = new PasswordHash(8, true);
foreach ([...PASSWORDS, '', str_repeat('x', 1024), str_repeat('x', 1025)] as $password) {
    row('phpass of WordPress 6.1.9', $password, $phpass->crypt_private($password, '$P$5saltsalt'));
}
// phpBB says $H$, and hashes what its request class made of the form: HTML, without outer white space.
$escaped = htmlspecialchars(trim(' "5 < 6" & so on'), ENT_COMPAT, 'UTF-8');
row('phpass, as phpBB calls it', ' "5 < 6" & so on', '$H$' . substr($phpass->crypt_private($escaped, '$P$5saltsalt'), 3));
row('phpass, as phpBB calls it', 'correct horse', '$H$' . substr($phpass->crypt_private('correct horse', '$P$7saltsalt'), 3));

require "$wp68/usr/share/wordpress/wp-includes/pluggable.php";
$version = 'WordPress 6.8.12';
// wp_magic_quotes() adds slashes to all that a form sends, and wp_authenticate() trims.
$typed = [...PASSWORDS, '  spaces before', "it's \"quoted\"", "\ttab and back\\slash", str_repeat('x', 200)];
$sent = fn (string $password): string => trim(addslashes($password));
foreach ($typed as $password) {
    $GLOBALS['options'] = ['cost' => 4];
    $hash = wp_hash_password(addslashes($password));
    assert(wp_check_password($sent($password), $hash));
    row("$version, by a form", $password, $hash);
    // As its wp_hash_password() does it, but for the cost.
    row('WordPress 6.1.9, by a form', $password, $phpass->crypt_private($sent($password), '$P$5saltsalt'));
}
$GLOBALS['options'] = ['cost' => 4];
row("$version, by a program", "it's \"quoted\"", wp_hash_password("it's \"quoted\""));
$GLOBALS['options'] = [];
row("$version, by default", 'correct horse', wp_hash_password('correct horse'));
row('WordPress 6.1.9, by default', 'correct horse', $phpass->HashPassword('correct horse'));
fprintf(STDERR, "WordPress with 4097 bytes: %s\n", wp_hash_password(str_repeat('x', 4097)));

require "$dokuwiki/usr/share/dokuwiki/inc/PassHash.php";
$dokuwiki = new dokuwiki\PassHash();
foreach ([...PASSWORDS, '', str_repeat('x', 512)] as $password) {
    row('DokuWiki 2022-07-31a: drupal_sha512', $password, $dokuwiki->hash_drupal_sha512($password, '5saltsalt'));
    $migrated = 'U' . $dokuwiki->hash_drupal_sha512(md5($password), '7saltsalt');
    row('DokuWiki 2022-07-31a: drupal_migrated_6to7', $password, $migrated);
}
row('DokuWiki 2022-07-31a: drupal_sha512 as Drupal 8 has it by default', 'correct horse', $dokuwiki->hash_drupal_sha512('correct horse', 'Esaltsalt'));
