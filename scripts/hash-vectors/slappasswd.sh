#!/bin/sh
# Prints what OpenLDAP's slappasswd makes, with its module pw-sha2. Debian: slapd 2.5.13+dfsg-5.
#
#   sh slappasswd.sh [directory of the modules, /usr/lib/ldap]

modules=${1:-/usr/lib/ldap}
for scheme in SSHA SSHA256 SSHA384 SSHA512 SMD5 SHA SHA256 SHA384 SHA512 MD5; do
  for password in 'correct horse' 'pässwörd €'; do
    hash=$(slappasswd -o "module-path=$modules" -o module-load=pw-sha2 -h "{$scheme}" -s "$password")
    printf '{"source":"slappasswd 2.5.13: {%s}","password":"%s","passwordHash":"%s"},\n' "$scheme" "$password" "$hash"
  done
done

# {CRYPT}, with the formats of salt that OpenLDAP's manual suggests.
for salt in '$6$%.16s' '$5$%.16s' '$6$rounds=10000$%.16s' '$1$%.8s'; do
  hash=$(slappasswd -h '{CRYPT}' -c "$salt" -s 'correct horse')
  printf '{"source":"slappasswd 2.5.13: {CRYPT} %s","password":"correct horse","passwordHash":"%s"},\n' "$salt" "$hash"
done
