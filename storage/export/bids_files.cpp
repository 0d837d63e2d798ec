#include "storage/export/bids_files.h"

#include "core/base/csv_text.h"
#include "core/base/file_system.h"
#include "core/base/program_version.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <fstream>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDescriptionFile = "dataset_description.json";
constexpr const char* kGenerator = "Tandem";
constexpr std::string_view kLinkToSource = "raw";

std::string text(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool isBidsDataset(const std::filesystem::path& folder) {
    return isFile(folder / kDescriptionFile);
}

std::string rowOf(std::int32_t index, std::string name, const std::array<std::uint8_t, 3>& colour) {
    std::ranges::replace(name, '\t', ' ');
    return std::format("{}\t{}\t#{:02x}{:02x}{:02x}\n", index, csvField(name), colour[0], colour[1], colour[2]);
}

}  // namespace

bool isOwnDescription(const std::filesystem::path& file) {
    if (!isFile(file)) {
        return false;
    }
    std::ifstream stream(file);
    const Json json = Json::parse(stream, nullptr, false);
    return json.is_object() && json.contains("GeneratedBy") && json.at("GeneratedBy").is_array() &&
           std::ranges::any_of(json.at("GeneratedBy"), [](const Json& one) {
               return one.is_object() && one.value("Name", Json()) == kGenerator;
           });
}

std::string bidsDescription(const std::filesystem::path& folder) {
    Json json{
        {"Name", "Segmentations by Tandem"},
        {"BIDSVersion", "1.10.0"},
        {"DatasetType", "derivative"},
        {"GeneratedBy", Json::array({{{"Name", kGenerator},
                                      {"Version", programVersion()},
                                      {"Description", "Predictions of networks that were trained with few labels"}}})}};
    if (isBidsDataset(folder)) {
        json["DatasetLinks"] = {{kLinkToSource, "../.."}};
    }
    return text(json);
}

std::string bidsLabelTable(const LabelScheme& scheme, const std::optional<AbstainSettings>& abstain) {
    std::string table = "index\tname\tcolor\n";
    for (const LabelClass& one : scheme.classes) {
        table += rowOf(one.fileValue, one.name, one.colour);
    }
    return abstain ? table + rowOf(abstain->fileValue, std::string(kAbstainName), kAbstainColour) : table;
}

std::vector<std::string> bidsSources(const Project& project, const CaseRecord& record,
                                     const std::filesystem::path& folder) {
    std::vector<std::string> sources;
    for (const ImageFile& image : record.images) {
        const std::filesystem::path inside =
            realPath(project.cases().locate(image)).lexically_relative(realPath(folder));
        if (isBidsDataset(folder) && !inside.empty() && *inside.begin() != "..") {
            sources.push_back(std::format("bids:{}:{}", kLinkToSource, inside.generic_string()));
        }
    }
    return sources;
}

std::string bidsSidecar(const std::string& description, const std::vector<std::string>& sources,
                        const nlohmann::ordered_json& provenance) {
    Json json{{"Description", description}};
    if (!sources.empty()) {
        json["Sources"] = sources;
    }
    json["SpatialReference"] = "orig";
    json["Manual"] = false;
    json["Tandem"] = provenance;
    return text(json);
}

}  // namespace tandem
