package io.spindle.iscsi.handler;
