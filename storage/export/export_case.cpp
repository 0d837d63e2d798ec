#include "storage/export/export_case.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/program_version.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/export/bids_files.h"
#include "storage/image/dicom_segmentation.h"
#include "storage/image/dicom_structure_set.h"
#include "storage/image/image_writer.h"
#include "storage/image/series_pseudonym.h"
#include "storage/mesh/mesh_writer.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/provenance.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/prediction_reading.h"
#include "storage/reliability/trust_provenance.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

class CaseWriter {
public:
    CaseWriter(const Project& project, const ExportPlan& plan, const CaseExport& one, const ExportRequest& request,
               PredictionReading& predicted, std::stop_token stop)
        : m_project(project),
          m_plan(plan),
          m_case(one),
          m_request(request),
          m_predicted(predicted),
          m_stop(std::move(stop)) {}

    void write(const ExportFile& file);
    void recordFiles() const;
    [[nodiscard]] CaseExportResult take() { return std::move(m_result); }

private:
    [[nodiscard]] std::uint8_t abstainIndex() const { return static_cast<std::uint8_t>(m_plan.scheme.count()); }

    const LabelVolume& exportedLabel();
    void writeLabelFile(const std::filesystem::path& target);
    void writeMapFile(const MapName& map, const std::filesystem::path& target) const;
    /// False when the class is nowhere in the case.
    bool writeSurface(const ExportFile& file);
    void writeDicomObject(const ExportFile& file);
    [[nodiscard]] std::string provenance() const;

    const Project& m_project;
    const ExportPlan& m_plan;
    const CaseExport& m_case;
    const ExportRequest& m_request;
    PredictionReading& m_predicted;
    std::stop_token m_stop;
    LabelVolume m_exported;  ///< with the abstain index
    CaseExportResult m_result;
    std::string m_provenance;
};

const LabelVolume& CaseWriter::exportedLabel() {
    if (m_exported.isEmpty() && m_request.abstain) {
        const TrustedPrediction& trusted = *m_predicted.trusted();  // which the plan sees to
        AbstainedLabel label = abstained(trusted.label, trusted.trust, m_request.abstain->threshold, abstainIndex());
        m_result.abstained = label.count;
        m_exported = std::move(label.label);
    } else if (m_exported.isEmpty()) {
        m_exported = m_predicted.label();
    }
    return m_exported;
}

void CaseWriter::writeLabelFile(const std::filesystem::path& target) {
    const LabelVolume& label = exportedLabel();
    std::vector<std::int32_t> fileValues;
    for (const LabelClass& one : m_plan.scheme.classes) {
        fileValues.push_back(one.fileValue);
    }
    if (m_request.abstain) {
        fileValues.push_back(m_request.abstain->fileValue);
    }
    std::vector<std::int32_t> values;
    values.reserve(label.voxels().size());
    for (const std::uint8_t index : label.voxels()) {
        values.push_back(fileValues.at(index));
    }
    writeLabel(RawLabelVolume(label.geometry(), std::move(values)), target);
}

void CaseWriter::writeMapFile(const MapName& map, const std::filesystem::path& target) const {
    if (map.isLabelMap()) {
        writeLabel(loadStoredLabel(m_project, m_case.prediction, map), target);
    } else {
        writeImage(loadStoredMap(m_project, m_case.prediction, map), target);
    }
}

bool CaseWriter::writeSurface(const ExportFile& file) {
    const LabelClass& structure = m_plan.scheme.classes.at(static_cast<std::size_t>(file.classIndex));
    const SurfaceMesh mesh = surfaceMeshOf(m_predicted.label(), static_cast<std::uint8_t>(file.classIndex), {}, m_stop);
    if (mesh.isEmpty()) {
        m_result.notes.push_back("The prediction of " + m_case.record.name + " holds no " + structure.name +
                                 ", so it has no surface of it.");
        return false;
    }
    writeMesh(mesh, structure.name, structure.colour, file.target);
    return true;
}

void CaseWriter::writeDicomObject(const ExportFile& file) {
    const ImageFile& image = m_case.record.images.front();
    const std::filesystem::path folder = m_project.cases().locate(image);
    const std::optional<DicomSeries> series = sourceSeries(m_project, image, m_stop);
    if (!series) {
        throw Error(ErrorCode::NotFound,
                    "The DICOM series of the case " + m_case.record.name + " is no longer in " + folder.string() + ".");
    }
    std::vector<DicomSegment> segments;
    for (std::size_t index = 1; index < m_plan.scheme.classes.size(); ++index) {
        const LabelClass& one = m_plan.scheme.classes[index];
        segments.push_back({static_cast<std::uint8_t>(index), one.name, one.colour});
    }
    if (m_request.abstain) {
        segments.push_back({abstainIndex(), std::string(kAbstainName), kAbstainColour});
    }
    const DicomSegmentationText text{.seriesDescription = "Tandem, run " + std::to_string(m_plan.run.id),
                                     .algorithm = m_plan.run.method,
                                     .version = std::string(programVersion())};
    const auto write = file.item == ExportItem::DicomStructureSet ? &writeDicomStructureSet : &writeDicomSegmentation;
    write(exportedLabel(), segments, *series, text, file.target, m_stop);
}

std::string CaseWriter::provenance() const {
    std::vector<std::string> names;
    for (const std::filesystem::path& file : m_result.files) {
        names.push_back(file.filename().string());
    }
    Json json = provenanceJson(m_project, m_plan.run, m_case.prediction, m_case.record, names);
    json["trust"] = trustProvenanceJson(m_plan.trust);
    if (m_predicted.isTrustKnown()) {
        json["predictedDice"] = predictedDiceJson(m_predicted.trusted()->dice);
    }
    json["export"] = exportSettingsJson(m_request);
    if (m_result.abstained) {
        const AbstainCount& count = *m_result.abstained;
        json["abstained"] = {{"voxels", count.voxels},
                             {"abstained", count.abstained},
                             {"fraction", count.fraction()},
                             {"foreground", count.foreground},
                             {"foregroundAbstained", count.foregroundAbstained},
                             {"expectedErrors", count.expectedErrors},
                             {"expectedErrorsRemoved", count.expectedErrorsRemoved}};
    }
    if (m_request.layout == ExportLayout::Bids) {
        return bidsSidecar(
            "Label map of " + labelSourceText(m_request.label) + ", predicted by run " + std::to_string(m_plan.run.id),
            bidsSources(m_project, m_case.record, normalPath(m_request.folder)), json);
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

void CaseWriter::write(const ExportFile& file) {
    bool isWritten = true;
    if (file.item == ExportItem::Label) {
        writeLabelFile(file.target);
    } else if (file.item == ExportItem::Map) {
        writeMapFile(file.map, file.target);
    } else if (file.item == ExportItem::Trust) {
        writeImage(m_predicted.trusted()->trust, file.target);
    } else if (file.item == ExportItem::Surface) {
        isWritten = writeSurface(file);
    } else if (file.item == ExportItem::DicomSegmentation || file.item == ExportItem::DicomStructureSet) {
        writeDicomObject(file);
    } else if (file.item == ExportItem::BidsLabels) {
        writeAtomically(file.target, bidsLabelTable(m_plan.scheme, m_request.abstain));
    } else {
        m_provenance = provenance();
        writeAtomically(file.target, m_provenance);
    }
    if (isWritten) {
        m_result.files.push_back(file.target);
    }
}

void CaseWriter::recordFiles() const {
    for (const std::filesystem::path& file : m_result.files) {
        recordExported(m_project, m_plan, m_case.record.id, file, m_provenance, m_stop);
    }
}

}  // namespace

std::optional<DicomSeries> sourceSeries(const Project& project, const ImageFile& image, const std::stop_token& stop) {
    const std::filesystem::path folder = project.cases().locate(image);
    if (!image.seriesUid.empty()) {
        return findSeriesNamed(folder, image.seriesUid, stop);
    }
    std::vector<DicomSeries> all = findDicomSeries(folder, {}, stop);
    return all.size() == 1 ? std::optional(std::move(all.front())) : std::nullopt;
}

CaseExportResult writeCase(const Project& project, const ExportPlan& plan, const CaseExport& one,
                           const ExportRequest& request, PredictionReading& predicted,
                           const std::function<void(const std::filesystem::path&)>& step, const std::stop_token& stop) {
    CaseWriter writer(project, plan, one, request, predicted, stop);
    for (const ExportFile& file : one.files) {
        throwIfStopped(stop);
        step(file.target);
        writer.write(file);
    }
    writer.recordFiles();
    return writer.take();
}

void recordExported(const Project& project, const ExportPlan& plan, std::optional<std::int64_t> caseId,
                    const std::filesystem::path& file, const std::string& provenance, const std::stop_token& stop) {
    if (project.isReadOnly()) {
        return;
    }
    project.artifacts().record({.runId = plan.run.id,
                                .caseId = caseId,
                                .kind = "export",
                                .file = file,
                                .contentHash = contentHash(file, stop),
                                .provenanceJson = provenance});
}

nlohmann::ordered_json exportSettingsJson(const ExportRequest& request) {
    const ExportChoice& what = request.what;
    Json json{{"layout", nameOf(request.layout)},
              {"pattern", request.pattern},
              {"format", nameOf(request.format)},
              {"label", what.label},
              {"labelOf", labelSourceText(request.label)},
              {"probabilities", what.probabilities},
              {"maps", what.maps},
              {"surfaces", what.surfaces ? Json(nameOf(request.meshFormat)) : Json(nullptr)},
              {"dicomSegmentation", what.dicomSegmentation},
              {"structureSet", what.structureSet},
              {"metrics", what.metrics},
              {"report", what.reportHtml || what.reportPdf}};
    if (request.abstain) {
        json["abstain"] = {{"threshold", request.abstain->threshold}, {"fileValue", request.abstain->fileValue}};
    }
    return json;
}

}  // namespace tandem
