#include "storage/export/nnunet_dataset.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/export/export_names.h"
#include "storage/export/export_target.h"
#include "storage/image/image_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <format>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kEnding = ".nii.gz";

struct Member {
    CaseRecord record;
    SplitRole role = SplitRole::TrainingUnlabelled;
    std::string name;  ///< as nnU-Net's identifier of the case
};

std::string text(const Json& json) {
    return json.dump(4, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<Member> membersOf(const Project& project, std::optional<std::int64_t> splitId) {
    std::vector<Member> members;
    std::set<std::string> names;
    for (CaseRecord& record : project.cases().list()) {
        const auto role = splitId                               ? project.splits().roleOf(*splitId, record.id)
                          : record.state == CaseState::Excluded ? std::nullopt
                          : record.label                        ? std::optional(SplitRole::TrainingLabelled)
                                                                : std::optional(SplitRole::TrainingUnlabelled);
        if (!role) {
            continue;
        }
        const std::string name = filledIn("{case}", {.caseName = record.name});
        if (!names.insert(name).second) {
            throw Error(ErrorCode::Conflict, "Two cases would both be called " + name + "; rename one of them.");
        }
        members.push_back({std::move(record), *role, name});
    }
    return members;
}

void check(const std::vector<Member>& members, const std::filesystem::path& folder) {
    std::error_code failure;
    if (std::filesystem::exists(folder, failure) && !std::filesystem::is_empty(folder, failure)) {
        throw Error(ErrorCode::Conflict, folder.string() + " exists and has something in it; choose a new folder.");
    }
    const Member* first = nullptr;
    for (const Member& one : members) {
        if (first != nullptr && one.record.images.size() != first->record.images.size()) {
            throw Error(ErrorCode::InvalidInput,
                        std::format("\"{}\" has {} channels and \"{}\" has {}; a data set of nnU-Net has one number of "
                                    "channels, so leave one kind out of the split.",
                                    one.record.name, one.record.images.size(), first->record.name,
                                    first->record.images.size()));
        }
        first = first == nullptr ? &one : first;
    }
    if (std::ranges::none_of(members, [](const Member& one) { return one.record.label.has_value(); })) {
        throw Error(ErrorCode::InvalidInput, "No case has a label, so there would be nothing to train on.");
    }
}

/// "Tr", "Ts" or "Un": the ending of the folder.
std::string partOf(SplitRole role) {
    return role == SplitRole::Test ? "Ts" : role == SplitRole::TrainingUnlabelled ? "Un" : "Tr";
}

class Writing {
public:
    Writing(const Project& project, const std::filesystem::path& folder, const std::stop_token& stop)
        : m_project(project),
          m_folder(folder),
          m_stop(stop),
          m_ignored(static_cast<std::uint8_t>(project.labels().scheme().count())) {}

    void add(const Member& one) {
        const std::string part = partOf(one.role);
        for (const ImageFile& image : one.record.images) {
            throwIfStopped(m_stop);
            writeImage(readCaseImage(m_project, image, m_stop),
                       m_folder / ("images" + part) / std::format("{}_{:04}{}", one.name, image.channel, kEnding));
        }
        if (one.role != SplitRole::TrainingUnlabelled) {
            writeLabel(withIgnored(readCaseLabel(m_project, one.record, m_stop)),
                       m_folder / ("labels" + part) / (one.name + kEnding));
        }
        ++(part == "Tr" ? m_done.training : part == "Ts" ? m_done.test : m_done.unlabelled);
    }
    [[nodiscard]] const NnunetDataset& done() const noexcept { return m_done; }
    /// The value that stands for unknown voxels, where a label has some. nnU-Net asks for the number after the classes.
    [[nodiscard]] std::optional<std::uint8_t> ignored() const {
        return m_hasUnknown ? std::optional(m_ignored) : std::nullopt;
    }

private:
    [[nodiscard]] LabelVolume withIgnored(const LabelVolume& label) {
        if (std::ranges::find(label.voxels(), kUnknownClass) == label.voxels().end()) {
            return label;
        }
        m_hasUnknown = true;
        std::vector<std::uint8_t> voxels(label.voxels().begin(), label.voxels().end());
        std::ranges::replace(voxels, kUnknownClass, m_ignored);
        return {label.geometry(), std::move(voxels)};
    }

    const Project& m_project;
    const std::filesystem::path& m_folder;
    const std::stop_token& m_stop;
    std::uint8_t m_ignored;
    bool m_hasUnknown = false;
    NnunetDataset m_done;
};

Json datasetJson(const Project& project, const std::vector<Member>& members, const Writing& writing) {
    Json channels = Json::object();
    for (const ImageFile& image : members.front().record.images) {
        channels[std::to_string(image.channel)] = "channel" + std::to_string(image.channel);
    }
    Json labels = Json::object();
    const std::vector<std::string> names = project.labels().scheme().names();
    for (std::size_t index = 0; index < names.size(); ++index) {
        labels[index == 0 ? "background" : names[index]] = index;
    }
    if (const auto ignored = writing.ignored()) {
        if (labels.contains("ignore")) {
            throw Error(ErrorCode::InvalidInput,
                        "The class \"ignore\" has the name by which nnU-Net knows unknown voxels; rename the class.");
        }
        labels["ignore"] = *ignored;
    }
    return {{"name", project.name()},
            {"channel_names", std::move(channels)},
            {"labels", std::move(labels)},
            {"numTraining", writing.done().training},
            {"file_ending", kEnding}};
}

/// One fold, as a split has: to train on, and to validate with.
Json foldsOf(const std::vector<Member>& members) {
    Json fold{{"train", Json::array()}, {"val", Json::array()}};
    for (const Member& one : members) {
        if (one.role == SplitRole::TrainingLabelled || one.role == SplitRole::Validation) {
            fold[one.role == SplitRole::TrainingLabelled ? "train" : "val"].push_back(one.name);
        }
    }
    return Json::array({std::move(fold)});
}

}  // namespace

NnunetDataset writeNnunetDataset(const Project& project, std::optional<std::int64_t> splitId,
                                 const std::filesystem::path& folder, const Progress& progress,
                                 const std::stop_token& stop) {
    requireForExports(project, realPath(folder));
    const std::vector<Member> members = membersOf(project, splitId);
    check(members, folder);
    Writing writing(project, folder, stop);
    for (std::size_t index = 0; index < members.size(); ++index) {
        throwIfStopped(stop);
        progress(static_cast<double>(index) / static_cast<double>(members.size()), members[index].record.name);
        writing.add(members[index]);
    }
    if (splitId) {
        writeAtomically(folder / "splits_final.json", text(foldsOf(members)));
    }
    // Last, as by it nnU-Net knows a data set.
    writeAtomically(folder / "dataset.json", text(datasetJson(project, members, writing)));
    progress(1, "written");
    return writing.done();
}

}  // namespace tandem
