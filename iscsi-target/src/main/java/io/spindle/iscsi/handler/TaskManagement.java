package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.InitiatorPdu.TaskManagementRequest;
import io.spindle.iscsi.pdu.LogicalUnitNumber;
import io.spindle.iscsi.pdu.TaskManagementFunction;
import io.spindle.iscsi.pdu.TaskManagementResult;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Does what task management functions ask for (RFC 7143, 11.5 and 11.6). */
final class TaskManagement {
    private final ServedTarget target;
    private final TaskSet tasks;
    private final CommandExecution commands;
    private final IntPredicate skip;

    /**
     * For one session.
     *
     * @param skip leaves out a command that was numbered but has not come; false when that number is none to come
     */
    TaskManagement(ServedTarget target, TaskSet tasks, CommandExecution commands, IntPredicate skip) {
        this.target = target;
        this.tasks = tasks;
        this.commands = commands;
        this.skip = skip;
    }

    /** Does it, and says what came of it. */
    TaskManagementResult perform(TaskManagementRequest request) {
        Optional<TaskManagementFunction> function = TaskManagementFunction.fromWire(request.function());
        if (function.isEmpty()) {
            return TaskManagementResult.FUNCTION_NOT_SUPPORTED;
        }
        return switch (function.get()) {
            case ABORT_TASK -> abortTask(request);
            case ABORT_TASK_SET -> onUnit(request, commands::abortAll);
            case CLEAR_TASK_SET -> onUnit(request, this::clearTaskSet);
            case LOGICAL_UNIT_RESET -> onUnit(request, this::reset);
            case TARGET_WARM_RESET, TARGET_COLD_RESET -> {
                reset();
                yield TaskManagementResult.FUNCTION_COMPLETE;
            }
            case TASK_REASSIGN -> TaskManagementResult.TASK_ALLEGIANCE_REASSIGNMENT_NOT_SUPPORTED;
            case CLEAR_ACA -> TaskManagementResult.FUNCTION_NOT_SUPPORTED;
        };
    }

    private TaskManagementResult abortTask(TaskManagementRequest request) {
        Optional<ScsiTask> task = tasks.find(request.referencedTaskTag());
        task.ifPresent(commands::abort);
        boolean toCome = request.refCmdSn() - request.cmdSn() < 0 && skip.test(request.refCmdSn());
        return task.isPresent() || toCome
                ? TaskManagementResult.FUNCTION_COMPLETE
                : TaskManagementResult.TASK_DOES_NOT_EXIST;
    }

    private TaskManagementResult onUnit(TaskManagementRequest request, Runnable action) {
        if (LogicalUnitNumber.of(request.lun()) != target.target().logicalUnit().number()) {
            return TaskManagementResult.LUN_DOES_NOT_EXIST;
        }
        action.run();
        return TaskManagementResult.FUNCTION_COMPLETE;
    }

    private void clearTaskSet() {
        target.sessions().forEach(ServedTarget.TargetSession::abortTasks);
    }

    private void reset() {
        clearTaskSet();
        target.target().logicalUnit().reset(System.nanoTime());
    }
}
