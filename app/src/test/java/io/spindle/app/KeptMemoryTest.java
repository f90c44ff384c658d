package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.control.store.StateFolder;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.drive.DriveMemory;
import io.spindle.scsi.drive.KnownPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptMemoryTest {
    @TempDir
    private Path folder;

    private final List<Runnable> waiting = new ArrayList<>();
    private DriveMemory drive = memory("a", true, false);

    private static DriveMemory memory(String disc, boolean settled, boolean preventing) {
        KnownPort port = new KnownPort(new InitiatorPort("iqn.x,i,1", "iqn.x"), Optional.of(disc), settled, preventing);
        return new DriveMemory(false, Optional.of(disc), List.of(port));
    }

    private KeptMemory kept() throws IOException {
        return new KeptMemory("rig", DriveMemory.NONE, () -> drive, StateFolder.open(folder), waiting::add);
    }

    private DriveMemory written() throws IOException {
        waiting.forEach(Runnable::run);
        waiting.clear();
        return DriveMemoryFile.parse(StateFolder.open(folder).read().get("rig"));
    }

    @Test
    void look_writesWhatChangedAndNothingElse() throws IOException {
        KeptMemory kept = kept();
        kept.look();
        assertThat(written()).isEqualTo(memory("a", true, false));
        kept.look();
        assertThat(waiting).isEmpty();
        drive = memory("b", false, true);
        kept.look();
        assertThat(written()).isEqualTo(memory("b", false, true));
    }

    @Test
    void doubt_everyPortIsToBeToldUntilTheChangeIsOver() throws IOException {
        KeptMemory kept = kept();
        kept.look();
        CompletableFuture<Void> doubted = kept.doubt();
        assertThat(doubted).isNotDone();
        assertThat(written()).isEqualTo(memory("a", false, false));
        assertThat(doubted).isCompleted();

        drive = memory("a", true, true);
        kept.look();
        assertThat(written()).isEqualTo(memory("a", false, true));

        drive = memory("b", true, true);
        kept.trust();
        assertThat(written()).isEqualTo(memory("b", true, true));
    }

    @Test
    void doubt_fileCannotBeWritten_fails() throws IOException {
        KeptMemory kept = kept();
        Files.createDirectory(folder.resolve("rig.json.new"));
        CompletableFuture<Void> doubted = kept.doubt();
        waiting.forEach(Runnable::run);
        assertThatThrownBy(doubted::join).hasMessageContaining("what drive rig knows cannot be written");
        kept.look();
    }
}
