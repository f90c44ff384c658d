package io.spindle.nbd.protocol;

import java.util.List;

/** An option as a client sent it, decoded (proto.md, "Option types"). */
public sealed interface OptionRequest {
    /** The number of the option, which every reply repeats. */
    int option();

    /** Calls the method of the visitor for this kind of option. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One method per kind of option.
     *
     * @param <R> what the visitor makes of an option
     */
    interface Visitor<R> {
        R exportName(ExportName option);

        R abort(Abort option);

        R list(ListExports option);

        R startTls(StartTls option);

        R info(Info option);

        R structuredReply(StructuredReply option);

        R metaContext(MetaContext option);

        R extendedHeaders(ExtendedHeaders option);

        R refused(Refused option);
    }

    /**
     * {@code NBD_OPT_EXPORT_NAME}.
     *
     * @param name the export; "" for the default one
     */
    record ExportName(String name) implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_EXPORT_NAME.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exportName(this);
        }
    }

    /** {@code NBD_OPT_ABORT}. */
    record Abort() implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_ABORT.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.abort(this);
        }
    }

    /** {@code NBD_OPT_LIST}. */
    record ListExports() implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_LIST.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.list(this);
        }
    }

    /** {@code NBD_OPT_STARTTLS}. */
    record StartTls() implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_STARTTLS.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.startTls(this);
        }
    }

    /**
     * {@code NBD_OPT_INFO} and {@code NBD_OPT_GO}.
     *
     * @param go true for {@code NBD_OPT_GO}
     * @param name the export; "" for the default one
     * @param requested numbers of the items asked for, known or not
     */
    record Info(boolean go, String name, List<Integer> requested) implements OptionRequest {
        public Info {
            requested = List.copyOf(requested);
        }

        @Override
        public int option() {
            return (go ? NbdOption.NBD_OPT_GO : NbdOption.NBD_OPT_INFO).wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.info(this);
        }
    }

    /** {@code NBD_OPT_STRUCTURED_REPLY}. */
    record StructuredReply() implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_STRUCTURED_REPLY.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.structuredReply(this);
        }
    }

    /**
     * {@code NBD_OPT_LIST_META_CONTEXT} and {@code NBD_OPT_SET_META_CONTEXT}.
     *
     * @param set true for {@code NBD_OPT_SET_META_CONTEXT}
     * @param name the export; "" for the default one
     * @param queries what to list or select
     */
    record MetaContext(boolean set, String name, List<String> queries) implements OptionRequest {
        public MetaContext {
            queries = List.copyOf(queries);
        }

        @Override
        public int option() {
            return (set ? NbdOption.NBD_OPT_SET_META_CONTEXT : NbdOption.NBD_OPT_LIST_META_CONTEXT).wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.metaContext(this);
        }
    }

    /** {@code NBD_OPT_EXTENDED_HEADERS}. */
    record ExtendedHeaders() implements OptionRequest {
        @Override
        public int option() {
            return NbdOption.NBD_OPT_EXTENDED_HEADERS.wire();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.extendedHeaders(this);
        }
    }

    /**
     * An option that cannot be taken for what it is: unknown, too long, or badly formed.
     *
     * @param option its number
     * @param reply the error to answer with
     * @param reason a sentence for the client
     */
    record Refused(int option, NbdRep reply, String reason) implements OptionRequest {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }
}
