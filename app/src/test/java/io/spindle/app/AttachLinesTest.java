package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What is printed to be pasted, by the rules of those who read it. */
final class AttachLinesTest {
    private static final ListenAddress.Tcp TCP = new ListenAddress.Tcp("127.0.0.1", 3260);

    private static final IscsiSettings SETTINGS =
            new IscsiSettings(null, Map.of(), Map.of(), Map.of(), Path.of("nowhere"));

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    @Test
    void libvirtDisk_isXml_whateverTheDiscIsCalled() throws Exception {
        String name = "it's <b>&\"--\" %41.iso";
        Element disk = parsed(LibvirtDisk.of(new NbdListener(TCP, Optional.empty()), name));

        assertThat(disk.getTagName()).isEqualTo("disk");
        Element source = (Element) disk.getElementsByTagName("source").item(0);
        assertThat(source.getAttribute("name")).isEqualTo(name);
        assertThat(LibvirtDisk.of(new NbdListener(TCP, Optional.empty()), name))
                .startsWith("<!-- virsh update-device MACHINE this-file.xml ");
    }

    /** QEMU's ids begin with a letter, names of drives may begin with a digit. */
    @Test
    void qemu_ofADriveWhoseNameBeginsWithADigit_hasAnIdThatQemuTakes() {
        String line = new IscsiLines(TCP, SETTINGS).qemu("1st", Set.of());

        assertThat(line).contains(":1st/0").containsPattern("[ ,]id=[A-Za-z]").doesNotContain("id=1st");
    }
}
