package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;

/** Where the data of one command comes from, piece by piece and in order. */
interface DataInSource {
    /** Told when a piece is ready, or why it never will be; on the thread of the session. */
    interface Listener {
        /** The failure is null when the piece is ready. */
        void prepared(Throwable failure);
    }

    /**
     * Makes a piece ready to be sent without waiting. The piece before it was sent whole.
     *
     * @return true when it is ready now; else the listener is told later, never before this returns
     */
    boolean prepare(long offsetBytes, int lengthBytes, Listener listener);

    /** Writes a PDU whose data lies in the piece that is ready. */
    void write(SessionOutput output, TargetPdu.DataIn header);

    /** Nothing more is wanted. May be called before the listener was told, which then is not told any more. */
    void close();

    /** Bytes that are there. */
    record Bytes(ByteBuffer bytes) implements DataInSource {
        @Override
        public boolean prepare(long offsetBytes, int lengthBytes, Listener listener) {
            return true;
        }

        @Override
        public void write(SessionOutput output, TargetPdu.DataIn header) {
            output.sendBytes(header, bytes.slice(bytes.position() + (int) header.bufferOffset(), header.lengthBytes()));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
