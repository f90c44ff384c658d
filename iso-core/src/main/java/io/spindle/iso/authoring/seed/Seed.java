package io.spindle.iso.authoring.seed;

import io.spindle.iso.authoring.tree.MemoryTree;
import io.spindle.iso.authoring.tree.SourceTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A small disc that tells a machine how to set itself up.
 *
 * @param label by which its reader finds it
 * @param files contents by path
 * @param notes what its reader will not like
 */
public record Seed(String label, Map<String, byte[]> files, List<String> notes) {
    /** 1 January 1980: the same files give the same disc, whenever they were written. */
    public static final long DATE_SECONDS = 315_532_800;

    private static final List<String> USER_DATA_BEGINS = List.of(
            "#cloud-config",
            "#!",
            "#include",
            "#cloud-boothook",
            "#part-handler",
            "## template: jinja",
            "content-type: multipart",
            "mime-version:",
            "from ",
            "\u001f\u008b");

    public Seed {
        files = Map.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * What cloud-init is told.
     *
     * @param hostname for meta-data that is not given
     * @param metaData empty for an instance of its own, which is another whenever something here changes
     */
    public record CloudInit(
            String hostname,
            byte[] userData,
            Optional<byte[]> metaData,
            Optional<byte[]> networkConfig,
            Optional<byte[]> vendorData) {
        /** Letters, digits and dashes; what else was asked for becomes a dash. */
        public CloudInit {
            String plain = hostname.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
            String trimmed = plain.replaceAll("^-+|-+$", "");
            hostname = trimmed.isEmpty() ? "machine" : trimmed.substring(0, Math.min(63, trimmed.length()));
        }
    }

    /** cloud-init, data source NoCloud: label {@code cidata}. */
    public static Seed noCloud(CloudInit cloudInit) {
        byte[] metaData = cloudInit
                .metaData()
                .orElseGet(() -> ("instance-id: iid-"
                                + HexFormat.of().formatHex(digest(cloudInit), 0, 6) + "\nlocal-hostname: "
                                + cloudInit.hostname() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, byte[]> files = new TreeMap<>();
        files.put("user-data", cloudInit.userData());
        files.put("meta-data", metaData);
        cloudInit.networkConfig().ifPresent(it -> files.put("network-config", it));
        cloudInit.vendorData().ifPresent(it -> files.put("vendor-data", it));
        return new Seed("cidata", files, notes(cloudInit, "instance-id"));
    }

    /** OpenStack's config drive, which cloud-init reads too: label {@code config-2}. */
    public static Seed configDrive(CloudInit cloudInit) {
        byte[] metaData = cloudInit
                .metaData()
                .orElseGet(() -> ("{\"uuid\": \""
                                + UUID.nameUUIDFromBytes(digest(cloudInit)) + "\", \"hostname\": \""
                                + cloudInit.hostname()
                                + "\", \"name\": \"" + cloudInit.hostname() + "\"}\n")
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, byte[]> files = new TreeMap<>();
        files.put("openstack/latest/user_data", cloudInit.userData());
        files.put("openstack/latest/meta_data.json", metaData);
        cloudInit.networkConfig().ifPresent(it -> files.put("openstack/latest/network_data.json", it));
        cloudInit.vendorData().ifPresent(it -> files.put("openstack/latest/vendor_data.json", it));
        List<String> notes = new ArrayList<>(notes(cloudInit, "uuid"));
        files.forEach((path, content) -> {
            if (path.endsWith(".json") && !text(content).stripLeading().startsWith("{")) {
                notes.add(path + " is not JSON, so that cloud-init takes the config drive for broken");
            }
        });
        return new Seed("config-2", files, notes);
    }

    /** Anaconda looks for {@code ks.cfg} on a volume {@code OEMDRV}. */
    public static Seed kickstart(byte[] file) {
        return new Seed("OEMDRV", Map.of("ks.cfg", file), List.of());
    }

    /** debian-installer is told where: {@code preseed/file=/cdrom/preseed.cfg}, or wherever it is mounted. */
    public static Seed preseed(byte[] file) {
        return new Seed("PRESEED", Map.of("preseed.cfg", file), List.of());
    }

    /** Windows Setup looks for {@code autounattend.xml} on every removable volume. */
    public static Seed autounattend(byte[] file) {
        boolean isAnswerFile = text(file).replace("\0", "").contains("<unattend");
        List<String> notes = isAnswerFile
                ? List.of()
                : List.of("Windows Setup takes an answer file only with an element 'unattend'");
        return new Seed("UNATTEND", Map.of("autounattend.xml", file), notes);
    }

    /** What goes on the disc. */
    public SourceTree tree(long dateSeconds) {
        return MemoryTree.of(files, dateSeconds);
    }

    private static List<String> notes(CloudInit cloudInit, String identifier) {
        List<String> notes = new ArrayList<>();
        String begin = text(cloudInit.userData()).toLowerCase(Locale.ROOT);
        if (USER_DATA_BEGINS.stream().noneMatch(begin::startsWith)) {
            notes.add("cloud-init passes over user-data that begins with something else than '#cloud-config' or '#!'");
        }
        if (cloudInit.metaData().isPresent()
                && !text(cloudInit.metaData().get()).contains(identifier)) {
            notes.add("the meta-data has no " + identifier
                    + ", by which cloud-init tells a new machine from one it knows");
        }
        return notes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] digest(CloudInit cloudInit) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(cloudInit.hostname().getBytes(StandardCharsets.UTF_8));
            digest.update(cloudInit.userData());
            cloudInit.networkConfig().ifPresent(digest::update);
            cloudInit.vendorData().ifPresent(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
