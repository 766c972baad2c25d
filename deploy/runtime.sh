#!/bin/sh
# For an image without a base image: lays a Java runtime and the C library it needs, both of this machine, into target/image. Then
#   mvn -Pimage -Dimage.base=scratch -Dimage.root=target/image -DskipTests package
# Needs a JDK (jlink) on the path and glibc. With a base image that has a Java this script is not needed.
set -eu
root=target/image
java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')

rm -rf "$root"
mkdir -p "$root/opt/java" "$root/etc" "$root/tmp"
cp -R deploy/image/. "$root"

# The modules of java.se, without the desktop's files, and those that TLS, sun.misc, JFR and JMX need.
"$java_home/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.naming.dns,jdk.zipfs,jdk.management,jdk.management.agent,jdk.localedata,jdk.httpserver,jdk.net,jdk.jfr \
  --include-locales=en --strip-debug --no-header-files --no-man-pages --compress=2 --output "$root/opt/java/openjdk"
# Debian's certificates are outside of its JDK.
cp -L "$java_home/lib/security/cacerts" "$root/opt/java/openjdk/lib/security/cacerts"

# Nothing is drawn or played.
(cd "$root/opt/java/openjdk/lib" && rm -f libawt*.so libjawt.so libfontmanager.so libfreetype.so libsplashscreen.so libjsound.so \
  liblcms.so libjavajpeg.so libmlib_image.so)

# Every shared library that these name, under its own path, and those that the C library opens by itself for names of hosts.
find "$root/opt/java/openjdk" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null \
  | sed -n 's/.* => \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/lib64\/[^ ]*\).*/\1/p' | sort -u \
  | grep -v "$root" | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
libc=$(find "$root" -name libc.so.6)
for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
  from=${libc#"$root"}
  from=$(dirname "$from")/$library
  if [ -e "$from" ]; then cp -L "$from" "$(dirname "$libc")/$library"; fi
done
printf 'root:x:0:0::/:/none\nwgtwo:x:10001:10001::/app:/none\n' > "$root/etc/passwd"
printf 'root:x:0:\nwgtwo:x:10001:\n' > "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
du -sh "$root/opt/java/openjdk"
