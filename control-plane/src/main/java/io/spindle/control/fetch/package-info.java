/**
 * Knows which images of other servers and folders may be put into drives, how their bytes come here safely, and how long
 * they are kept.
 *
 * <p>Must not know who asks by which protocol, nor how a drive changes its disc.
 *
 * <p>Standards: RFC 3986 (URIs), RFC 9110 (HTTP); the registries of special-purpose addresses of RFC 6890.
 */
package io.spindle.control.fetch;
