#include "storage/import/dataset_description.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/import/case_table.h"
#include "storage/import/name_text.h"
#include "storage/import/name_words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kIgnored = "ignore";  // nnU-Net's name for what is neither taught nor judged

Json readJson(const std::filesystem::path& file) {
    constexpr std::uint64_t kMostBytes = 64 << 20;
    if (fileBytes(file) > kMostBytes) {
        throw Error(ErrorCode::InvalidInput, "The file " + file.string() + " is too large to describe a data set.");
    }
    std::ifstream stream(file);
    return Json::parse(stream);
}

/// Names by voxel value, the background first.
std::optional<LabelScheme> schemeOf(std::map<std::int32_t, std::string> names) {
    names[0] = "background";
    std::vector<std::string> all;
    std::vector<std::int32_t> values;
    for (const auto& [value, name] : names) {
        if (value >= 0) {
            values.push_back(value);
            all.push_back(name);
        }
    }
    if (all.size() < 2) {
        return std::nullopt;
    }
    LabelScheme scheme = LabelScheme::fromNames(all);
    for (std::size_t i = 0; i < values.size(); ++i) {
        scheme.classes[i].fileValue = values[i];
    }
    scheme.check();
    return scheme;
}

std::optional<std::int32_t> wholeNumber(const Json& json) {
    if (json.is_number_integer()) {
        return json.get<std::int32_t>();
    }
    if (json.is_string()) {
        const std::string text = json.get<std::string>();
        const bool isNumber =
            !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
        return isNumber ? std::optional(std::stoi(text)) : std::nullopt;
    }
    return std::nullopt;
}

/// Either way round: {"1": "liver"} of the decathlon and {"liver": 1} of nnU-Net. There a region is several values;
/// a value is then called as the smallest region that has it. What is to be ignored is no class.
std::optional<LabelScheme> classesOf(const Json& labels) {
    std::map<std::int32_t, std::string> names;
    std::map<std::int32_t, std::size_t> sizes;
    for (const auto& [key, value] : labels.items()) {
        if (const auto number = wholeNumber(Json(key)); number && value.is_string()) {
            names[*number] = value.get<std::string>();
            continue;
        }
        const Json values = value.is_array() ? value : Json::array({value});
        for (const Json& one : values) {
            const auto number = wholeNumber(one);
            if (number && foldedName(key) != kIgnored && (!sizes.contains(*number) || sizes[*number] > values.size())) {
                names[*number] = key;
                sizes[*number] = values.size();
            }
        }
    }
    return schemeOf(std::move(names));
}

std::optional<std::int32_t> ignoredValueOf(const Json& labels) {
    for (const auto& [key, value] : labels.items()) {
        if (foldedName(key) == kIgnored) {
            return wholeNumber(value);
        }
    }
    return std::nullopt;
}

std::optional<std::filesystem::path> fileIn(const std::filesystem::path& folder, const Json& json) {
    const Json& first = json.is_array() && !json.empty() ? json.front() : json;
    return first.is_string() ? findAsWritten(folder, first.get<std::string>()) : std::nullopt;
}

void readPair(const Json& entry, const char* imageKey, DatasetDescription& description) {
    if (!entry.is_object() || !entry.contains(imageKey) || !entry.contains("label")) {
        return;
    }
    const auto image = fileIn(description.folder, entry.at(imageKey));
    const auto label = fileIn(description.folder, entry.at("label"));
    if (image && label) {
        description.labelOf[*image] = *label;
    }
}

DatasetDescription descriptionOf(const std::filesystem::path& file, const Json& json) {
    DatasetDescription description{.folder = file.parent_path()};
    if (json.contains("labels") && json.at("labels").is_object()) {
        description.classes = classesOf(json.at("labels"));
        description.ignoredValue = ignoredValueOf(json.at("labels"));
    }
    for (const char* key : {"channel_names", "modality"}) {
        if (json.contains(key) && json.at(key).is_object()) {
            description.channels = static_cast<int>(json.at(key).size());
        }
    }
    if (json.contains("file_ending") && json.at("file_ending").is_string()) {
        description.fileEnding = foldedName(json.at("file_ending").get<std::string>());
    }
    for (const char* key : {"training", "validation"}) {
        if (json.contains(key) && json.at(key).is_array()) {
            for (const Json& entry : json.at(key)) {
                readPair(entry, "image", description);
            }
        }
    }
    if (json.contains("dataset") && json.at("dataset").is_object()) {
        for (const auto& [name, entry] : json.at("dataset").items()) {
            readPair(entry, "images", description);
        }
    }
    return description;
}

std::vector<DescribedSplit> splitsOf(const Json& folds) {
    std::vector<DescribedSplit> splits;
    for (const Json& fold : folds) {
        splits.push_back({.name = "fold " + std::to_string(splits.size()),
                          .training = fold.at("train").get<std::vector<std::string>>(),
                          .validation = fold.at("val").get<std::vector<std::string>>()});
    }
    return splits;
}

Finding notUnderstood(const std::filesystem::path& file, const std::string& reason) {
    return {FindingSeverity::Warning, "What " + file.string() + " says of the data set is not used: " + reason,
            "Repair the file, or name the classes by hand."};
}

/// A column of values and one of names, as BIDS has them beside label images. Nothing for other tables.
std::optional<DatasetDescription> labelTable(const std::filesystem::path& file) {
    const bool isNamedSo = foldedName(file.filename().string()).ends_with("dseg.tsv");
    const auto columns = isNamedSo ? readColumns(file, {"index", "name"}) : std::nullopt;
    if (!columns) {
        return std::nullopt;
    }
    std::map<std::int32_t, std::string> names;
    for (const std::vector<std::string>& row : *columns) {
        if (const auto value = wholeNumber(Json(row[0])); value && !row[1].empty()) {
            names[*value] = row[1];
        }
    }
    return DatasetDescription{.folder = file.parent_path(), .classes = schemeOf(std::move(names))};
}

}  // namespace

DatasetDescriptions readDescriptions(const std::vector<std::filesystem::path>& jsonFiles,
                                     const std::vector<std::filesystem::path>& tables) {
    DatasetDescriptions all;
    const auto guarded = [&all](const std::filesystem::path& file, const auto& read) {
        try {
            return read();
        } catch (const Error& error) {
            all.findings.push_back(notUnderstood(file, error.what()));
        } catch (const Json::exception&) {
            all.findings.push_back(notUnderstood(file, "it is no JSON file of that kind."));
        }
        return true;
    };
    for (const std::filesystem::path& file : jsonFiles) {
        const std::string name = foldedName(file.filename().string());
        const bool isUsed = guarded(file, [&] {
            if (name == "dataset.json") {
                all.datasets.push_back(descriptionOf(file, readJson(file)));
            } else if (name == "splits_final.json") {
                std::ranges::move(splitsOf(readJson(file)), std::back_inserter(all.splits));
            } else {
                return false;
            }
            return true;
        });
        if (!isUsed) {
            all.others.push_back(file);
        }
    }
    for (const std::filesystem::path& file : tables) {
        const bool isUsed = guarded(file, [&] {
            auto table = labelTable(file);
            if (table) {
                all.datasets.push_back(*std::move(table));
            }
            return table.has_value();
        });
        if (!isUsed) {
            all.others.push_back(file);
        }
    }
    return all;
}

std::vector<PlannedSplit> plannedSplits(const std::vector<DescribedSplit>& splits,
                                        const std::vector<PlannedCase>& cases) {
    std::vector<PlannedSplit> planned;
    for (const DescribedSplit& split : splits) {
        PlannedSplit one{.name = split.name};
        const std::set<std::string> training(split.training.begin(), split.training.end());
        const std::set<std::string> validation(split.validation.begin(), split.validation.end());
        for (const PlannedCase& each : cases) {
            const bool hasLabel = each.label || !each.classFiles.empty();
            const std::string subset = wordsOfFolder(each.images.front().path.parent_path().filename().string()).subset;
            if (validation.contains(each.name) && hasLabel) {
                one.cases[SplitRole::Validation].push_back(each.name);
            } else if (training.contains(each.name) && hasLabel) {
                one.cases[SplitRole::TrainingLabelled].push_back(each.name);
            } else if (subset == "ts") {
                if (hasLabel) {
                    one.cases[SplitRole::Test].push_back(each.name);
                }
            } else if (!hasLabel) {
                one.cases[SplitRole::TrainingUnlabelled].push_back(each.name);
            }
        }
        planned.push_back(std::move(one));
    }
    return planned;
}

}  // namespace tandem
