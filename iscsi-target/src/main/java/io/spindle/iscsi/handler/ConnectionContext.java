package io.spindle.iscsi.handler;

import io.spindle.iscsi.login.LoginEnvironment;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.WaitingReads;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all connections share.
 *
 * @param targets what can be logged in to
 * @param discoveryChap how an initiator proves itself for a discovery session
 * @param portals addresses that SendTargets tells an initiator that came by the given one
 * @param limits what an initiator may take
 * @param handles the handles of the sessions
 * @param random where the challenges of CHAP come from
 * @param waitingReads where reads wait for devices
 * @param copies the memory for data that is copied
 * @param dataOut the memory for data from initiators
 */
public record ConnectionContext(
        ServedTargets targets,
        Optional<ChapCredentials> discoveryChap,
        Function<InetSocketAddress, List<String>> portals,
        Limits limits,
        SessionHandles handles,
        LoginEnvironment.RandomBytes random,
        WaitingReads waitingReads,
        CopyBudget copies,
        DataOutMemory dataOut) {}
