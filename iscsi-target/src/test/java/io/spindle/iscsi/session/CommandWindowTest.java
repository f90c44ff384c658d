package io.spindle.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.session.CommandWindow.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandWindowTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10, NEXT",
        "10, 11, LATER",
        "10, 13, LATER",
        "10, 14, OUTSIDE",
        "10, 9, OUTSIDE",
        "10, -2147483639, OUTSIDE",
        "-1, -1, NEXT",
        "-1, 0, LATER",
        "-1, 2, LATER",
        "-1, 3, OUTSIDE",
        "-1, -2, OUTSIDE",
        "2147483647, -2147483648, LATER",
        "2147483647, -2147483646, LATER",
        "2147483647, -2147483645, OUTSIDE",
    })
    void number_inAWindowOfFour(int first, int cmdSn, Place place) {
        assertThat(new CommandWindow(first, 4).place(cmdSn)).isEqualTo(place);
    }

    @Test
    void commandsTaken_closeTheWindow_andDoneOpenIt() {
        CommandWindow window = new CommandWindow(-2, 2);
        window.take();
        window.take();
        assertThat(window.expCmdSn()).isZero();
        assertThat(window.maxCmdSn()).isEqualTo(-1);
        assertThat(window.place(0)).isEqualTo(Place.OUTSIDE);
        window.done();
        assertThat(window.maxCmdSn()).isZero();
        assertThat(window.place(0)).isEqualTo(Place.NEXT);
        assertThat(window.place(1)).isEqualTo(Place.OUTSIDE);
    }
}
