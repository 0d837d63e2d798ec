#include "storage/image/series_pseudonym.h"

#include "core/base/content_hash.h"
#include "storage/image/dicom_series.h"

#include <span>

namespace tandem {
namespace {

constexpr std::string_view kMark = "sha256-";

}  // namespace

std::string pseudonymOfSeries(std::string_view uid, std::string_view salt) {
    const std::string salted = std::string(salt).append(uid);
    return std::string(kMark).append(salt).append("-").append(contentHash(std::as_bytes(std::span(salted))));
}

bool isSeriesPseudonym(std::string_view name) {
    return name.starts_with(kMark);
}

bool isNamed(const DicomSeries& series, std::string_view name) {
    if (!isSeriesPseudonym(name)) {
        return series.uid == name;
    }
    const std::string_view salt = name.substr(kMark.size(), name.rfind('-') - kMark.size());
    return !series.uid.empty() && pseudonymOfSeries(series.uid, salt) == name;
}

}  // namespace tandem
