// Prepared cases on the disk, for tests and benchmarks of what reads them.
#pragma once

#include "core/base/atomic_file.h"
#include "core/prepared/prepared_case.h"

namespace tandem {

/// Writes the three files. image: channels one after the other. label: empty for none. Throws Error (Io).
inline void writePreparedCase(const std::filesystem::path& stem, const PreparedHeader& header,
                              std::span<const float> image, std::span<const std::uint8_t> label) {
    AtomicBatch batch;
    addPreparedCase(batch, stem, header, image, label);
    batch.commit();
}

}  // namespace tandem
