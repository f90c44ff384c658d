package io.spindle.app;

import io.spindle.config.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of {@code spindle serve} for drives of our own. */
final class IscsiFlags {
    /**
     * A drive, and what lies in it.
     *
     * @param disc empty for a drive that keeps what it has, at first nothing
     */
    record DriveFlag(String name, Optional<String> disc) {}

    @Option(
            names = "--drive",
            paramLabel = "NAME[=DISC]",
            converter = DriveForm.class,
            description = {
                "A drive that machines attach by iSCSI, with a disc of this server in it; repeatable.",
                "Without a disc it keeps the one that it had, at first none."
            })
    List<DriveFlag> drives = new ArrayList<>();

    @Option(
            names = "--iscsi",
            paramLabel = "HOST:PORT",
            converter = Converters.Address.class,
            description = "Offer the drives there; repeatable. Default 127.0.0.1:3260.")
    List<HostAndPort> addresses = new ArrayList<>();

    static final class DriveForm implements ITypeConverter<DriveFlag> {
        @Override
        public DriveFlag convert(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            String disc = equals < 0 ? "" : text.substring(equals + 1);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || (equals >= 0 && disc.isEmpty())) {
                throw new TypeConversionException("'" + text + "' is not NAME or NAME=DISC, such as rig1=debian.iso");
            }
            return new DriveFlag(name, equals < 0 ? Optional.empty() : Optional.of(disc));
        }
    }
}
