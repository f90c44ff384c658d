package io.spindle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of {@code drives} says of a drive of our own.
 *
 * @param disc the disc that is put into it at the start, when nothing else was ever wanted in it
 * @param initiators names of initiators that may use it; empty for all
 * @param networks addresses, such as {@code 10.1.0.0/16}, from which it may be used; empty for all
 * @param chap proof that is wanted of initiators
 * @param instant discs are exchanged without a removal that guests see
 * @param medium {@code cd}, {@code dvd} or {@code bd}, which discs are then taken for whatever they look like
 * @param lun the number of the logical unit
 * @param emptyCapacity an empty drive tells a capacity, without which QEMU does not start
 */
public record EmulationConfig(
        Optional<String> disc,
        List<String> initiators,
        List<String> networks,
        Optional<ChapConfig> chap,
        boolean instant,
        Optional<String> medium,
        int lun,
        boolean emptyCapacity) {
    private static final int LARGEST_LUN = 255;

    public EmulationConfig {
        initiators = List.copyOf(initiators);
        networks = List.copyOf(networks);
    }

    /** What a drive has of which nothing is said. */
    public static EmulationConfig defaults() {
        return new EmulationConfig(
                Optional.empty(), List.of(), List.of(), Optional.empty(), false, Optional.empty(), 0, true);
    }

    static EmulationConfig read(Section drive, Path folder) {
        return new EmulationConfig(
                drive.optional("disc", ValueType.DISC_NAME),
                drive.list("initiators", ValueType.TEXT),
                drive.list("networks", ValueType.NETWORK),
                ChapConfig.read(drive.section("chap"), folder),
                drive.optional("instant", ValueType.YES_OR_NO).orElse(false),
                drive.optional("medium", ValueType.MEDIUM),
                drive.optional("lun", ValueType.number(0, LARGEST_LUN)).orElse(0),
                drive.optional("empty-capacity", ValueType.YES_OR_NO).orElse(true));
    }

    /** True when something was said. */
    boolean isGiven() {
        return !equals(defaults());
    }
}
