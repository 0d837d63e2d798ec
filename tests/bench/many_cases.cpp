#include "tests/bench/many_cases.h"

#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_writer.h"

#include <array>
#include <cstdio>

namespace tandem {
namespace {

constexpr int kLabelledEvery = 3;
constexpr int kCasesPerPatient = 4;

std::string numbered(const char* pattern, int number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), pattern, number);
    return text.data();
}

struct Sources {
    std::filesystem::path image;
    std::filesystem::path label;
    Geometry geometry;
};

Sources writeSources(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    Sources made{.image = folder / "volume.nii", .label = folder / "label.nii", .geometry = {.size = {24, 24, 16}}};
    const auto voxels = static_cast<std::size_t>(made.geometry.voxelCount());
    std::vector<float> intensities(voxels);
    std::vector<std::uint8_t> classes(voxels);
    for (std::size_t index = 0; index < voxels; ++index) {
        intensities[index] = static_cast<float>(index % 97);
        classes[index] = index % 5 == 0 ? 1 : 0;
    }
    writeImage(ImageVolume(made.geometry, std::move(intensities)), made.image);
    writeLabel(LabelVolume(made.geometry, std::move(classes)), made.label);
    return made;
}

ImageFile linkedTo(const std::filesystem::path& source, const std::string& name) {
    const std::filesystem::path path = source.parent_path() / (name + ".nii");
    std::filesystem::create_hard_link(source, path);
    return {.path = path,
            .bytes = std::filesystem::file_size(path),
            .contentHash = "content-" + name,
            .format = "nifti",
            .intensities = IntensityStatistics{0, 96, 48, 28}};
}

CaseRecord caseNumbered(int number, const Sources& sources) {
    CaseRecord record;
    record.name = numbered("case-%05d", number);
    record.patient = numbered("sub-%04d", number / kCasesPerPatient);
    record.geometry = sources.geometry;
    record.images.push_back(linkedTo(sources.image, record.name));
    record.tags = number % 10 == 0 ? std::vector<std::string>{"follow-up"} : std::vector<std::string>{};
    if (number % kLabelledEvery == 0) {
        record.label = linkedTo(sources.label, record.name + "-label");
        record.label->intensities.reset();
        record.labelVoxels = {7372, 1844};
        record.state = CaseState::Labelled;
    }
    return record;
}

SplitRole roleOf(const CaseRecord& record, int number) {
    if (!record.label) {
        return SplitRole::TrainingUnlabelled;
    }
    constexpr std::array kRoles{SplitRole::TrainingLabelled, SplitRole::Validation, SplitRole::Test};
    return kRoles[static_cast<std::size_t>(number / kLabelledEvery) % kRoles.size()];
}

/// A run that has ended and predicted every case.
void addRun(const Project& project, const SplitRecord& split) {
    const RunRecord run = project.runs().add({.name = "mutual",
                                              .method = "mutual-reliable",
                                              .settingsJson = R"({"iterations":60})",
                                              .preparationJson = "{}",
                                              .device = "cpu",
                                              .versionsJson = R"({"tandem":"0.1.0"})",
                                              .splitId = split.id});
    {
        const RunLock lock(project.runFolder(run));
        project.runs().markRunning(run.id, lock);
        project.runs().markEnded(run.id, RunStatus::Finished, "");
    }
    for (const SplitAssignment& assignment : split.assignments) {
        PredictionRecord prediction{.runId = run.id,
                                    .caseId = assignment.caseId,
                                    .checkpointHash = "checkpoint",
                                    .maps = KeptMaps::All,
                                    .settingsJson = "{}",
                                    .folder = "predictions/" + std::to_string(assignment.caseId)};
        for (const char* map : {"label", "probability-a-1", "probability-b-1", "uncertainty-a", "uncertainty-b"}) {
            prediction.files[mapNamed(map).value()] = std::string(map) + ".nii";
        }
        prediction.scores["reliability"] = static_cast<double>(assignment.caseId % 101) / 101;
        static_cast<void>(project.predictions().record(prediction));
    }
}

}  // namespace

std::filesystem::path writeManyCases(const std::filesystem::path& folder, int count) {
    const Sources sources = writeSources(folder / "images");
    const Project project =
        Project::create(folder / "cohort.tandem", "Cohort", LabelScheme::fromNames({"background", "atrium"}));
    project.transaction([&] {
        SplitRecord split{.name = "everything", .seed = 1};
        for (int number = 0; number < count; ++number) {
            const CaseRecord record = project.cases().add(caseNumbered(number, sources));
            split.assignments.push_back({record.id, roleOf(record, number)});
        }
        addRun(project, project.splits().add(split));
    });
    return project.folder();
}

}  // namespace tandem
