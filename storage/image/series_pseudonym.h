// A name for a DICOM series that only who has the series can tell: a salt, and the SHA-256 of salt and UID.
//
// Thread-safe. Invariant: a pseudonym says nothing of the UID to whoever does not know it.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

struct DicomSeries;

/// "sha256-SALT-DIGEST". salt: without a dash.
[[nodiscard]] std::string pseudonymOfSeries(std::string_view uid, std::string_view salt);
[[nodiscard]] bool isSeriesPseudonym(std::string_view name);

/// Whether the name, a UID or a pseudonym, is that of the series.
[[nodiscard]] bool isNamed(const DicomSeries& series, std::string_view name);

}  // namespace tandem
