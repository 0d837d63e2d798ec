// A project in a temporary folder and plausible records for it.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"

#include <QTemporaryDir>
#include <filesystem>
#include <string>

namespace tandem {

class SampleProject {
public:
    SampleProject()
        : m_project(Project::create(folder(), "Left atrium", LabelScheme::fromNames({"background", "atrium"}))) {}

    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "la.tandem"; }
    [[nodiscard]] Project& project() { return m_project; }

    CaseRecord addCase(const std::string& name, bool hasLabel = true, const std::string& patient = {}) {
        return m_project.cases().add(sampleCase(name, hasLabel, patient));
    }

    /// A split with one case per role, named after it, and a run on it.
    RunRecord addRunOnFourRoles() {
        SplitRecord split{.name = "first", .seed = 1};
        for (const SplitRole role : kSplitRoles) {
            const std::string name(nameOf(role));
            split.assignments.push_back({addCase(name, role != SplitRole::TrainingUnlabelled).id, role});
        }
        return addRun(m_project.splits().add(split).id);
    }
    RunRecord addRun(std::int64_t splitId) {
        return m_project.runs().add({.method = "supervised",
                                     .settingsJson = R"({"iterations":60})",
                                     .preparationJson = "{}",
                                     .seed = 1337,
                                     .device = "auto",
                                     .versionsJson = R"({"tandem":"0.1.0"})",
                                     .splitId = splitId});
    }
    [[nodiscard]] std::int64_t caseIn(SplitRole role) { return m_project.cases().find(std::string(nameOf(role)))->id; }

    [[nodiscard]] CaseRecord sampleCase(const std::string& name, bool hasLabel, const std::string& patient = {}) const {
        CaseRecord record;
        record.name = name;
        record.patient = patient;
        record.geometry = {
            {88, 140, 200}, {0.625, 0.7, 1.0 / 3}, {-12.5, 1e-7, 3}, {{{0, 1, 0}, {1, 0, 0}, {0, 0, -1}}}};
        record.images.push_back({.path = parent() / "images" / (name + ".nii.gz"),
                                 .bytes = 4'000'000'000,
                                 .contentHash = "image-" + name,
                                 .format = "nifti",
                                 .intensities = IntensityStatistics{-3.5, 9.25, 0.1, 1.0}});
        if (hasLabel) {
            record.label = ImageFile{.path = parent() / "labels" / (name + ".nii.gz"),
                                     .bytes = 12'345,
                                     .contentHash = "label-" + name,
                                     .format = "nifti"};
            record.labelVoxels = {2'000'000'000'000, 42};
            record.state = CaseState::Labelled;
        }
        return record;
    }

private:
    QTemporaryDir m_temporary;
    Project m_project;
};

}  // namespace tandem
