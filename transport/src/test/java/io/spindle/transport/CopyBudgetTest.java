package io.spindle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CopyBudgetTest {
    private static final long MIB = 1 << 20;

    private final CopyBudget budget = new CopyBudget(48 * MIB);
    private final List<String> granted = new ArrayList<>();
    private final List<String> evicted = new ArrayList<>();

    @Test
    void large_thatDoesNotFit_waitsUntilMemoryIsGivenBack() {
        Client first = new Client("first");
        assertThat(take(first, 32 * MIB)).isTrue();
        assertThat(take(new Client("second"), 32 * MIB)).isFalse();
        assertThat(take(new Client("third"), 4 * MIB))
                .as("in line behind the second")
                .isFalse();
        assertThat(granted).isEmpty();
        budget.giveBack(first, 32 * MIB);
        assertThat(granted).containsExactly("second", "third");
    }

    @Test
    void small_neverWaitsForLarge() {
        take(new Client("first"), 32 * MIB);
        take(new Client("second"), 32 * MIB);
        for (int i = 0; i < 64; i++) {
            assertThat(take(new Client("small"), 256 << 10)).as("small %d", i).isTrue();
        }
        assertThat(take(new Client("one too many"), 1)).isFalse();
    }

    @Test
    void large_leavesAQuarterToSmall() {
        assertThat(take(new Client("first"), 20 * MIB)).isTrue();
        assertThat(take(new Client("second"), 20 * MIB)).isFalse();
        assertThat(take(new Client("small"), 1)).isTrue();
    }

    @Test
    void holderOfMuch_isNoLongerSmall() {
        Client greedy = new Client("greedy");
        take(new Client("first"), 36 * MIB);
        assertThat(take(greedy, 256 << 10)).isTrue();
        assertThat(take(greedy, 1)).isFalse();
        assertThat(take(new Client("modest"), 1)).isTrue();
    }

    @Test
    void whole_isGivenToOneWhenNobodyHasAnything() {
        assertThat(take(new Client("first"), 48 * MIB)).isTrue();
        assertThatThrownBy(() -> take(new Client("second"), 48 * MIB + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stalledHolder_isEvictedAfterTenSecondsAndOnlyWhileSomebodyWaits() {
        Client stalled = new Client("stalled");
        Client reading = new Client("reading");
        take(stalled, 20 * MIB);
        take(reading, 256 << 10);
        for (int second = 0; second < 60; second++) {
            budget.sweep();
        }
        assertThat(evicted).isEmpty();
        take(new Client("waiting"), 20 * MIB);
        for (int second = 0; second < 10; second++) {
            reading.unsentBytes--;
            budget.sweep();
        }
        assertThat(evicted).isEmpty();
        reading.unsentBytes--;
        budget.sweep();
        assertThat(evicted).containsExactly("stalled");
    }

    private boolean take(Client client, long bytes) {
        return budget.take(client, bytes, () -> granted.add(client.name));
    }

    private final class Client implements CopyBudget.Holder {
        private final String name;
        private long unsentBytes = 1000;

        Client(String name) {
            this.name = name;
        }

        @Override
        public long unsentBytes() {
            return unsentBytes;
        }

        @Override
        public void evict() {
            evicted.add(name);
        }
    }
}
