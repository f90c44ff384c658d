package io.spindle.iscsi.handler;

import io.spindle.scsi.Nexus;

/**
 * What a normal session has and a discovery session lacks.
 *
 * @param target what it is logged in to
 * @param nexus its name there
 * @param tasks its commands under way
 * @param commands what is done with commands
 * @param taskManagement what is done with task management functions
 */
record TargetPart(
        ServedTarget target, Nexus nexus, TaskSet tasks, CommandExecution commands, TaskManagement taskManagement) {}
