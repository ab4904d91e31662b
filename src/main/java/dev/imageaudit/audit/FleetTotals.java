package dev.imageaudit.audit;

/**
 * The fleet's sums; a layer that images share counts once.
 *
 * @param images rows of the report
 * @param uniqueLayers layers with different digests
 * @param compressedBytes what a registry stores: each unique layer's blob once
 * @param uncompressedBytes each unique layer's tar stream once
 * @param imagesCompressedBytes the plain sum over the images, shared layers as often as they are
 *     used
 * @param savedCompressedBytes what refactoring every candidate saves of {@code compressedBytes}: a
 *     shared layer's bytes once, and only where every image that uses it sheds them
 * @param imagesSavedCompressedBytes the plain sum of the images' own savings
 * @param duplicateCompressedBytes what is shipped more than once: of a shared layer the least that
 *     any image finds in it
 * @param imagesDuplicateCompressedBytes the plain sum over the images
 */
public record FleetTotals(
    int images,
    int audited,
    int failed,
    int skipped,
    int candidates,
    int uniqueLayers,
    long compressedBytes,
    long uncompressedBytes,
    long imagesCompressedBytes,
    long imagesUncompressedBytes,
    long savedCompressedBytes,
    long imagesSavedCompressedBytes,
    long duplicateCompressedBytes,
    long imagesDuplicateCompressedBytes) {}
