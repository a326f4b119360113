package io.dealstream.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the kernel says of a process.
///
/// @param resident memory that it really has, in bytes
/// @param threads of any kind
/// @param handles open files and sockets
record Vitals(long resident, int threads, int handles) {

    private static final int KIB = 1024;

    /// As of now.
    static Vitals of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> handles = Files.list(proc.resolve("fd"))) {
            String status = Files.readString(proc.resolve("status"));
            return new Vitals(
                    number(status, "VmRSS") * KIB, Math.toIntExact(number(status, "Threads")), (int) handles.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
