#!/bin/sh
# Prints custom_password_hash objects of Auth0's bulk import, computed by the openssl program, iconv
# and PHP. Made with OpenSSL 3.0.19 and its legacy provider, and PHP 8.2.36.
#
#   sh auth0-import.sh

ssl() { openssl "$@" -provider legacy -provider default; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
b64() { openssl base64 -A; }
urlsafe() { b64 | tr '+/' '-_' | tr -d =; }
bare() { b64 | tr -d =; }

# row <what> <password> <object>
row() { printf '{"source":"%s","password":"%s","passwordHash":%s},\n' "$1" "$2" "'$3'"; }
# plain <algorithm> <encoding of the hash> <value> <rest of the object>
plain() { printf '{"algorithm":"%s","hash":{"value":"%s","encoding":"%s"}%s}' "$1" "$3" "$2" "$4"; }

P='correct horse'
U='pässwörd €'
L='pässwörd'

for name in md4 md5 sha1 sha256 sha512; do
  row "openssl dgst -$name, no salt" "$U" \
    "$(plain $name hex "$(printf %s "$U" | ssl dgst -$name -binary | hex)" '')"
  row "openssl dgst -$name, salt in front, base64" "$P" \
    "$(plain $name base64 "$(printf %s "s1$P" | ssl dgst -$name -binary | b64)" ',"salt":{"value":"czE=","encoding":"base64"}')"
done
row 'openssl dgst -sha1, salt behind, capital hex' "$P" \
  "$(plain sha1 hex "$(printf %s "${P}s1" | ssl dgst -sha1 -binary | hex | tr a-f A-F)" ',"salt":{"value":"7331","encoding":"hex","position":"suffix"}')"
row 'openssl dgst -sha512, salt behind, base64 of URLs' "$P" \
  "$(plain sha512 base64 "$(printf %s "${P}ß" | ssl dgst -sha512 -binary | urlsafe)" ',"salt":{"value":"ß","position":"suffix"}')"

row 'openssl dgst -md4 of UTF-16, as Windows does' "$U" \
  "$(plain md4 hex "$(printf %s "$U" | iconv -t UTF-16LE | ssl dgst -md4 -binary | hex)" ',"password":{"encoding":"utf16le"}')"
row 'openssl dgst -sha256 of UCS-2' "$U" \
  "$(plain sha256 hex "$(printf %s "$U" | iconv -t UCS-2LE | ssl dgst -sha256 -binary | hex)" ',"password":{"encoding":"ucs2"}')"
for encoding in latin1 binary; do
  row "openssl dgst -md5 of $encoding" "$L" \
    "$(plain md5 hex "$(printf %s "$L" | iconv -t ISO-8859-1 | ssl dgst -md5 -binary | hex)" ",\"password\":{\"encoding\":\"$encoding\"}")"
done
row 'openssl dgst -md5 of ASCII' "$P" \
  "$(plain md5 hex "$(printf %s "$P" | ssl dgst -md5 -binary | hex)" ',"password":{"encoding":"ascii"}')"

for name in md4 md5 ripemd160 sha1 sha224 sha256 sha384 sha512 whirlpool; do
  mac=$(printf %s "$U" | ssl dgst -$name -mac HMAC -macopt hexkey:00ff10 -binary | hex)
  row "openssl dgst -$name -mac HMAC" "$U" \
    "{\"algorithm\":\"hmac\",\"hash\":{\"value\":\"$mac\",\"encoding\":\"hex\",\"digest\":\"$name\",\"key\":{\"value\":\"AP8Q\",\"encoding\":\"base64\"}}}"
done
mac=$(printf %s "s1$P" | ssl dgst -sha256 -hmac 'a key' -binary | b64)
row 'openssl dgst -sha256 -hmac, salt in front' "$P" \
  "{\"algorithm\":\"hmac\",\"hash\":{\"value\":\"$mac\",\"encoding\":\"base64\",\"digest\":\"sha256\",\"key\":{\"value\":\"a key\"}},\"salt\":{\"value\":\"s1\"}}"

# kdf <digest> <iterations> <bytes>
kdf() {
  openssl kdf -provider legacy -provider default -keylen "$3" -kdfopt "digest:$1" \
    -kdfopt "pass:$P" -kdfopt salt:some.salt -kdfopt "iter:$2" -kdfopt pkcs5:1 -binary PBKDF2 | bare
}
salt=$(printf some.salt | bare)
# pbkdf2 <name in the string> <parameters> <digest> <iterations> <bytes>
pbkdf2() {
  row "openssl kdf PBKDF2, $1 ${2%$}" "$P" \
    "{\"algorithm\":\"pbkdf2\",\"hash\":{\"value\":\"\$pbkdf2-$1\$$2$salt\$$(kdf "$3" "$4" "$5")\",\"encoding\":\"utf8\"}}"
}
pbkdf2 sha512 '' sha512 100000 64
pbkdf2 sha1 'i=1000,l=20$' sha1 1000 20
pbkdf2 RSA-SHA256 'i=2000$' sha256 2000 64
pbkdf2 sha384WithRSAEncryption 'l=48$' sha384 100000 48
pbkdf2 ssl3-md5 'i=1,l=16$' md5 1 16
pbkdf2 ripemd 'i=1000,l=20$' ripemd160 1000 20
pbkdf2 whirlpool 'i=500,l=100$' whirlpool 500 100

# scrypt <n> <r> <p> <bytes>
scrypt() {
  openssl kdf -keylen "$4" -kdfopt "pass:$P" -kdfopt salt:s1 -kdfopt "n:$1" -kdfopt "r:$2" \
    -kdfopt "p:$3" -binary SCRYPT
}
row 'openssl kdf SCRYPT, default parameters' "$P" \
  "$(plain scrypt base64 "$(scrypt 16384 8 1 64 | b64)" ',"salt":{"value":"s1"},"keylen":64')"
row 'openssl kdf SCRYPT' "$P" \
  "$(plain scrypt hex "$(scrypt 1024 4 2 32 | hex)" ',"salt":{"value":"7331","encoding":"hex"},"keylen":32,"cost":1024,"blockSize":4,"parallelization":2')"

# bcrypt <password>
bcrypt() { php -r 'echo password_hash($argv[1], PASSWORD_BCRYPT, ["cost" => 5]);' "$1"; }
row 'password_hash of PHP' "$U" "{\"algorithm\":\"bcrypt\",\"hash\":{\"value\":\"$(bcrypt "$U")\"}}"
row 'password_hash of PHP, salt in front' "$P" \
  "{\"algorithm\":\"bcrypt\",\"hash\":{\"value\":\"$(bcrypt "s1$P")\"},\"salt\":{\"value\":\"s1\"}}"
row 'password_hash of PHP, salt behind' "$P" \
  "{\"algorithm\":\"bcrypt\",\"hash\":{\"value\":\"$(bcrypt "${P}s1")\",\"encoding\":\"utf8\"},\"salt\":{\"value\":\"czE\",\"encoding\":\"base64\",\"position\":\"suffix\"}}"
row 'password_hash of PHP, latin1' "$L" \
  "{\"algorithm\":\"bcrypt\",\"hash\":{\"value\":\"$(bcrypt "$(printf %s "$L" | iconv -t ISO-8859-1)")\"},\"password\":{\"encoding\":\"latin1\"}}"
