package io.spindle.iscsi.handler;

import io.spindle.scsi.LogicalUnit;
import io.spindle.scsi.Nexus;
import io.spindle.transport.TransferCounters;
import java.util.concurrent.Executor;

/**
 * What the parts of one session share.
 *
 * @param shared what it shares with others
 * @param peer what it is called in the log
 * @param logicalUnit what answers its commands
 * @param counters what it has read of that
 * @param nexus its name there
 * @param output where its PDUs go
 * @param agreed what was agreed
 * @param tasks its commands under way
 * @param thread where all happens
 */
record SessionScope(
        ConnectionContext shared,
        String peer,
        LogicalUnit logicalUnit,
        TransferCounters counters,
        Nexus nexus,
        SessionOutput output,
        Agreed agreed,
        TaskSet tasks,
        Executor thread) {}
