#!/usr/bin/perl
# Prints what libxcrypt's crypt(3) makes of a few passwords, as rows for test/unit/hashing/vectors/.
# Salts are fixed, so that every run prints the same.
#
#   perl scripts/hash-vectors/crypt.pl
#
# Debian 12: perl 5.36.0-7+deb12u4 with libcrypt1 1:4.4.33-2; mkpasswd of whois 5.5.17.
use strict;
use warnings;

my $long = 'x' x 511;
my @bcrypt = ('correct horse', 'pässwörd €', 'ё', '12345678é', '', 'é' x 36);
my @others = ('correct horse', 'pässwörd €', '', $long);

sub row {
    my ($source, $password, $hash) = @_;
    die "crypt refused a row of $source\n" if !defined $hash || $hash =~ /^\*/;
    print qq({"source":"$source","password":"$password","passwordHash":"$hash"},\n);
}

for my $letter ('a', 'b', 'y', 'x') {
    row("libxcrypt 4.4.33: \$2$letter\$", $_, crypt($_, "\$2$letter\$04\$abcdefghijklmnopqrstuu")) for @bcrypt;
}
row('libxcrypt 4.4.33: $1$', $_, crypt($_, '$1$s4lt./XY$')) for @others;
for my $which (5, 6) {
    row("libxcrypt 4.4.33: \$$which\$", $_, crypt($_, "\$$which\$saltsaltsalt./XY\$")) for @others;
    row("libxcrypt 4.4.33: \$$which\$ with rounds", $_, crypt($_, "\$$which\$rounds=1234\$s-l,t=\$")) for @others;
}
for my $method ('md5crypt', 'sha256crypt', 'sha512crypt') {
    my $hash = qx(mkpasswd -m $method -S saltsalt 'correct horse');
    chomp $hash;
    row("mkpasswd 5.5.17: $method", 'correct horse', $hash);
}
