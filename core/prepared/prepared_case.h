// A case ready for the engine: cropped, resampled, normalised voxels, memory-mapped from the project's cache.
//
// On disk: STEM.json (what follows, and sums of the others) beside STEM.image (float32, little-endian, x fastest, one
// channel after the other) and, where there is a label, STEM.label (uint8 class indices, x fastest). Plain enough that
// a machine with nothing but LibTorch can train from it. Thread-safe for reading. Invariant: image and label have the
// geometry's size.
#pragma once

#include "core/base/mapped_file.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tandem {

/// What STEM.json says.
struct PreparedHeader {
    Geometry geometry;  ///< of the prepared grid
    int channels = 1;
    bool hasLabel = false;
    Geometry original;     ///< of the source image, to which predictions are brought back
    std::string cacheKey;  ///< hash over the inputs' hashes and the preparation settings
    std::optional<std::uint64_t>
        imageSum;  ///< quickSum() of the files' bytes; absent where an older program wrote them
    std::optional<std::uint64_t> labelSum;
    /// What the person should know of how it was prepared; absent where an older program prepared it, which kept none.
    std::optional<std::vector<std::string>> notices;

    bool operator==(const PreparedHeader&) const = default;
    [[nodiscard]] std::string toJson() const;
    /// Throws Error (Corrupt) naming what is missing or of the wrong type.
    [[nodiscard]] static PreparedHeader fromJson(const std::string& text);
};

/// Names a prepared case without opening it.
struct PreparedReference {
    std::int64_t caseId = 0;
    std::string caseName;
    std::filesystem::path stem;  ///< the path without .json, .image or .label

    bool operator==(const PreparedReference&) const = default;
};

class PreparedCase {
public:
    /// Maps the files. Throws Error (NotFound, Io; Corrupt when a size does not fit the header).
    explicit PreparedCase(const PreparedReference& reference);

    [[nodiscard]] const PreparedReference& reference() const noexcept { return m_reference; }
    [[nodiscard]] const PreparedHeader& header() const noexcept { return m_header; }
    /// One channel, sharing the mapping.
    [[nodiscard]] ImageVolume image(int channel) const;
    /// All channels, one after the other.
    [[nodiscard]] std::span<const float> imageVoxels() const noexcept;
    /// The label map, with unknown voxels (core/volume/unknown_class.h), sharing the mapping; empty when the case has
    /// none.
    [[nodiscard]] LabelVolume label() const;

    /// Reads all voxels, and whether they are those that were written. Throws Error (Corrupt, Io).
    void requireUnchanged() const;
    /// After reading: whether nothing of it was missing. Throws Error (Io).
    void requireWhole() const;

private:
    PreparedReference m_reference;
    PreparedHeader m_header;
    MappedFile m_image;
    std::shared_ptr<const MappedFile> m_label;
};

class AtomicBatch;

/// Adds the three files to the batch, the header with the sums last; all of them or, when it throws, none. image:
/// channels one after the other. label: empty for none. Throws Error (Io).
void addPreparedCase(AtomicBatch& batch, const std::filesystem::path& stem, PreparedHeader header,
                     std::span<const float> image, std::span<const std::uint8_t> label);

}  // namespace tandem
