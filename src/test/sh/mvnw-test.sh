#!/bin/sh
# Tests mvnw with JDKs, Mavens and archives that are made up: sh src/test/sh/mvnw-test.sh
# Prints "ok" or "not ok" for each case, then "N passed, N failed"; exit 1 if one failed. Needs no network.
set -u

project=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/mvnw test.XXXXXX") # the blank in it is part of the test
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# --- what the cases are made of --------------------------------------------------------------------

# A folder with nothing but the tools that mvnw is allowed to count on.
make_tools() {
    mkdir -p "$1"
    for tool in sh sed cut dirname readlink mkdir mktemp mv rm tar gzip sha512sum cat cp; do
        real=$(command -v "$tool") && ln -s "$real" "$1/$tool"
    done
}

# make_jdk FOLDER VERSION
make_jdk() {
    mkdir -p "$1/bin"
    printf '#!/bin/sh\necho "javac %s" >&2\n' "$2" >"$1/bin/javac"
    chmod +x "$1/bin/javac"
    printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
}

# make_mvn FILE VERSION: says its version; copies $FAKE_ARCHIVE when asked for an artifact; else tells how it was called.
make_mvn() {
    mkdir -p "$(dirname "$1")"
    cat >"$1" <<MVN
#!/bin/sh
case "\$*" in
*--version*) printf '\033[1mApache Maven %s\033[m (made up)\n' "$2" ;;
*maven-dependency-plugin*)
    for arg; do
        case \$arg in -DoutputDirectory=*) out=\${arg#*=} ;; esac
    done
    [ -n "\${FAKE_ARCHIVE:-}" ] && cp "\$FAKE_ARCHIVE" "\$out/apache-maven-3.9.16-bin.tar.gz"
    ;;
*)
    printf 'maven %s java %s args' "$2" "\$JAVA_HOME"
    for arg; do printf ' [%s]' "\$arg"; done
    echo
    ;;
esac
MVN
    chmod +x "$1"
}

# make_downloader FILE: stands for curl and wget; copies $FAKE_DOWNLOAD to the file after -o or -O.
make_downloader() {
    cat >"$1" <<'GET'
#!/bin/sh
while [ $# -gt 0 ]; do
    case $1 in -o | -O) out=$2 ;; esac
    shift
done
[ -n "${FAKE_DOWNLOAD:-}" ] && cp "$FAKE_DOWNLOAD" "$out"
GET
    chmod +x "$1"
}

# Runs mvnw in a case's folder: nothing on PATH, nothing in HOME but what the case put there.
# Leaves what it printed in $out and its exit code in $code.
mvnw() {
    out=$(cd "$case" && env -i PATH="$case/bin" HOME="$case/home" MVNW_JDK_DIRS="$case/jvm" "$@" 2>&1)
    code=$?
}

start() {
    name=$1
    case=$work/$name
    mkdir -p "$case/home" "$case/jvm"
    make_tools "$case/bin"
    good=yes
}

expect() { # expect WHAT CONDITION...
    what=$1
    shift
    if ! "$@"; then
        good=no
        printf '# %s: expected %s; exit %s, printed:\n%s\n' "$name" "$what" "$code" "$out"
    fi
}

printed() {
    case $out in *"$1"*) ;; *) return 1 ;; esac
}

empty() {
    [ -z "$(ls -A "$1")" ]
}

end() {
    if [ $good = yes ]; then
        passed=$((passed + 1))
        echo "ok - $name"
    else
        failed=$((failed + 1))
        echo "not ok - $name"
    fi
}

# An archive like Maven's, and a mvnw that expects exactly this archive.
make_mvn "$work/archive/apache-maven-3.9.16/bin/mvn" 3.9.16
tar -czf "$work/maven.tar.gz" -C "$work/archive" apache-maven-3.9.16
echo 'not Maven' >"$work/wrong.tar.gz"
sum=$(sha512sum "$work/maven.tar.gz" | cut -d ' ' -f 1)
sed "s/^maven_sha512=.*/maven_sha512=$sum/" "$project/mvnw" >"$work/mvnw"
chmod +x "$work/mvnw"
cached=.cache/dealstream/apache-maven-3.9.16

# --- the JDK ---------------------------------------------------------------------------------------

start 'takes JAVA_HOME when it is new enough'
make_jdk "$case/my jdk" 26
make_jdk "$case/jvm/other" 25.0.1
make_mvn "$case/bin/mvn" 3.9.9
mvnw JAVA_HOME="$case/my jdk" "$work/mvnw" verify
expect 'exit 0' [ $code = 0 ]
expect 'that JDK' printed "java $case/my jdk "
end

start 'takes the JDK on PATH through its links'
make_jdk "$case/elsewhere/jdk-25" 25
ln -s "$case/elsewhere/jdk-25/bin/javac" "$case/alternative"
ln -s ../alternative "$case/bin/javac"
make_mvn "$case/bin/mvn" 3.9.9
mvnw "$work/mvnw" verify
expect 'that JDK' printed "java $case/elsewhere/jdk-25 "
end

start 'takes the nearest of the JDKs in the usual folders and says that JAVA_HOME does not fit'
make_jdk "$case/jvm/17" 17.0.15
make_jdk "$case/jvm/26" 26-ea
make_jdk "$case/jvm/jdk of 25" 25.0.3
make_jdk "$case/jvm/8" 1.8.0_402
make_mvn "$case/bin/mvn" 3.9.9
mvnw JAVA_HOME="$case/jvm/17" "$work/mvnw" verify
expect 'the JDK 25' printed "java $case/jvm/jdk of 25 "
expect 'a word about JAVA_HOME' printed "JAVA_HOME ($case/jvm/17) is no JDK 25"
end

start 'finds a JDK in the layout of macOS and one without a release file'
make_jdk "$case/jvm/temurin-25.jdk/Contents/Home" 25
rm "$case/jvm/temurin-25.jdk/Contents/Home/release"
make_mvn "$case/bin/mvn" 3.9.9
mvnw "$work/mvnw" verify
expect 'that JDK' printed "java $case/jvm/temurin-25.jdk/Contents/Home "
end

start 'says that no JDK is there'
make_jdk "$case/jvm/17" 17
make_mvn "$case/bin/mvn" 3.9.9
mvnw "$work/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'no JDK 25 or newer'
end

# --- Maven -----------------------------------------------------------------------------------------

start 'takes a fitting Maven on PATH and hands over the arguments as they are'
make_jdk "$case/jvm/25" 25
make_mvn "$case/bin/mvn" 3.12.0
mvnw "$work/mvnw" -B '-Dtest=A B' '' '*'
expect 'that Maven' printed 'maven 3.12.0 '
expect 'the arguments' printed 'args [-B] [-Dtest=A B] [] [*]'
end

start 'takes the Maven of its cache, without fetching anything'
make_jdk "$case/jvm/25" 25
make_mvn "$case/home/$cached/bin/mvn" 3.9.16
mvnw "$work/mvnw" verify
expect 'exit 0' [ $code = 0 ]
expect 'the cached Maven and nothing else' [ "$out" = "maven 3.9.16 java $case/jvm/25 args [verify]" ]
end

start 'fetches Maven through an older one, once'
make_jdk "$case/jvm/25" 25
make_mvn "$case/bin/mvn" 3.8.7
mvnw FAKE_ARCHIVE="$work/maven.tar.gz" "$work/mvnw" verify
expect 'exit 0' [ $code = 0 ]
expect 'Maven 3.9.16' printed 'maven 3.9.16 '
expect 'nothing left over' [ "$(ls -A "$case/home/.cache/dealstream")" = apache-maven-3.9.16 ]
mvnw "$work/mvnw" verify
expect 'Maven 3.9.16 again' [ "$out" = "maven 3.9.16 java $case/jvm/25 args [verify]" ]
end

start 'does not take Maven 4 for a fitting one'
make_jdk "$case/jvm/25" 25
make_mvn "$case/bin/mvn" 4.0.0
mvnw FAKE_ARCHIVE="$work/maven.tar.gz" "$work/mvnw" verify
expect 'Maven 3.9.16' printed 'maven 3.9.16 '
end

start 'downloads Maven with curl when there is no Maven'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
mvnw XDG_CACHE_HOME="$case/x cache" FAKE_DOWNLOAD="$work/maven.tar.gz" "$work/mvnw" verify
expect 'Maven 3.9.16' printed 'maven 3.9.16 '
expect 'it in XDG_CACHE_HOME' [ -x "$case/x cache/dealstream/apache-maven-3.9.16/bin/mvn" ]
end

start 'downloads Maven with wget when the older Maven cannot fetch it'
make_jdk "$case/jvm/25" 25
make_mvn "$case/bin/mvn" 3.6.3
make_downloader "$case/bin/wget"
mvnw FAKE_DOWNLOAD="$work/maven.tar.gz" "$work/mvnw" verify
expect 'Maven 3.9.16' printed 'maven 3.9.16 '
end

start 'refuses an archive that is not the right one'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
mvnw FAKE_DOWNLOAD="$work/wrong.tar.gz" "$work/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'not the right one'
expect 'nothing left over' empty "$case/home/.cache/dealstream"
end

start 'expects the archive of the real Maven, no other'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
mvnw FAKE_DOWNLOAD="$work/maven.tar.gz" "$project/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'not the right one'
end

start 'says that Maven could not be fetched'
make_jdk "$case/jvm/25" 25
make_mvn "$case/bin/mvn" 3.8.7
make_downloader "$case/bin/curl"
mvnw "$work/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'could not be fetched'
expect 'nothing left over' empty "$case/home/.cache/dealstream"
end

start 'says that nothing is there to check an archive with'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
rm "$case/bin/sha512sum"
mvnw FAKE_DOWNLOAD="$work/maven.tar.gz" "$work/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'sha512sum, shasum or openssl'
end

start 'says that it cannot write to its cache'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
echo 'in the way' >"$case/home/.cache"
mvnw FAKE_DOWNLOAD="$work/maven.tar.gz" "$work/mvnw" verify
expect 'exit 1' [ $code = 1 ]
expect 'the reason' printed 'cannot make the folder'
end

start 'works when many run at once for the first time'
make_jdk "$case/jvm/25" 25
make_downloader "$case/bin/curl"
for run in 1 2 3 4 5 6 7 8; do
    (
        mvnw FAKE_DOWNLOAD="$work/maven.tar.gz" "$work/mvnw" verify
        echo "$code $out" >"$case/run-$run"
    ) &
done
wait
out=$(cat "$case"/run-*)
code=0
expect 'eight runs of Maven' [ "$(grep -c 'maven 3.9.16 ' "$case"/run-* | grep -c ':1$')" = 8 ]
expect 'nothing left over' [ "$(ls -A "$case/home/.cache/dealstream")" = apache-maven-3.9.16 ]
expect 'one Maven, not one in the other' [ "$(ls -A "$case/home/$cached")" = bin ]
end

echo "$passed passed, $failed failed"
[ $failed = 0 ]
