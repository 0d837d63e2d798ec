// The demo's cohort: seeded phantoms as NIfTI files in imagesTr and labelsTr.
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace tandem::cli {

/// Writes phantom_01 ... with consecutive seeds. Throws Error (Io, Cancelled).
void writeDemoCohort(const std::filesystem::path& folder, int cases, std::uint64_t firstSeed, const Progress& progress,
                     const std::stop_token& stop);

}  // namespace tandem::cli
