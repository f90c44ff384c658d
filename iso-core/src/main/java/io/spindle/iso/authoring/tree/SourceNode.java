package io.spindle.iso.authoring.tree;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder, file or symbolic link that goes on a disc, as it was when it was looked at. */
public final class SourceNode {
    /** What a node is; there is nothing else on discs that are made here. */
    public enum Kind {
        FOLDER,
        FILE,
        LINK
    }

    private final SourceNode parent;
    private final NodeName name;
    private final Kind kind;
    private final SourceAttributes attributes;
    private final byte[] bytes;
    private List<SourceNode> children = List.of();
    private int folders;
    private int index;
    private SourceNode first = this;
    private int names = 1;

    SourceNode(SourceNode parent, NodeName name, Kind kind, SourceAttributes attributes, byte[] bytes) {
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.attributes = attributes;
        this.bytes = bytes;
    }

    void adopt(List<SourceNode> nodes) {
        children = List.copyOf(nodes);
        folders = (int) nodes.stream().filter(SourceNode::isFolder).count();
    }

    /** Says that it is another name of a file that came before. */
    void isNameOf(SourceNode other) {
        first = other;
        other.names++;
    }

    void number(int position) {
        index = position;
    }

    /** The folder that holds it; the root is its own parent. */
    public SourceNode parent() {
        return parent == null ? this : parent;
    }

    public boolean isRoot() {
        return parent == null;
    }

    public NodeName name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    public SourceAttributes attributes() {
        return attributes;
    }

    /** What a folder holds, in the order of the bytes of their names. */
    public List<SourceNode> children() {
        return children;
    }

    /** How many of those are folders. */
    public int folders() {
        return folders;
    }

    /** The node that stands for the file where it has several names; mostly the node itself. */
    public SourceNode first() {
        return first;
    }

    /** How many names the file has on the disc. */
    public int names() {
        return first.names;
    }

    /** Position in its tree: 0 is the root, a folder comes before what it holds, folders go level by level. */
    public int index() {
        return index;
    }

    /** Length of a file. */
    public long sizeBytes() {
        return attributes.sizeBytes();
    }

    /** Content of a file that is only in memory. */
    public Optional<byte[]> content() {
        return kind == Kind.FILE ? Optional.ofNullable(bytes) : Optional.empty();
    }

    /** Where a link points, in the bytes of the file system. */
    public byte[] linkTarget() {
        if (kind != Kind.LINK) {
            throw new IllegalStateException(path() + " is no link");
        }
        return bytes.clone();
    }

    /** The child of that name, else one that differs in upper and lower case only. */
    public Optional<SourceNode> child(String childName) {
        return children.stream()
                .filter(node -> node.name.text().equals(childName))
                .findFirst()
                .or(() -> children.stream()
                        .filter(node -> node.name.text().equalsIgnoreCase(childName))
                        .findFirst());
    }

    /** The node at a path of names, with slashes between them; upper and lower case matter only where both are there. */
    public Optional<SourceNode> find(String relativePath) {
        Optional<SourceNode> found = Optional.of(this);
        for (String part : relativePath.split("/")) {
            found = part.isEmpty() ? found : found.flatMap(node -> node.child(part));
        }
        return found;
    }

    /** Its path on the disc, for people; "" for the root. */
    public String path() {
        if (parent == null) {
            return "";
        }
        return parent.parent == null ? name.text() : parent.path() + "/" + name.text();
    }

    /** Where it is below the folder that was looked at. */
    public Path below(Path folder) {
        return parent == null ? folder : parent.below(folder).resolve(name.path(folder));
    }

    @Override
    public String toString() {
        return kind + " " + path();
    }
}
