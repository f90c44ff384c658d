package io.spindle.nbd.handler;

import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.nbd.protocol.NbdInfo;
import io.spindle.nbd.protocol.NbdOption;
import io.spindle.nbd.protocol.NbdRep;
import io.spindle.nbd.protocol.OptionReply;
import io.spindle.nbd.protocol.OptionRequest;
import io.spindle.nbd.protocol.TransmissionFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The option haggling of one connection: decides the answer to every option, from memory, and remembers what was agreed.
 */
final class Negotiation implements OptionRequest.Visitor<Negotiation.Answer> {
    /** Number of the only metadata context, {@code base:allocation}. */
    static final int ALLOCATION_CONTEXT_ID = 1;
    /** The longest read that is answered; also the default of the protocol. */
    static final int MAXIMUM_PAYLOAD_BYTES = 32 * 1024 * 1024;

    private static final String ALLOCATION_CONTEXT = "base:allocation";
    private static final Set<NbdOption> WITHOUT_TLS = EnumSet.of(NbdOption.NBD_OPT_STARTTLS, NbdOption.NBD_OPT_ABORT);
    private static final int SHOWN_REFUSAL_CHARACTERS = 1000;
    private static final int SHOWN_NAME_CHARACTERS = 256;
    private static final int MINIMUM_BLOCK_BYTES = 1;
    private static final int PREFERRED_BLOCK_BYTES = 4096;

    /** Whether a listener offers or demands encryption. */
    enum TlsState {
        NOTLS,
        REQUIRED,
        ESTABLISHED
    }

    /** What comes after the replies. */
    sealed interface Next {}

    /** More options. */
    record MoreOptions() implements Next {}

    /** The TLS handshake. */
    record BeginTls() implements Next {}

    /** The end of the connection. */
    record Close() implements Next {}

    /**
     * The transmission phase.
     *
     * @param negotiated what was agreed
     * @param exportNameReply true when the reply to {@code NBD_OPT_EXPORT_NAME} is due, which has no header
     */
    record Transmit(Negotiated negotiated, boolean exportNameReply) implements Next {}

    /**
     * What to say to an option, and what comes then.
     *
     * @param replies in order
     * @param next what comes then
     */
    record Answer(List<OptionReply> replies, Next next) {
        static Answer of(OptionReply... replies) {
            return new Answer(List.of(replies), new MoreOptions());
        }

        static Answer error(NbdRep type, String text) {
            return of(new OptionReply.Error(type, text));
        }

        static Answer close() {
            return new Answer(List.of(), new Close());
        }
    }

    private final ExportCatalog catalog;
    private final boolean fixedNewstyle;
    private TlsState tls;
    private boolean structured;
    private boolean extended;
    private Optional<String> allocationContextOf = Optional.empty();

    Negotiation(ExportCatalog catalog, TlsState tls, boolean fixedNewstyle) {
        this.catalog = catalog;
        this.tls = tls;
        this.fixedNewstyle = fixedNewstyle;
    }

    Answer answer(OptionRequest request) {
        Optional<NbdOption> option = NbdOption.fromWire(request.option());
        boolean exportName = option.equals(Optional.of(NbdOption.NBD_OPT_EXPORT_NAME));
        if (!fixedNewstyle && !exportName) {
            return Answer.close();
        }
        if (tls != TlsState.REQUIRED || option.filter(WITHOUT_TLS::contains).isPresent()) {
            return request.accept(this);
        }
        return exportName
                ? Answer.close()
                : Answer.error(NbdRep.NBD_REP_ERR_TLS_REQD, "this listener wants TLS first: NBD_OPT_STARTTLS, nbds://");
    }

    @Override
    public Answer exportName(OptionRequest.ExportName option) {
        Optional<Negotiated> agreed = extended ? Optional.empty() : agree(option.name());
        return agreed.map(it -> new Answer(List.of(), new Transmit(it, true))).orElseGet(Answer::close);
    }

    @Override
    public Answer abort(OptionRequest.Abort option) {
        return new Answer(List.of(new OptionReply.Ack()), new Close());
    }

    @Override
    public Answer list(OptionRequest.ListExports option) {
        List<OptionReply> replies = new ArrayList<>();
        for (Export export : catalog.list()) {
            replies.add(new OptionReply.Server(export.name(), export.description()));
        }
        replies.add(new OptionReply.Ack());
        return new Answer(replies, new MoreOptions());
    }

    @Override
    public Answer startTls(OptionRequest.StartTls option) {
        return switch (tls) {
            case NOTLS -> Answer.error(NbdRep.NBD_REP_ERR_POLICY, "this listener has no TLS");
            case ESTABLISHED -> Answer.error(NbdRep.NBD_REP_ERR_INVALID, "TLS is on already");
            case REQUIRED -> {
                forget();
                tls = TlsState.ESTABLISHED;
                yield new Answer(List.of(new OptionReply.Ack()), new BeginTls());
            }
        };
    }

    /** What was agreed in plain text does not hold under TLS (proto.md, "NBD_OPT_STARTTLS"). */
    private void forget() {
        structured = false;
        extended = false;
        allocationContextOf = Optional.empty();
    }

    @Override
    public Answer info(OptionRequest.Info option) {
        if (option.go()) {
            return agree(option.name())
                    .map(it -> new Answer(describe(it.export(), option.requested()), new Transmit(it, false)))
                    .orElseGet(() -> unknown(option.name()));
        }
        return export(option.name())
                .map(it -> new Answer(describe(it, option.requested()), new MoreOptions()))
                .orElseGet(() -> unknown(option.name()));
    }

    private List<OptionReply> describe(Export export, List<Integer> requested) {
        List<OptionReply> replies = new ArrayList<>();
        replies.add(new OptionReply.InfoExport(export.data().lengthBytes(), transmissionFlags()));
        for (int number : requested.stream().distinct().toList()) {
            NbdInfo.fromWire(number).flatMap(info -> item(export, info)).ifPresent(replies::add);
        }
        replies.add(new OptionReply.Ack());
        return replies;
    }

    private static Optional<OptionReply> item(Export export, NbdInfo info) {
        return switch (info) {
            case NBD_INFO_EXPORT -> Optional.empty();
            case NBD_INFO_NAME -> Optional.of(new OptionReply.InfoText(info, export.name()));
            case NBD_INFO_DESCRIPTION -> Optional.of(new OptionReply.InfoText(info, export.description()));
            case NBD_INFO_BLOCK_SIZE ->
                Optional.of(new OptionReply.InfoBlockSize(
                        MINIMUM_BLOCK_BYTES, PREFERRED_BLOCK_BYTES, MAXIMUM_PAYLOAD_BYTES));
        };
    }

    @Override
    public Answer structuredReply(OptionRequest.StructuredReply option) {
        if (extended) {
            return Answer.error(NbdRep.NBD_REP_ERR_EXT_HEADER_REQD, "extended headers were agreed already");
        }
        structured = true;
        return Answer.of(new OptionReply.Ack());
    }

    @Override
    public Answer extendedHeaders(OptionRequest.ExtendedHeaders option) {
        extended = true;
        return Answer.of(new OptionReply.Ack());
    }

    @Override
    public Answer metaContext(OptionRequest.MetaContext option) {
        if (option.set()) {
            allocationContextOf = Optional.empty();
        }
        if (!structured && !extended) {
            return Answer.error(NbdRep.NBD_REP_ERR_INVALID, "ask for NBD_OPT_STRUCTURED_REPLY first");
        }
        Optional<Export> found = export(option.name());
        if (found.isEmpty()) {
            return unknown(option.name());
        }
        if (!option.queries().stream().allMatch(query -> query.contains(":"))) {
            return Answer.error(NbdRep.NBD_REP_ERR_INVALID, "a query needs a namespace and a colon");
        }
        boolean chosen = option.set() ? selectsAllocation(option.queries()) : listsAllocation(option.queries());
        if (!chosen) {
            return Answer.of(new OptionReply.Ack());
        }
        if (option.set()) {
            allocationContextOf = found.map(Export::name);
        }
        int id = option.set() ? ALLOCATION_CONTEXT_ID : 0;
        return Answer.of(new OptionReply.MetaContext(id, ALLOCATION_CONTEXT), new OptionReply.Ack());
    }

    private static boolean selectsAllocation(List<String> queries) {
        return queries.contains(ALLOCATION_CONTEXT);
    }

    private static boolean listsAllocation(List<String> queries) {
        return queries.isEmpty() || selectsAllocation(queries) || queries.contains("base:");
    }

    @Override
    public Answer refused(OptionRequest.Refused option) {
        if (option.option() == NbdOption.NBD_OPT_EXPORT_NAME.wire()) {
            // It has no error reply: what is said to it counts as the size of the export.
            return Answer.close();
        }
        if (option.option() == NbdOption.NBD_OPT_SET_META_CONTEXT.wire()) {
            allocationContextOf = Optional.empty();
        }
        return Answer.error(option.reply(), option.reason());
    }

    private Optional<Export> export(String name) {
        return name.isEmpty() ? catalog.defaultExport() : catalog.find(name);
    }

    private Optional<Negotiated> agree(String name) {
        // An export that is replaced just now may have closed; the catalogue then has the next one.
        return export(name).flatMap(this::agree).or(() -> export(name).flatMap(this::agree));
    }

    private Optional<Negotiated> agree(Export export) {
        boolean allocationContext = allocationContextOf.equals(Optional.of(export.name()));
        return export.data()
                .lease()
                .map(lease -> new Negotiated(export, lease, structured, extended, allocationContext));
    }

    private Answer unknown(String name) {
        Optional<String> refusal = catalog.refusal(name);
        if (refusal.isPresent()) {
            return Answer.error(NbdRep.NBD_REP_ERR_POLICY, shown(refusal.get(), SHOWN_REFUSAL_CHARACTERS));
        }
        String text = name.isEmpty()
                ? "there is no default export: ask for one by name (NBD_OPT_LIST tells the names)"
                : "no export of the name '" + shown(name) + "' (NBD_OPT_LIST tells the names)";
        return Answer.error(NbdRep.NBD_REP_ERR_UNKNOWN, text);
    }

    /** No string of the protocol may be longer than 4096 bytes, and clients show it to people as it is. */
    private static String shown(String name) {
        return shown(name, SHOWN_NAME_CHARACTERS);
    }

    private static String shown(String text, int characters) {
        String shown = text.replaceAll("\\p{Cc}", "?");
        return shown.length() > characters ? shown.substring(0, characters) + "..." : shown;
    }

    int transmissionFlags() {
        int flags = TransmissionFlag.NBD_FLAG_HAS_FLAGS.mask()
                | TransmissionFlag.NBD_FLAG_READ_ONLY.mask()
                | TransmissionFlag.NBD_FLAG_CAN_MULTI_CONN.mask()
                | TransmissionFlag.NBD_FLAG_SEND_CACHE.mask();
        return structured || extended ? flags | TransmissionFlag.NBD_FLAG_SEND_DF.mask() : flags;
    }
}
