// A project with a finished run whose predictions are as good or bad as a test wants them.
#pragma once

#include "core/base/content_hash.h"
#include "core/phantom/phantom.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_writer.h"

#include <QTemporaryDir>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class ReviewProject {
public:
    static constexpr std::int32_t kAtriumValue = 200;  ///< of a voxel in label files

    /// Cases "train", "open-1" to "open-3" (no label) and "check-1" to "check-N" (validation), on an oblique grid.
    explicit ReviewProject(int validationCases = 4)
        : m_project(Project::create(folder(), "Review", scheme())), m_phantom(generatePhantom(phantomSettings(), 3)) {
        Geometry grid = m_phantom.image.geometry();
        grid.spacingMm = {1.5, 1.25, 2};
        grid.originMm = {-20, 13.5, 7};
        grid.direction = {{{0.8, -0.6, 0}, {0.6, 0.8, 0}, {0, 0, 1}}};
        m_phantom = {.image = {grid, m_phantom.image.share()}, .label = {grid, m_phantom.label.share()}};
        SplitRecord split{.name = "first", .seed = 1};
        split.assignments.push_back({addCase("train", true), SplitRole::TrainingLabelled});
        for (int number = 1; number <= 3; ++number) {
            m_open.push_back(addCase("open-" + std::to_string(number), false));
        }
        split.assignments.push_back({m_open[0], SplitRole::TrainingUnlabelled});
        split.assignments.push_back({m_open[1], SplitRole::TrainingUnlabelled});
        for (int number = 1; number <= validationCases; ++number) {
            m_checks.push_back(addCase("check-" + std::to_string(number), true));
            split.assignments.push_back({m_checks.back(), SplitRole::Validation});
        }
        m_splitId = m_project.splits().add(split).id;
        m_runId = addRun("mutual-reliable", m_splitId);
        m_project.checkpoints().record({.runId = m_runId, .file = "runs/0001/last.ckpt", .contentHash = checkpoint()});
    }

    [[nodiscard]] static LabelScheme scheme() {
        LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
        scheme.classes[1].fileValue = kAtriumValue;
        return scheme;
    }
    [[nodiscard]] static std::string checkpoint() { return std::string(64, 'c'); }
    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "review.tandem"; }
    [[nodiscard]] Project& project() { return m_project; }
    [[nodiscard]] const Geometry& grid() const { return m_phantom.image.geometry(); }
    /// What every image shows.
    [[nodiscard]] const LabelVolume& truth() const { return m_phantom.label; }
    [[nodiscard]] std::int64_t runId() const { return m_runId; }
    [[nodiscard]] std::int64_t splitId() const { return m_splitId; }
    [[nodiscard]] std::int64_t open(int number) const { return m_open.at(static_cast<std::size_t>(number - 1)); }
    [[nodiscard]] std::int64_t check(int number) const { return m_checks.at(static_cast<std::size_t>(number - 1)); }

    /// Without a checkpoint.
    std::int64_t addRun(const std::string& method, std::int64_t splitId) {
        return m_project.runs()
            .add({.method = method,
                  .settingsJson = "{}",
                  .preparationJson = "{}",
                  .versionsJson = "{}",
                  .splitId = splitId})
            .id;
    }

    std::int64_t addCase(const std::string& name, bool hasLabel) {
        const std::filesystem::path image = parent() / "images" / (name + ".nrrd");
        std::filesystem::create_directories(image.parent_path());
        writeImage(m_phantom.image, image);
        CaseRecord record{.name = name, .geometry = grid(), .state = CaseState::Unlabelled};
        record.images.push_back({.path = image, .contentHash = contentHash(image), .format = "nrrd"});
        if (hasLabel) {
            const std::filesystem::path label = parent() / "labels" / (name + ".nrrd");
            std::filesystem::create_directories(label.parent_path());
            std::vector<std::int32_t> values;
            for (const std::uint8_t index : truth().voxels()) {
                values.push_back(index == 1 ? kAtriumValue : 0);
            }
            writeLabel(RawLabelVolume(grid(), std::move(values)), label);
            record.label = ImageFile{.path = label, .contentHash = contentHash(label), .format = "nrrd"};
            record.labelVoxels = {1, 1};
            record.state = CaseState::Labelled;
        }
        return m_project.cases().add(record).id;
    }

    /// The truth moved along the first axis by some voxels: the more, the worse. Where it is wrong the network is
    /// uncertain, unless it is overconfident. With all maps.
    PredictionRecord predict(std::int64_t caseId, std::int64_t shift, bool isOverconfident = false,
                             const std::string& checkpointHash = checkpoint()) {
        PredictionRecord record{.runId = m_runId,
                                .caseId = caseId,
                                .checkpointHash = checkpointHash,
                                .maps = KeptMaps::All,
                                .settingsJson = "{}",
                                .folder = "predictions/" + std::to_string(caseId) + checkpointHash.substr(0, 4)};
        const LabelVolume label = shifted(shift);
        std::vector<float> foreground, background, uncertainty, weight, similarity;
        for (std::size_t at = 0; at < label.voxels().size(); ++at) {
            const bool isDoubtful = (label.voxels()[at] != truth().voxels()[at]) != isOverconfident;
            // No two voxels are quite alike, as in a real map.
            const float small = 0.03F * static_cast<float>(at * 7919 % 101) / 101;
            const float confidence = (isDoubtful ? 0.6F : 0.95F) + small;
            foreground.push_back(label.voxels()[at] == 1 ? confidence : 1 - confidence);
            background.push_back(1 - foreground.back());
            uncertainty.push_back((isDoubtful ? 0.65F : 0.2F) + small);
            weight.push_back(1 - uncertainty.back());
            similarity.push_back(0.9F + small);
        }
        writeLabel(label, fileOf(record, "label"));
        for (const std::string decoder : {"a", "b", "mean"}) {
            writeImage({grid(), background}, fileOf(record, "probability-" + decoder + "-0"));
            writeImage({grid(), foreground}, fileOf(record, "probability-" + decoder + "-1"));
        }
        for (const std::string decoder : {"a", "b"}) {
            writeImage({grid(), similarity}, fileOf(record, "similarity-" + decoder + "-0"));
            writeImage({grid(), similarity}, fileOf(record, "similarity-" + decoder + "-1"));
            writeImage({grid(), weight}, fileOf(record, "reliability-" + decoder));
            writeImage({grid(), uncertainty}, fileOf(record, "uncertainty-" + decoder));
        }
        writeLabel(LabelVolume(grid(), std::vector<std::uint8_t>(label.voxels().size(), 0)),
                   fileOf(record, "disagreement"));
        return m_project.predictions().record(record);
    }

    [[nodiscard]] LabelVolume shifted(std::int64_t by) const {
        std::vector<std::uint8_t> moved(truth().voxels().size(), 0);
        const Index3& size = grid().size;
        for (std::int64_t z = 0; z < size[2]; ++z) {
            for (std::int64_t y = 0; y < size[1]; ++y) {
                for (std::int64_t x = by; x < size[0]; ++x) {
                    moved[static_cast<std::size_t>(x + size[0] * (y + size[1] * z))] = truth().at(x - by, y, z);
                }
            }
        }
        return {grid(), std::move(moved)};
    }

private:
    static PhantomSettings phantomSettings() {
        PhantomSettings settings;
        settings.size = {32, 28, 24};
        return settings;
    }
    std::filesystem::path fileOf(PredictionRecord& record, const std::string& map) {
        const std::string& file = record.files[mapNamed(map).value()] = map + ".nrrd";
        std::filesystem::create_directories(folder() / record.folder);
        return folder() / record.folder / file;
    }

    QTemporaryDir m_temporary;
    Project m_project;
    PhantomCase m_phantom;
    std::vector<std::int64_t> m_open;
    std::vector<std::int64_t> m_checks;
    std::int64_t m_splitId = 0;
    std::int64_t m_runId = 0;
};

}  // namespace tandem
