package io.spindle.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used so far, all threads together.
 *
 * @param cpuSeconds user and system time
 * @param childCpuSeconds the same of children that have ended and were waited for
 * @param ownBytes resident memory that no file backs (RssAnon), at this moment
 * @param peakResidentBytes most that ever was resident, mapped page cache included (VmHWM)
 */
public record ProcessUsage(double cpuSeconds, double childCpuSeconds, long ownBytes, long peakResidentBytes) {
    // USER_HZ: what /proc shows on every architecture that Java runs on, whatever the kernel's own tick is.
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;

    /** The sum over several processes, such as a launcher and what it launched. */
    static ProcessUsage of(List<Long> pids) throws IOException {
        ProcessUsage sum = new ProcessUsage(0, 0, 0, 0);
        for (long pid : pids) {
            sum = sum.plus(read(pid));
        }
        return sum;
    }

    /** Usage of this very process. */
    public static ProcessUsage ofSelf() throws IOException {
        return read(ProcessHandle.current().pid());
    }

    private static ProcessUsage read(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        return parse(Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    }

    /** Reads the texts of {@code /proc/PID/stat} and {@code /proc/PID/status}. */
    static ProcessUsage parse(String stat, String status) {
        // The second field is a program name in brackets and may hold spaces and brackets of its own.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessUsage(
                seconds(fields, UTIME), seconds(fields, UTIME + 2), bytes(status, "RssAnon:"), bytes(status, "VmHWM:"));
    }

    private static double seconds(String[] fields, int first) {
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }

    private static long bytes(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private ProcessUsage plus(ProcessUsage other) {
        return new ProcessUsage(
                cpuSeconds + other.cpuSeconds,
                childCpuSeconds + other.childCpuSeconds,
                ownBytes + other.ownBytes,
                peakResidentBytes + other.peakResidentBytes);
    }
}
