#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ceremony.sh - the steps of keys/README.md by the real program, and what goes wrong on the way: told, exit as documented, nothing left behind.
. "${srcdir:?}/tests/apply/posts.sh"
printf '%s\n' "$secret" >secret

# 1. Keys
mkdir keys
for name in r1 r2 r3 r4 r5 r6; do expect 0 'root' keygen --effort interactive --role root --out keys --passphrase-fd 3 $name; done
for name in a b c; do expect 0 'release' keygen --effort interactive --role release --out keys --passphrase-fd 3 $name; done
expect 0 'fx' keygen --role fx --out keys --passphrase-fd 3 rates
expect 0 'origin GE' keygen --effort interactive --role origin --country GE --out keys --passphrase-fd 3 issuer
expect 3 'is there already' keygen --role fx --out keys --passphrase-fd 3 rates
grep -q '^kdf argon2id13 3 268435456$' keys/rates.key || wrong 'a key is not as costly to guess as it should be'
expect 2 'say interactive' keygen --effort low --role fx --out keys --passphrase-fd 3 other
expect 2 'needs a country' keygen --role origin --out keys --passphrase-fd 3 other
expect 2 'has no country' keygen --role fx --country GE --out keys --passphrase-fd 3 other
expect 2 'is not of' keygen --role fx --out keys --passphrase-fd 3 ../other
expect 2 'say root, release' keygen --role king --out keys --passphrase-fd 3 other
expect 4 'cannot be written' keygen --role fx --out nowhere --passphrase-fd 3 other
printf 'short\n' >secret
expect 2 'shorter than 12' keygen --role fx --out keys --passphrase-fd 3 other
printf '%s\n' "$secret" >secret
[ "$(stat -c %a keys/r1.key keys/r1.pub | tr '\n' ' ')" = '600 644 ' ] || wrong 'key files have other modes'
[ "$(find keys | wc -l)" = 23 ] || { wrong 'keygen left something behind'; ls keys; }

# 2. The first root
roots='keys/r1.pub keys/r2.pub keys/r3.pub keys/r4.pub keys/r5.pub'
# shellcheck disable=SC2086
expect 1 'names at least 5' pack --kind root --product hsdesk --channel stable --country AZ,XX --expires 2099-01-01 --out root1 keys/r1.pub keys/a.pub keys/b.pub
# shellcheck disable=SC2086
expect 0 '' pack --kind root --product hsdesk --channel stable --country AZ,XX --expires 2099-01-01 --out root1 $roots keys/a.pub keys/b.pub keys/c.pub keys/rates.pub keys/issuer.pub
expect 3 'signed by 0 of the 3' enrol root1 --fingerprint "$(field root1 root.fingerprint)"
for name in r1 r2; do expect 0 '^root.fingerprint' sign --key keys/$name.key --yes --passphrase-fd 3 root1; done
expect 3 'has signed this package already' sign --key keys/r1.key --yes --passphrase-fd 3 root1
expect 3 'signed by 2 of the 3' enrol root1 --fingerprint "$(field root1 root.fingerprint)"
expect 0 '' sign --key keys/r5.key --yes --passphrase-fd 3 root1
expect 3 'does not name r6' sign --key keys/r6.key --yes --passphrase-fd 3 root1

# 3. First trust
expect 3 'not the one stated' enrol root1 --fingerprint "$(field root1 package)"
expect 2 'give the 64 digits' enrol root1
[ ! -e "$store" ] || wrong 'a refused enrol made a store'
expect 0 '' enrol root1 --fingerprint "$(field root1 root.fingerprint)"
expect 3 'enrolled already' enrol root1 --fingerprint "$(field root1 root.fingerprint)"
[ "$(stat -c %a "$store/state" "$store/state/root" "$store/state/highwater" | tr '\n' ' ')" = '700 600 600 ' ] || wrong 'state has other modes'
expect 3 'only signed packages publish' build "$srcdir/tests/fixture"
expect 3 'is not newer than the trusted root 1' verify root1

# 4. A package
printf 'code\ttitle\tduty\n1704903000\tWhite chocolate\t15%%\n' >tariff.tsv
expect 0 '' pack --kind tariff --country AZ --sequence 1 --expires 2099-01-01 --effective 2027-01-01 --out tariff1 tariff.tsv
# Released before its day: believed, with the day beside it; how many have signed is told each time.
expect 0 '' pack --kind tariff --country AZ --sequence 1 --expires 2099-01-01 --effective 2098-01-01 --out ahead tariff.tsv
expect 0 'ahead: signed by 1 now, 2 of role release must sign' sign --key keys/a.key --yes --passphrase-fd 3 ahead
expect 0 'ahead: signed by 2 now, 2 of role release must sign' sign --key keys/b.key --yes --passphrase-fd 3 ahead
expect 0 '^time	ok	.*, not to be applied before 2098-01-01$' verify ahead
expect 3 'is there already' pack --kind tariff --country AZ --sequence 1 --expires 2099-01-01 --out tariff1 tariff.tsv
expect 3 'not signed at all' verify tariff1
expect 3 'packages of kind tariff are signed by release' sign --key keys/rates.key --yes --passphrase-fd 3 tariff1
cp tariff1 before
printf 'other words entirely\n' >secret
expect 3 'passphrase is wrong' sign --key keys/a.key --yes --passphrase-fd 3 tariff1
printf '%s\n' "$secret" >secret
expect 1 'only the public card' sign --key keys/a.pub --yes --passphrase-fd 3 tariff1
expect 2 'no terminal to ask' sign --key keys/a.key --passphrase-fd 3 tariff1 # a test has none
sed 's/^role fx/role release/' keys/rates.key >forged.key
chmod 600 forged.key
expect 3 'does not name rates' sign --key forged.key --yes --passphrase-fd 3 tariff1
sed 's/^name a$/name b/' keys/a.key >forged.key
expect 3 'the file was altered' sign --key forged.key --yes --passphrase-fd 3 tariff1
cmp -s tariff1 before || wrong 'a refused signature changed the package'
expect 0 '^effective	2027-01-01$' sign --key keys/a.key --yes --passphrase-fd 3 tariff1
expect 3 'signed by 1 of the 2' verify tariff1
expect 0 '' sign --key keys/c.key --yes --passphrase-fd 3 tariff1
expect 0 '^chunks	ok	2 records' verify tariff1
expect 0 '^sequence	skipped' verify --root root1 tariff1
expect 3 'it expired at' verify --time 2099-06-01 tariff1
expect 3 'clock: it says' verify --time 2020-01-01 tariff1
expect 3 'from the future' verify --root root1 --time 2020-01-01 tariff1
expect 2 'is no time' verify --time tomorrow tariff1
"$HSDESK_ADMIN" --store "$work/none" verify tariff1 >out 2>err && wrong 'verified without a root'
grep -q 'no root is trusted here' err || { wrong 'a store without a root:'; cat err; }
[ ! -e "$work/none" ] || wrong 'verify made a store'

# What cannot be packed
printf '1704\t15' >unended.tsv
: >empty.tsv
cp tariff.tsv Tariff.tsv
ln -s tariff.tsv link.tsv
mkdir deep
cp tariff.tsv deep/tariff.tsv
for bad in 'unended.tsv;has no end' 'empty.tsv;it is empty' 'Tariff.tsv;rename it' 'tariff.tsv deep/tariff.tsv;has that name too'; do
    # shellcheck disable=SC2086
    expect 1 "${bad#*;}" pack --kind tariff --country AZ --sequence 2 --expires 2099-01-01 --out bad ${bad%;*}
done
expect 3 'a symbolic link' pack --kind tariff --country AZ --sequence 2 --expires 2099-01-01 --out bad link.tsv
expect 4 'cannot be opened' pack --kind tariff --country AZ --sequence 2 --expires 2099-01-01 --out bad nowhere.tsv
expect 2 'option --country' pack --kind tariff --country az --sequence 2 --expires 2099-01-01 --out bad tariff.tsv
expect 2 'option --sequence' pack --kind tariff --country AZ --expires 2099-01-01 --out bad tariff.tsv
expect 2 'option --expires' pack --kind tariff --country AZ --sequence 2 --out bad tariff.tsv
expect 2 'give a later day' pack --kind tariff --country AZ --sequence 2 --expires 2020-01-01 --out bad tariff.tsv
expect 2 'correct one of them' pack --kind tariff --country AZ --sequence 2 --expires 2098-01-01 --effective 2098-01-02 --out bad tariff.tsv
expect 3 'does not list country DE' pack --kind tariff --country DE --sequence 2 --expires 2099-01-01 --out bad tariff.tsv
expect 2 'option --base' pack --kind tariff --country AZ --sequence 2 --expires 2099-01-01 --base tariff1 --out bad tariff.tsv
expect 2 'option --kind' pack --kind king --country AZ --sequence 2 --expires 2099-01-01 --out bad tariff.tsv
expect 2 'option --of' pack --kind rollback --country AZ --sequence 2 --expires 2099-01-01 --out bad tariff.tsv
[ ! -e bad ] && [ ! -e bad.new ] || wrong 'a refused pack left a file'

# 5. A lawful rollback
expect 0 '' pack --kind rollback --of tariff --country AZ --sequence 2 --expires 2099-01-01 --out back tariff.tsv
for name in a b; do expect 0 '^rolls_back	tariff$' sign --key keys/$name.key --yes --passphrase-fd 3 back; done
expect 0 '' verify back
[ "$(field back content)" = "$(field tariff1 content)" ] || wrong 'the same content has two names'

# 6. A release key is lost, a root key is replaced
lost=$(sed -n 's/^id //p' keys/c.pub)
expect 4 '0 keys whose id starts' revoke 0000000000000000 --out root2
expect 2 'is no key id' revoke abc --out root2
expect 0 '' revoke "$lost" --out root2
for name in r2 r3 r4; do expect 0 '^root.version	2$' sign --key keys/$name.key --yes --passphrase-fd 3 root2; done
expect 0 'root 2 after root 1' verify root2
expect 3 'was revoked after root 1' verify --root root2 tariff1
expect 0 '' revoke "$(sed -n 's/^id //p' keys/r1.pub)" --root root2 --add keys/r6.pub --out root3
for name in r6 r5; do expect 0 'signed by [12] now: 3 root keys of root 2 and 3 of root 3 must sign' sign --key keys/$name.key --yes --passphrase-fd 3 root3; done
expect 3 'have it signed by the old root keys' verify root3
expect 0 '' sign --key keys/r1.key --yes --passphrase-fd 3 root3 # the old one may still say who comes after it
expect 3 'signed by 2 of the 3 keys' verify root3
expect 0 '' sign --key keys/r2.key --yes --passphrase-fd 3 root3
expect 0 'root 3 after root 1' verify root3
expect 3 'make another with keygen and name it with --add' revoke "$(sed -n 's/^id //p' keys/a.pub)" --root root3 --out root4
[ ! -e root4 ] || wrong 'a root that nobody could follow was packed'

# 7. The next root with nothing but other dates
expect 0 '' pack --kind root --root root3 --expires 2099-06-01 --out root4
"$HSDESK_ADMIN" inspect root3 | grep '^root.key' >keys.before
"$HSDESK_ADMIN" inspect root4 | grep '^root.key' | cmp -s - keys.before || wrong 'the next root has other keys'
expect 2 'the root that comes next is 4' pack --kind root --root root3 --sequence 7 --expires 2099-06-01 --out root5
expect 2 'will not do' pack --kind root --root root3 --threshold release=0 --expires 2099-06-01 --out root5
expect 3 'at least 3 is asked' pack --kind root --root root3 --threshold root=2 --expires 2099-06-01 --out root5
expect 0 '' pack --kind root --root root3 --threshold root=4 --expires 2099-06-01 --out root5
[ "$(field root5 root.role | head -n 1)" = 'root 4 of 5' ] || wrong 'a threshold was not raised'

find . -name '*.new' | grep . && wrong 'half-written files are left'
exit $failed
