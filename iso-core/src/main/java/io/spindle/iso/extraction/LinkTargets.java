package io.spindle.iso.extraction;

/** Tells links that stay inside the folder from those that may leave it. */
final class LinkTargets {
    private LinkTargets() {}

    /**
     * True when a link leads nowhere but into the folder: it is relative, steps up only at its begin, and no further than
     * the folder. What it then passes through are real folders or links for which the same holds.
     *
     * @param depth how many folders deep the link itself is; 0 directly in the folder
     */
    static boolean stays(String target, int depth) {
        boolean plain = !target.isEmpty() && target.indexOf('\0') < 0 && target.indexOf('\\') < 0;
        if (!plain || target.startsWith("/") || target.contains(":/")) {
            return false;
        }
        int up = 0;
        boolean descended = false;
        for (String part : target.split("/")) {
            if (part.equals("..")) {
                if (descended || ++up > depth) {
                    return false;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                descended = true;
            }
        }
        return true;
    }
}
