package io.spindle.iso.disc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Every sector of a disc in every selection, from whatever the image holds: what it lacks is made.
 *
 * <p>Can be asked by any number of threads at once. Addresses from the pre-gap of the first track (-150) to the last
 * sector before the last lead-out are read; what lies between sessions is not.
 */
public interface SectorSource {
    /**
     * What the sector is; of tracks with sub-headers the sector itself has to be read. May wait for a device.
     *
     * @throws IOException when it cannot be read
     * @throws IndexOutOfBoundsException when there is no such sector
     */
    SectorType typeOf(long lba) throws IOException;

    /**
     * What the sectors can be, as far as that is known without reading them: one type where they are surely all alike.
     *
     * @throws IndexOutOfBoundsException when there is no such sector
     */
    Set<SectorType> possibleTypes(long firstLba, long countSectors);

    /**
     * True when the image itself holds the error detection code of the sector, so that it tells of damage.
     *
     * @throws IndexOutOfBoundsException when there is no such sector
     */
    default boolean storesCodes(long lba) {
        return false;
    }

    /** Bytes that the selection takes of a sector of that type. */
    int lengthBytes(SectorType type, SectorSelection selection);

    /**
     * Puts one sector behind the other into {@code destination}, each as many bytes as its type and the selection make.
     * May wait for a device.
     *
     * @param countSectors as many as are wanted; the destination has room for all of them
     * @throws IOException when one cannot be read
     * @throws IndexOutOfBoundsException when there is no such sector
     */
    void read(long firstLba, int countSectors, SectorSelection selection, ByteBuffer destination) throws IOException;
}
