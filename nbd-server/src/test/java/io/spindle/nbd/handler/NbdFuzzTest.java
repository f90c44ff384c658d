package io.spindle.nbd.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.nbd.handler.TransmissionModel.Expected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Whole connections from bytes of any kind: nothing is thrown, nothing stays behind, and what is answered can be
 * understood.
 *
 * <p>The inputs beside this class (resources, {@code NbdFuzzTestInputs}) are what nbdinfo, nbdcopy, nbdsh and qemu-img
 * said through a recording proxy, and by hand what broke servers. They run in every build; CONTRIBUTING.md tells how to
 * look for more.
 */
final class NbdFuzzTest {
    private static final String[] EXPORTS = {"a.iso", "bad.iso", "holes.iso"};

    /** What a client says from its flags on. */
    @FuzzTest
    void handshake(byte[] said) throws CharacterCodingException {
        try (Conversation it = new Conversation()) {
            for (byte[] piece : pieces(said, 0, said.length == 0 ? 1 : 1 + (said[said.length - 1] & 0xff))) {
                it.say(piece);
            }
            assertReplies(HexFormat.of().parseHex(it.heard()));
        }
    }

    /** A byte that chooses what is agreed, one that chooses how it is cut, and what a client then says. */
    @FuzzTest
    void transmission(byte[] input) {
        int choice = input.length > 0 ? input[0] & 0xff : 0;
        int pieceBytes = input.length > 1 && input[1] != 0 ? input[1] & 0xff : 1 << 20;
        String export = EXPORTS[choice % 3];
        boolean extended = choice / 3 % 3 == 2;
        boolean structured = choice / 3 % 3 > 0;
        boolean context = structured && choice / 9 % 2 == 1;
        TransmissionModel model = new TransmissionModel(export, structured, extended, context);
        try (Conversation it = Conversation.reading(export, options(export, structured, extended, context))) {
            for (byte[] piece : pieces(input, Math.min(2, input.length), pieceBytes)) {
                model.say(piece);
                it.say(piece);
            }
            finishRequest(model, it);
            probe(model, it, extended);
            assertThat(it.isOpen()).isEqualTo(!model.isEnded());
            assertAnswers(ByteBuffer.wrap(HexFormat.of().parseHex(it.heard())), model.answers(), structured, extended);
        }
    }

    private static String[] options(String export, boolean structured, boolean extended, boolean context) {
        List<String> options = new ArrayList<>();
        if (structured) {
            options.add(Conversation.option(extended ? 11 : 8, ""));
        }
        if (context) {
            String query = Conversation.text("base:allocation");
            options.add(Conversation.option(10, Conversation.text(export) + "00000001" + query));
        }
        return options.toArray(String[]::new);
    }

    /** Ends what was begun with zeros, where that is little. */
    private static void finishRequest(TransmissionModel model, Conversation it) {
        for (int turn = 0; turn < 2; turn++) {
            if (!model.isEnded() && model.bytesToTheNext() > 0 && model.bytesToTheNext() < 1 << 20) {
                byte[] rest = new byte[(int) model.bytesToTheNext()];
                model.say(rest);
                it.say(rest);
            }
        }
    }

    /** One more request shows that both sides are still in step. */
    private static void probe(TransmissionModel model, Conversation it, boolean extended) {
        String probe = extended
                ? "21e41c71 0000 0000 7777777777777777 0000000000000002 0000000000000004"
                : "25609513 0000 0000 7777777777777777 0000000000000002 00000004";
        byte[] bytes = HexFormat.of().parseHex(Conversation.hex(probe));
        model.say(bytes);
        it.say(bytes);
    }

    private static void assertAnswers(ByteBuffer heard, List<Expected> answers, boolean structured, boolean extended) {
        if (!structured) {
            long dataBytes = answers.stream()
                    .mapToLong(it -> Math.max(0, it.dataBytes()))
                    .sum();
            assertThat(heard.remaining()).isEqualTo(16L * answers.size() + dataBytes);
            return;
        }
        List<String> chunks = new ArrayList<>();
        while (heard.hasRemaining()) {
            chunks.add(chunk(heard, extended));
        }
        assertThat(chunks)
                .containsExactlyInAnyOrderElementsOf(answers.stream()
                        .map(it -> it.cookie() + (it.dataBytes() < 0 ? " error" : " " + it.dataBytes()))
                        .toList());
    }

    /** Cookie and length of data of a chunk that must be the last one of its reply. */
    private static String chunk(ByteBuffer in, boolean extended) {
        assertThat(in.getInt()).isEqualTo(extended ? 0x6e8a278c : 0x668e33ef);
        assertThat(in.getShort()).isEqualTo((short) 1);
        int type = in.getShort() & 0xffff;
        long cookie = in.getLong();
        if (extended) {
            in.getLong();
        }
        long length = extended ? in.getLong() : in.getInt();
        ByteBuffer payload = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return cookie + " " + payload(type, payload);
    }

    private static String payload(int type, ByteBuffer payload) {
        switch (type) {
            case 0, 5, 6 -> {
                return Integer.toString(payload.remaining());
            }
            case 1 -> {
                long offset = payload.getLong();
                int dataBytes = payload.remaining();
                while (payload.hasRemaining()) {
                    assertThat(payload.get()).isEqualTo((byte) offset++);
                }
                return Integer.toString(dataBytes);
            }
            case 0x8001 -> {
                assertThat(payload.getInt()).isIn(1, 5, 22, 75);
                assertThat((int) payload.getShort()).isEqualTo(payload.remaining());
                return "error";
            }
            default -> throw new AssertionError("chunk of type " + type);
        }
    }

    /** Walks over the greeting and the replies to options up to the transmission phase. */
    private static void assertReplies(byte[] heard) throws CharacterCodingException {
        ByteBuffer in = ByteBuffer.wrap(heard);
        assertThat(in.getLong()).isEqualTo(0x4e42444d41474943L);
        assertThat(in.getLong()).isEqualTo(0x49484156454f5054L);
        assertThat(in.getShort()).isEqualTo((short) 3);
        boolean more = true;
        while (more && in.hasRemaining()) {
            more = in.getLong() == 0x0003e889045565a9L && isNotTheLast(in);
        }
    }

    private static boolean isNotTheLast(ByteBuffer in) throws CharacterCodingException {
        int option = in.getInt();
        int type = in.getInt();
        int length = in.getInt();
        assertThat(length).isBetween(0, in.remaining());
        byte[] data = new byte[length];
        in.get(data);
        if (type < 0) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
            assertThat(text).doesNotContain("\0");
            assertThat(length).isLessThanOrEqualTo(4096);
        }
        return !(option == 7 && type == 1);
    }

    private static List<byte[]> pieces(byte[] bytes, int from, int pieceBytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = from; at < bytes.length; at += pieceBytes) {
            pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieceBytes)));
        }
        return pieces;
    }
}
