// The file of voxels that a header of a text format names (.nhdr, .mhd, or their kin).
//
// Thread-safe. Invariant: a header that came from a stranger reaches no file but those that came along with it, beside
// or beneath it, links resolved.
#pragma once

#include <filesystem>
#include <string>

namespace tandem {

/// For the archives of a person's own: from now on headers may name files anywhere. Kept in this process's environment,
/// and in no project. To be called before there are threads.
void allowDataAnywhere();

/// name: as the header writes it. single: the ending of a file that holds header and voxels, for the advice. Throws
/// Error (NotFound; Unsupported for several files; InvalidInput for a file elsewhere, where that was not allowed).
[[nodiscard]] std::filesystem::path detachedDataFile(const std::filesystem::path& header, const std::string& name,
                                                     const std::string& single);

}  // namespace tandem
