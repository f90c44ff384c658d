package io.spindle.control.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Machine.BootMode;
import io.spindle.control.drive.Machine.BootOverride;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootRequestTest {
    private record SomeMachine(BootOverride bootOverride, Optional<BootMode> bootMode) implements Machine {
        @Override
        public CompletableFuture<Void> reset(Reset reset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> bootFromDisc(BootOverride override) {
            throw new UnsupportedOperationException();
        }
    }

    private static BootRequest read(String boot, BootOverride now, Optional<BootMode> mode) throws IOException {
        return BootRequest.read(new ObjectMapper().readTree(boot.replace('\'', '"')), new SomeMachine(now, mode));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DISABLED, `{'BootSourceOverrideTarget':'Cd','BootSourceOverrideEnabled':'Once'}`, ONCE",
                "DISABLED, `{'BootSourceOverrideTarget':'Cd','BootSourceOverrideMode':'UEFI'}`, CONTINUOUS",
                "ONCE, `{'BootSourceOverrideTarget':'Cd'}`, ONCE",
                "ONCE, `{'BootSourceOverrideEnabled':'Continuous'}`, CONTINUOUS",
                "ONCE, `{'BootSourceOverrideEnabled':'Disabled'}`, DISABLED",
                "ONCE, `{'BootSourceOverrideTarget':'Hdd','BootSourceOverrideEnabled':'Once'}`, DISABLED",
                "ONCE, `{'BootSourceOverrideTarget':'None'}`, DISABLED",
                "ONCE, `{'BootSourceOverrideMode':'UEFI'}`, ",
                "ONCE, {}, ",
            })
    void read_goodRequest_changesWhatIsInIt(BootOverride now, String boot, BootOverride asked) throws IOException {
        BootRequest request = read(boot, now, Optional.of(BootMode.UEFI));
        assertThat(request.fault()).isEmpty();
        assertThat(request.override()).isEqualTo(Optional.ofNullable(asked));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{'BootSourceOverrideTarget':'Pxe'}`, BootSourceOverrideTarget cannot be",
                "`{'BootSourceOverrideTarget':7}`, BootSourceOverrideTarget cannot be 7",
                "`{'BootSourceOverrideEnabled':'Twice'}`, BootSourceOverrideEnabled cannot be",
                "`{'BootSourceOverrideEnabled':'Once'}`, what to boot from is not said",
                "`{'BootSourceOverrideMode':'Legacy'}`, BootSourceOverrideMode cannot be",
                "`{'BootNext':'x'}`, Boot.BootNext cannot be changed",
            })
    void read_badRequest_saysWhy(String boot, String text) throws IOException {
        BootRequest request = read(boot, BootOverride.DISABLED, Optional.of(BootMode.UEFI));
        assertThat(request.override()).isEmpty();
        assertThat(request.fault().orElseThrow().toString()).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"UEFI", "Legacy"})
    void read_modeOfUnknownFirmware_isRefused(String mode) throws IOException {
        BootRequest request =
                read("{'BootSourceOverrideMode':'" + mode + "'}", BootOverride.DISABLED, Optional.empty());
        assertThat(request.fault().orElseThrow().toString()).contains("which firmware the machine has is not known");
    }
}
