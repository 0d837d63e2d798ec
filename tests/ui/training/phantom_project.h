// A project in a temporary folder with small phantoms, imported and split, that trains in seconds.
#pragma once

#include "core/phantom/phantom.h"
#include "core/settings/training_settings.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <QTemporaryDir>
#include <filesystem>
#include <string>

namespace tandem {

class PhantomProject {
public:
    explicit PhantomProject(const std::string& casePrefix = "phantom_")
        : m_project(Project::create(folder(), "Phantoms", LabelScheme::fromNames({"background", "atrium"}))) {
        const std::filesystem::path volumes = parent() / "volumes";
        PhantomSettings settings;
        settings.size = {32, 32, 24};
        constexpr int kCases = 4;
        for (int index = 0; index < kCases; ++index) {
            const PhantomCase made = generatePhantom(settings, static_cast<std::uint64_t>(index) + 1);
            const std::string file = casePrefix + std::to_string(index + 1) + ".nii.gz";
            std::filesystem::create_directories(volumes / "imagesTr");
            std::filesystem::create_directories(volumes / "labelsTr");
            writeImage(made.image, volumes / "imagesTr" / file);
            writeLabel(made.label, volumes / "labelsTr" / file);
        }
        const Progress silent = [](double, std::string_view) {};
        const ImportOptions options;
        runImport(m_project, planImport({volumes}, options, silent), options, silent, {});
        SplitRecord split{.name = "small", .seed = 1};
        split.assignments = planSplit(splitCandidates(m_project), {.labelled = 1, .unlabelled = 2, .validation = 1}, 1);
        m_splitId = m_project.splits().add(split).id;
    }

    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "phantoms.tandem"; }
    [[nodiscard]] Project& project() { return m_project; }
    [[nodiscard]] std::int64_t splitId() const { return m_splitId; }

    [[nodiscard]] static TrainingSettings smallSettings(std::int64_t iterations) {
        TrainingSettings settings;
        settings.device = "cpu";
        settings.precision = AskedPrecision::Float32;
        settings.filters = 2;
        settings.patch = {16, 16, 16};
        settings.testStride = {16, 16, 16};
        settings.labelledBatch = 1;
        settings.unlabelledBatch = 1;
        settings.iterations = iterations;
        settings.validationInterval = 10;
        settings.checkpointInterval = 5;
        settings.rampIterations = 20;
        return settings;
    }

private:
    QTemporaryDir m_temporary;
    Project m_project;
    std::int64_t m_splitId = 0;
};

}  // namespace tandem
