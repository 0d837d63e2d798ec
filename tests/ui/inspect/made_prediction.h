// A project with one case, a run and its prediction with all maps, whose values a test knows.
#pragma once

#include "core/phantom/phantom.h"
#include "core/reliability/trust_json.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/trust_repository.h"
#include "storage/image/image_writer.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class MadePrediction {
public:
    static constexpr Index3 kDoubtful{3, 4, 5};    ///< the middle of a block of 3x3x3
    static constexpr double kDoubtfulTrust = 0.6;  ///< while it is uncalibrated
    static constexpr float kDoubtfulWeight = 0.5F;
    static constexpr double kTrustOffset = -1;  ///< of a measured trust, to the odds of an uncalibrated one

    MadePrediction() : m_project(Project::create(folder(), "Made", LabelScheme::fromNames({"background", "atrium"}))) {
        PhantomSettings settings;
        settings.size = {32, 28, 24};
        m_phantom = generatePhantom(settings, 7);
        std::filesystem::create_directories(parent() / "images");
        writeImage(m_phantom.image, parent() / "images" / "one.nrrd");
        writeLabel(m_phantom.label, parent() / "images" / "one-label.nrrd");
        CaseRecord record{.name = "one", .geometry = m_phantom.image.geometry(), .state = CaseState::Labelled};
        record.images.push_back({.path = parent() / "images" / "one.nrrd", .contentHash = "i", .format = "nrrd"});
        record.label = ImageFile{.path = parent() / "images" / "one-label.nrrd", .contentHash = "l", .format = "nrrd"};
        m_caseId = m_project.cases().add(record).id;
    }

    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "made.tandem"; }
    [[nodiscard]] Project& project() { return m_project; }
    [[nodiscard]] const PhantomCase& phantom() const { return m_phantom; }
    [[nodiscard]] std::int64_t caseId() const { return m_caseId; }

    /// As if trust in the run had been measured: it doubts less than the uncalibrated one.
    void measure() {
        TrustSum sum{.offset = kTrustOffset};
        sum.slopes[static_cast<std::size_t>(TrustSignal::EntropyMean)] = 1;
        const FittedTrust fitted{
            .model = {.isCalibrated = true, .background = sum, .structure = sum, .classOffsets = {0, 0}},
            .correction = {.isKnown = true, .offset = 0, .halfWidth = 0.05}};
        m_project.trust().record({.runId = 1,
                                  .checkpointHash = "c",
                                  .label = Decoder::A,
                                  .document = trustJson(fitted).dump(),
                                  .file = "runs/trust"});
    }

    /// A is right everywhere and teaches; both are unsure in the doubtful block.
    void predict() {
        const auto run = m_project.runs().add(
            {.method = "mutual-reliable", .settingsJson = "{}", .preparationJson = "{}", .versionsJson = "{}"});
        PredictionRecord record{.runId = run.id,
                                .caseId = m_caseId,
                                .checkpointHash = "c",
                                .checkpointKind = CheckpointKind::Best,
                                .checkpointIteration = 6,
                                .maps = KeptMaps::All,
                                .settingsJson = "{}",
                                .folder = "predictions/made"};
        m_target = folder() / record.folder;
        std::filesystem::create_directories(m_target);
        const auto isInside = [&](std::size_t at) { return m_phantom.label.voxels()[at] == 1; };
        for (const std::string decoder : {"a", "b", "mean"}) {
            add(record, "probability-" + decoder + "-1", [&](std::size_t at) {
                return isInside(at) ? 0.9F : blockAt(at) ? 0.4F : 0.0F;
            });
            add(record, "probability-" + decoder + "-0", [&](std::size_t at) {
                return isInside(at) ? 0.1F : blockAt(at) ? 0.6F : 1.0F;
            });
        }
        for (const std::string decoder : {"a", "b"}) {
            add(record, "uncertainty-" + decoder, [&](std::size_t) { return decoder == "a" ? 0.2F : 0.6F; });
            add(record, "similarity-" + decoder + "-0", [](std::size_t) { return 0.3F; });
            add(record, "similarity-" + decoder + "-1", [](std::size_t) { return 0.8F; });
            add(record, "reliability-" + decoder, [&](std::size_t at) {
                return blockAt(at) ? (at == offsetOf(kDoubtful) ? 0.4F : kDoubtfulWeight) : 0.95F;
            });
        }
        const auto count = m_phantom.label.voxels().size();
        addLabel(record, "label", m_phantom.label);
        addLabel(record, "selection", {grid(), std::vector<std::uint8_t>(count, 1)});
        addLabel(record, "disagreement", {grid(), std::vector<std::uint8_t>(count, 0)});
        m_project.predictions().record(record);
    }

    /// The first run finds nothing in the case, with the same weights; without maps.
    void predictAgain() {
        PredictionRecord record = m_project.predictions().find(1, m_caseId).value();
        record.maps = KeptMaps::Label;
        record.folder = "predictions/again";
        record.files.clear();
        m_target = folder() / record.folder;
        std::filesystem::create_directories(m_target);
        addLabel(record, "label", {grid(), std::vector<std::uint8_t>(m_phantom.label.voxels().size(), 0)});
        m_project.predictions().record(record);
    }

    /// A second run, of another method, whose decoder A finds nothing; without maps.
    void predictNothing() {
        const auto run = m_project.runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"});
        PredictionRecord record{.runId = run.id,
                                .caseId = m_caseId,
                                .checkpointHash = "n",
                                .maps = KeptMaps::Label,
                                .settingsJson = "{}",
                                .folder = "predictions/nothing"};
        m_target = folder() / record.folder;
        std::filesystem::create_directories(m_target);
        addLabel(record, "label", {grid(), std::vector<std::uint8_t>(m_phantom.label.voxels().size(), 0)});
        m_project.predictions().record(record);
    }

    /// Another case, with the same image turned into Hounsfield units, and its prediction by the first run.
    std::int64_t addCtCase() {
        const auto [least, most] = std::ranges::minmax(m_phantom.image.voxels());
        std::vector<float> values;
        for (const float value : m_phantom.image.voxels()) {
            values.push_back(1200 * (value - least) / (most - least) - 1000);
        }
        writeImage({grid(), std::move(values)}, parent() / "images" / "ct.nrrd");
        CaseRecord record{.name = "two", .geometry = grid(), .state = CaseState::Unlabelled};
        record.images.push_back({.path = parent() / "images" / "ct.nrrd", .contentHash = "j", .format = "nrrd"});
        const std::int64_t id = m_project.cases().add(record).id;
        PredictionRecord prediction = m_project.predictions().find(1, m_caseId).value();
        prediction.caseId = id;
        m_project.predictions().record(prediction);
        return id;
    }

    [[nodiscard]] const Geometry& grid() const { return m_phantom.image.geometry(); }
    [[nodiscard]] std::size_t offsetOf(const Index3& voxel) const {
        return static_cast<std::size_t>(voxel[0] + grid().size[0] * (voxel[1] + grid().size[1] * voxel[2]));
    }

private:
    [[nodiscard]] bool blockAt(std::size_t at) const {
        const auto offset = static_cast<std::int64_t>(at);
        const Index3& size = grid().size;
        const Index3 voxel{offset % size[0], offset / size[0] % size[1], offset / (size[0] * size[1])};
        bool isNear = true;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            isNear = isNear && std::abs(voxel[axis] - kDoubtful[axis]) <= 1;
        }
        return isNear;
    }

    template <class ValueAt>
    void add(PredictionRecord& record, const std::string& name, const ValueAt& valueAt) {
        std::vector<float> values(m_phantom.label.voxels().size());
        for (std::size_t at = 0; at < values.size(); ++at) {
            values[at] = valueAt(at);
        }
        writeImage({grid(), std::move(values)}, m_target / (name + ".nrrd"));
        record.files[mapNamed(name).value()] = name + ".nrrd";
    }
    void addLabel(PredictionRecord& record, const std::string& name, const LabelVolume& label) {
        writeLabel(label, m_target / (name + ".nrrd"));
        record.files[mapNamed(name).value()] = name + ".nrrd";
    }

    QTemporaryDir m_temporary;
    Project m_project;
    PhantomCase m_phantom;
    std::int64_t m_caseId = 0;
    std::filesystem::path m_target;
};

}  // namespace tandem
