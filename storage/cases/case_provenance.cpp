#include "storage/cases/case_provenance.h"

#include "storage/db/case_record.h"
#include "storage/image/series_pseudonym.h"

#include <nlohmann/json.hpp>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

Json sourceOf(const ImageFile& file) {
    Json json{{"file", file.relativePath.generic_string()}, {"sha256", file.contentHash}};
    if (!file.seriesUid.empty() && !isSeriesPseudonym(file.seriesUid)) {
        json["seriesUid"] = file.seriesUid;
    }
    return json;
}

}  // namespace

nlohmann::ordered_json sourcesJson(const CaseRecord& record) {
    Json json{{"name", record.name}, {"images", Json::array()}};
    for (const ImageFile& image : record.images) {
        json["images"].push_back(sourceOf(image));
    }
    if (record.label) {
        json["label"] = sourceOf(*record.label);
    }
    return json;
}

}  // namespace tandem
