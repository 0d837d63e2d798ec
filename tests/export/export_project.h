// A project with a labelled case from NRRD files, an unlabelled one from a DICOM series, and a run's predictions of
// both, with all maps, whose values a test knows.
#pragma once

#include "core/phantom/phantom.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_writer.h"
#include "tests/image/made_dicom.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tandem {

class ExportProject {
public:
    static constexpr std::int32_t kAtriumValue = 7;  ///< in files
    static constexpr Index3 kDoubtful{3, 4, 5};      ///< in "one": in a block of 3x3x3 around it trust is 0.6
    static constexpr std::int64_t kDoubtfulVoxels = 27;
    static inline const std::string kCheckpoint = std::string(63, 'a') + "b";

    ExportProject() : m_project(Project::create(folder(), "Study of atria", scheme())) {
        PhantomSettings settings;
        settings.size = {32, 28, 24};
        m_phantom = generatePhantom(settings, 7);
        writeMadeSeries(parent() / "dicom", 6, [](DcmDataset& dataset, int) {
            dataset.putAndInsertString(DCM_FrameOfReferenceUID, "1.2.3.77");
        });
        m_one = addOne();
        m_scan = addScan();
        const RunRecord run = m_project.runs().add({.name = "first",
                                                    .method = "mutual-reliable",
                                                    .settingsJson = R"({"iterations":60,"patch":[16,16,16]})",
                                                    .preparationJson = R"({"orientation":"keep"})",
                                                    .seed = 1337,
                                                    .device = "cpu float32",
                                                    .versionsJson = R"({"tandem":"0.1.0","engine":"LibTorch 2.6"})"});
        m_project.checkpoints().record({.runId = run.id,
                                        .kind = CheckpointKind::Last,
                                        .file = "runs/0001/last.ckpt",
                                        .contentHash = kCheckpoint,
                                        .iteration = 60});
        predict(m_one, m_phantom.label);
        predict(m_scan, scanLabel());
    }

    [[nodiscard]] static LabelScheme scheme() {
        LabelScheme classes = LabelScheme::fromNames({"background", "atrium"});
        classes.classes[1].fileValue = kAtriumValue;
        return classes;
    }

    [[nodiscard]] std::filesystem::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "study.tandem"; }
    [[nodiscard]] std::filesystem::path out() const { return parent() / "out"; }
    [[nodiscard]] Project& project() { return m_project; }
    [[nodiscard]] const PhantomCase& phantom() const { return m_phantom; }
    [[nodiscard]] std::int64_t one() const { return m_one; }
    [[nodiscard]] std::int64_t scan() const { return m_scan; }
    [[nodiscard]] DicomSeries series() const { return findDicomSeries(parent() / "dicom").front(); }

    /// 1 in every fifth voxel.
    [[nodiscard]] LabelVolume scanLabel() const {
        const Geometry geometry = series().geometry;
        std::vector<std::uint8_t> voxels;
        for (std::int64_t at = 0; at < geometry.voxelCount(); ++at) {
            voxels.push_back(at % 5 == 2 ? 1 : 0);
        }
        return {geometry, std::move(voxels)};
    }

    /// Without calibration: trust is 0.9 in the label, 0.6 in the doubtful block beside it, and 1 - 1e-4 elsewhere.
    [[nodiscard]] static double expectedErrors(const LabelVolume& label) {
        const double inside = foregroundOf(label);
        const double rest = static_cast<double>(label.voxels().size()) - inside - doubtfulOf(label);
        return 0.1 * inside + 0.4 * doubtfulOf(label) + 1e-4 * rest;
    }
    /// That the mean probability expects of itself.
    [[nodiscard]] static double expectedDice(const LabelVolume& label) {
        const double right = 0.9 * foregroundOf(label);
        return 2 * right / (2 * right + 0.1 * foregroundOf(label) + 0.4 * doubtfulOf(label));
    }
    [[nodiscard]] static double foregroundOf(const LabelVolume& label) {
        return static_cast<double>(std::ranges::count(label.voxels(), 1));
    }
    /// Voxels of the block that are not of the label.
    [[nodiscard]] static double doubtfulOf(const LabelVolume& label) {
        double count = 0;
        for (std::size_t at = 0; at < label.voxels().size(); ++at) {
            count += label.voxels()[at] == 0 && isDoubtful(label.geometry(), at) ? 1 : 0;
        }
        return count;
    }

    /// A prediction with all maps, or with the label alone.
    void predict(std::int64_t caseId, const LabelVolume& label, bool hasAllMaps = true) {
        PredictionRecord record{.runId = 1, .caseId = caseId, .checkpointHash = kCheckpoint};
        record.maps = hasAllMaps ? KeptMaps::All : KeptMaps::Label;
        record.settingsJson = R"({"stride":[8,8,8]})";
        record.folder = "predictions/0001/" + std::to_string(caseId);
        m_target = folder() / record.folder;
        std::filesystem::create_directories(m_target);
        addLabel(record, "label", label);
        if (hasAllMaps) {
            addMaps(record, label);
        }
        m_project.predictions().record(record);
    }

private:
    [[nodiscard]] static bool isDoubtful(const Geometry& grid, std::size_t at) {
        const auto offset = static_cast<std::int64_t>(at);
        const Index3 voxel{offset % grid.size[0], offset / grid.size[0] % grid.size[1],
                           offset / (grid.size[0] * grid.size[1])};
        return std::abs(voxel[0] - kDoubtful[0]) <= 1 && std::abs(voxel[1] - kDoubtful[1]) <= 1 &&
               std::abs(voxel[2] - kDoubtful[2]) <= 1;
    }

    std::int64_t addOne() {
        std::filesystem::create_directories(parent() / "images");
        writeImage(m_phantom.image, parent() / "images" / "one.nrrd");
        std::vector<std::int32_t> values;
        for (const std::uint8_t value : m_phantom.label.voxels()) {
            values.push_back(value == 1 ? kAtriumValue : 0);
        }
        writeLabel(RawLabelVolume(m_phantom.label.geometry(), std::move(values)),
                   parent() / "images" / "one-label.nrrd");
        CaseRecord record{.name = "one", .patient = "P/1", .geometry = m_phantom.image.geometry()};
        record.state = CaseState::Labelled;
        record.images.push_back({.path = parent() / "images" / "one.nrrd", .contentHash = "i", .format = "nrrd"});
        record.label = ImageFile{.path = parent() / "images" / "one-label.nrrd", .contentHash = "l", .format = "nrrd"};
        return m_project.cases().add(record).id;
    }

    std::int64_t addScan() {
        CaseRecord record{.name = "scan", .geometry = series().geometry};
        record.images.push_back(
            {.path = parent() / "dicom", .contentHash = "d", .format = "dicom", .seriesUid = "1.2.3.100"});
        return m_project.cases().add(record).id;
    }

    void addMaps(PredictionRecord& record, const LabelVolume& label) {
        const Geometry& grid = label.geometry();
        const auto isDoubtful = [&](std::size_t at) { return ExportProject::isDoubtful(grid, at); };
        const auto isInside = [&](std::size_t at) { return label.voxels()[at] == 1; };
        for (const std::string decoder : {"a", "b", "mean"}) {
            const auto foreground = [&](std::size_t at) { return isInside(at) ? 0.9F : isDoubtful(at) ? 0.4F : 0.0F; };
            addMap(record, grid, "probability-" + decoder + "-1", foreground);
            addMap(record, grid, "probability-" + decoder + "-0", [&](std::size_t at) { return 1 - foreground(at); });
        }
        for (const std::string decoder : {"a", "b"}) {
            addMap(record, grid, "uncertainty-" + decoder,
                   [&](std::size_t at) { return isDoubtful(at) ? 0.6F : 0.1F; });
            addMap(record, grid, "similarity-" + decoder + "-0", [](std::size_t) { return 0.5F; });
            addMap(record, grid, "similarity-" + decoder + "-1", [](std::size_t) { return 0.5F; });
            // Low, too, where both decoders are sure of the background: nothing is to be made of it.
            addMap(record, grid, "reliability-" + decoder, [&](std::size_t at) {
                return isDoubtful(at) ? 0.5F : isInside(at) ? 0.95F : 0.1F;
            });
        }
        const std::vector<std::uint8_t> none(label.voxels().size(), 0);
        addLabel(record, "disagreement", {grid, none});
        addLabel(record, "selection", {grid, none});
    }

    void addMap(PredictionRecord& record, const Geometry& grid, const std::string& name,
                const std::function<float(std::size_t)>& valueAt) const {
        std::vector<float> values(static_cast<std::size_t>(grid.voxelCount()));
        for (std::size_t at = 0; at < values.size(); ++at) {
            values[at] = valueAt(at);
        }
        writeImage({grid, std::move(values)}, m_target / (name + ".nrrd"));
        record.files[mapNamed(name).value()] = name + ".nrrd";
    }
    void addLabel(PredictionRecord& record, const std::string& name, const LabelVolume& label) const {
        writeLabel(label, m_target / (name + ".nrrd"));
        record.files[mapNamed(name).value()] = name + ".nrrd";
    }

    QTemporaryDir m_temporary;
    Project m_project;
    PhantomCase m_phantom;
    std::int64_t m_one = 0;
    std::int64_t m_scan = 0;
    std::filesystem::path m_target;
};

}  // namespace tandem
