package io.spindle.control.fetch;

/** A name and a password for another server. */
public record Credentials(String userName, String password) {
    /** Hides the password. */
    @Override
    public String toString() {
        return "Credentials[" + userName + "]";
    }
}
