#!/usr/bin/env bash
# Boots a host whose only control groups are of version 2, and which has AppArmor (qemu, Debian's cloud kernel, nothing but busybox, kctl,
# crun, conmon, nft and apparmor_parser) and runs guest.sh there. Usage: run.sh KCTL [CACHE]. CACHE keeps the kernel between runs. Ends with
# 0 when the guest passed.
# The processor is emulated, which works everywhere and is fast enough; KVM=1 uses the host's.
set -euo pipefail
kctl=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
cache=${2:-$(mktemp -d)}
work=$(mktemp -d /tmp/kctl-cgroupv2.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$cache"
cache=$(realpath "$cache")

for program in qemu-system-x86_64 busybox crun conmon nft; do
  command -v $program >/dev/null || { echo "run.sh: $program is not installed" >&2; exit 2; }
done

# The kernel: whichever Debian's cloud kernel is now.
if [ ! -d "$cache/kernel" ]; then
  package=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends:/ {print $2; exit}')
  (cd "$cache" && apt-get download -q "$package")
  dpkg -x "$cache"/linux-image-*.deb "$cache/kernel.new"
  mv "$cache/kernel.new" "$cache/kernel"
fi
# Unpacked, not installed: on this host it has nothing to do.
if [ ! -d "$cache/apparmor" ]; then
  (cd "$cache" && apt-get download -q apparmor)
  dpkg -x "$cache"/apparmor_*.deb "$cache/apparmor.new"
  mv "$cache/apparmor.new" "$cache/apparmor"
fi
image=$(ls "$cache"/kernel/boot/vmlinuz-*)
version=${image##*vmlinuz-}
modules=$cache/kernel/lib/modules/$version

root=$work/root
mkdir -p "$root"/{bin,sbin,etc,proc,sys,dev,tmp,run,var,root,lib64,test,usr/{bin,sbin,lib}}
add() { # a program with its libraries, at the places where they are here
  for file in "$1" $(ldd "$1" 2>/dev/null | grep -o '/[^ )]*'); do
    [ -e "$root$file" ] || { mkdir -p "$root$(dirname "$file")"; cp -L "$file" "$root$file"; }
  done
}
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in $(busybox --list); do [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"; done
for program in crun conmon nft; do add "$(command -v $program)"; done
parser=$(find "$cache/apparmor" -name apparmor_parser -type f)
add "$parser"
cp "$parser" "$root/sbin/apparmor_parser"
rm -f "$root$parser"
add "$kctl"
cp "$kctl" "$root/usr/bin/kctl"
strip "$root/usr/bin/kctl"
[ "$kctl" = /usr/bin/kctl ] || rm -f "$root$kctl"
cp "$here/guest.sh" "$root/test/guest.sh"
printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\n' > "$root/etc/group"
echo guest > "$root/etc/hostname"

# Modules in the order in which they must be loaded.
for name in overlay veth bridge nf_tables nft_chain_nat nft_masq nft_nat nft_fib_ipv4 nft_fib_inet nft_numgen nft_reject_ipv4 \
  nf_conntrack_netlink virtio_rng; do
  line=$(grep -E "/${name}\.ko(\.xz)?:" "$modules/modules.dep" || true)
  if [ -z "$line" ]; then
    # Debian's packages have no modules.dep before depmod ran.
    [ -f "$modules/modules.order" ] && /sbin/depmod -b "$cache/kernel" "$version" && line=$(grep -E "/${name}\.ko(\.xz)?:" "$modules/modules.dep" || true)
  fi
  [ -n "$line" ] || continue
  for file in $(echo "${line#*:}" | tr ' ' '\n' | tac) "${line%%:*}"; do
    cp "$modules/$file" "$root/test/$(basename "$file")"
    grep -qx "$(basename "$file")" "$root/test/modules" 2>/dev/null || basename "$file" >> "$root/test/modules"
  done
done

# A root file system in memory that can be pivoted, which the initramfs itself can't.
cat > "$root/init" <<'INIT'
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t tmpfs -o size=80% root /root
cp -a /bin /sbin /etc /lib /lib64 /usr /opt /test /root/ 2>/dev/null
mkdir -p /root/proc /root/sys /root/dev /root/tmp /root/run /root/var /root/root
for place in proc sys dev; do mount --move /$place /root/$place; done
exec switch_root /root /bin/sh /test/guest.sh
INIT
chmod 755 "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet 2>/dev/null | gzip -1) > "$work/initramfs.gz"

accelerator=tcg
[ "${KVM:-0}" = 1 ] && accelerator=kvm:tcg
timeout "${TIMEOUT:-300}" qemu-system-x86_64 -machine accel=$accelerator -cpu max,-arch-capabilities -m 2048 -smp 2 -nographic -no-reboot -nic none \
  -kernel "$image" -initrd "$work/initramfs.gz" \
  -append "console=ttyS0 quiet cgroup_no_v1=all panic=-1" < /dev/null | stdbuf -oL tr -d '\r' | tee "$work/console"
grep -q '^CGROUPV2 PASS' "$work/console"
