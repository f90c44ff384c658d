package io.spindle.iso.authoring.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a seed has, and what its reader would not like. */
final class SeedTest {
    @Test
    void noCloud_withoutMetaData_hasSomeThatChangesWithTheRest() {
        Seed seed = Seed.noCloud(cloudInit("Rig 1_x.", "#cloud-config\n", Optional.empty()));
        assertThat(seed.label()).isEqualTo("cidata");
        assertThat(seed.files()).containsOnlyKeys("user-data", "meta-data");
        String metaData = text(seed.files().get("meta-data"));
        assertThat(metaData).matches("instance-id: iid-[0-9a-f]{12}\nlocal-hostname: rig-1-x\n");
        Seed other = Seed.noCloud(cloudInit("Rig 1_x.", "#cloud-config\n#\n", Optional.empty()));
        assertThat(text(other.files().get("meta-data"))).isNotEqualTo(metaData);
        Seed same = Seed.noCloud(cloudInit("rig-1-x", "#cloud-config\n", Optional.empty()));
        assertThat(text(same.files().get("meta-data"))).isEqualTo(metaData);
    }

    @Test
    void configDrive_hasTheFilesOfOpenStack() {
        Seed seed = Seed.configDrive(new Seed.CloudInit(
                "rig1", bytes("#!/bin/sh\n"), Optional.empty(), Optional.of(bytes("{}")), Optional.of(bytes("{}"))));
        assertThat(seed.label()).isEqualTo("config-2");
        assertThat(seed.files())
                .containsOnlyKeys(
                        "openstack/latest/user_data",
                        "openstack/latest/meta_data.json",
                        "openstack/latest/network_data.json",
                        "openstack/latest/vendor_data.json");
        assertThat(text(seed.files().get("openstack/latest/meta_data.json")))
                .matches("\\{\"uuid\": \"[0-9a-f-]{36}\", \"hostname\": \"rig1\", \"name\": \"rig1\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config\n",
                "#!/bin/sh",
                "#include x",
                "Content-Type: multipart/mixed",
                "\u001f\u008b\u0008",
                "## template: jinja\n#cloud-config",
                "#cloud-config-archive"
            })
    void userData_thatCloudInitKnows_isNotRemarkedOn(String userData) {
        assertThat(Seed.noCloud(cloudInit("x", userData, Optional.empty())).notes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "packages: [x], passes over user-data",
        "'', passes over user-data",
        "'  #cloud-config', passes over user-data"
    })
    void userData_thatCloudInitPassesOver_isRemarkedOn(String userData, String words) {
        assertThat(Seed.noCloud(cloudInit("x", userData, Optional.empty())).notes())
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void metaData_withoutInstanceId_isRemarkedOn() {
        assertThat(Seed.noCloud(cloudInit("x", "#!", Optional.of(bytes("local-hostname: x\n"))))
                        .notes())
                .singleElement()
                .asString()
                .contains("no instance-id");
    }

    @Test
    void configDrive_ofYaml_isRemarkedOn() {
        Seed.CloudInit yaml = new Seed.CloudInit(
                "x", bytes("#!"), Optional.empty(), Optional.of(bytes("version: 2\n")), Optional.of(bytes(" {}")));
        assertThat(Seed.configDrive(yaml).notes())
                .containsExactly(
                        "openstack/latest/network_data.json is not JSON, so that cloud-init takes the config drive for"
                                + " broken");
        assertThat(Seed.noCloud(yaml).notes()).isEmpty();
    }

    @Test
    void autounattend_withoutItsElement_isRemarkedOn() {
        String answers = "<?xml version=\"1.0\"?>\n<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/>";
        assertThat(Seed.autounattend(bytes(answers)).notes()).isEmpty();
        assertThat(Seed.autounattend(answers.getBytes(StandardCharsets.UTF_16)).notes())
                .isEmpty();
        assertThat(Seed.autounattend(bytes("<settings/>")).notes()).hasSize(1);
        assertThat(Seed.kickstart(bytes("text\n")).notes()).isEmpty();
        assertThat(Seed.preseed(bytes("d-i x y z\n")).notes()).isEmpty();
    }

    private static Seed.CloudInit cloudInit(String hostname, String userData, Optional<byte[]> metaData) {
        return new Seed.CloudInit(
                hostname, userData.getBytes(StandardCharsets.ISO_8859_1), metaData, Optional.empty(), Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
