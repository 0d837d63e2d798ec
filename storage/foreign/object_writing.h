// What is alike in making any DICOM object with DCMTK. Thread-safe after makeLibrariesReady().
#pragma once

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcxfer.h>
#include <dcmtk/ofstd/ofcond.h>
#include <dcmtk/ofstd/ofstring.h>

#include <cstddef>
#include <filesystem>
#include <string>

class DcmFileFormat;

namespace tandem {

/// Throws Error (Internal) where DCMTK refuses. file: to be made, for the sentence.
void require(const OFCondition& condition, const std::filesystem::path& file);

/// The longest text of so many bytes, not cut within a character of UTF-8.
[[nodiscard]] OFString shortened(std::string text, std::size_t most);

/// Throws as require().
[[nodiscard]] std::string bytesOf(DcmFileFormat& format, E_TransferSyntax syntax, const std::filesystem::path& file);

}  // namespace tandem
