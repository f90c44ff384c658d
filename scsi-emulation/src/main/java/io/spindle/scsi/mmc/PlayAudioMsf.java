package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.util.Optional;

/** PLAY AUDIO MSF (MMC-6, annex on obsolete commands): plays from a position to before another. */
public final class PlayAudioMsf {
    private static final int START_AT = 3;
    private static final int END_AT = 6;
    private static final int HERE = 0xFFFFFF;

    private PlayAudioMsf() {}

    /** Starts to play; position FFh, FFh, FFh is where the player is. */
    public static CommandOutcome answer(Cdb cdb, Medium medium, AudioPlayer player, long nowNanos) {
        boolean fromHere = cdb.u24(START_AT) == HERE;
        Optional<FieldPointer> wrong = AddressForm.wrongMsf(cdb, END_AT);
        if (!fromHere) {
            wrong = AddressForm.wrongMsf(cdb, START_AT).or(() -> AddressForm.wrongMsf(cdb, END_AT));
        }
        if (wrong.isPresent()) {
            return CommandOutcome.invalidField(wrong.get());
        }
        long leadOut = medium.disc().leadOut().value();
        long firstLba = fromHere ? player.position(nowNanos) : AddressForm.lbaOfMsf(cdb, START_AT, leadOut);
        long endLba = AddressForm.lbaOfMsf(cdb, END_AT, Long.MAX_VALUE);
        return endLba < firstLba
                ? CommandOutcome.invalidField(FieldPointer.cdb(END_AT))
                : PlayAudio.play(medium, firstLba, endLba, player, nowNanos);
    }
}
