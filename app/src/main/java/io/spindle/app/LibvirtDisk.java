package io.spindle.app;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;

/** The disk element of libvirt for an export (libvirt's domain XML format, "Hard drives, floppy disks, CDROMs"). */
final class LibvirtDisk {
    private LibvirtDisk() {}

    /**
     * The element and, as a comment, the command that puts it into a machine; {@code change-media} cannot. A comment of XML
     * holds no option that begins with two hyphens; without one the command changes the machine that runs.
     */
    static String of(NbdListener listener, String disc) {
        return """
                <!-- virsh update-device MACHINE this-file.xml    (and its option 'force' when the guest holds the tray) -->
                <disk type='network' device='cdrom'>
                  <driver name='qemu' type='raw'/>
                  <source protocol='nbd' name='%s'%s>
                    %s
                    <reconnect delay='60'/>
                  </source>
                  <target dev='sda' bus='scsi'/>
                  <readonly/>
                </disk>""".formatted(escaped(disc), tls(listener), host(listener));
    }

    private static String tls(NbdListener listener) {
        if (listener.tls().isEmpty()) {
            return "";
        }
        return " tls='yes'"
                + ServerName.of(listener)
                        .map(it -> " tlsHostname='" + escaped(it) + "'")
                        .orElse("");
    }

    private static String host(NbdListener listener) {
        if (listener.address() instanceof ListenAddress.Unix unix) {
            return "<host transport='unix' socket='"
                    + escaped(unix.path().toAbsolutePath().toString()) + "'/>";
        }
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) listener.address();
        return "<host name='" + escaped(NbdUri.reachable(tcp.host())) + "' port='" + tcp.port() + "'/>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }
}
