package io.spindle.iscsi.handler;

import io.spindle.iscsi.target.IscsiName;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.SessionTraffic;
import io.spindle.iscsi.target.TargetCatalog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The targets of a server; they may come and go while it runs. */
public final class ServedTargets implements TargetCatalog {
    private final ConcurrentSkipListMap<String, ServedTarget> targets = new ConcurrentSkipListMap<>();

    /**
     * One more target.
     *
     * @throws IllegalArgumentException when there is one of that name
     */
    public void add(IscsiTarget target, TargetThread thread) {
        if (targets.putIfAbsent(target.name(), new ServedTarget(target, thread)) != null) {
            throw new IllegalArgumentException("two targets are called " + target.name());
        }
    }

    /** The target is there no more, and its sessions end. */
    public void remove(String name) {
        ServedTarget removed = targets.remove(IscsiName.normalize(name));
        if (removed != null) {
            removed.thread().execute(() -> removed.sessions().forEach(ServedTarget.TargetSession::drop));
        }
    }

    /** The thread of a target. */
    public Optional<TargetThread> thread(String name) {
        return served(name).map(ServedTarget::thread);
    }

    /** What each session of a target has read. */
    public List<SessionTraffic> traffic(String name) {
        return served(name).map(ServedTarget::traffic).orElse(List.of());
    }

    Optional<ServedTarget> served(String name) {
        return Optional.ofNullable(targets.get(IscsiName.normalize(name)));
    }

    @Override
    public Optional<IscsiTarget> find(String name) {
        return served(name).map(ServedTarget::target);
    }

    @Override
    public List<IscsiTarget> list() {
        return targets.values().stream().map(ServedTarget::target).toList();
    }
}
