#include "storage/import/import_job.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/case_repository.h"
#include "storage/db/dataset_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/project_locks.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_writer.h"
#include "storage/import/class_files.h"
#include "storage/import/import_checks.h"
#include "storage/import/label_likeness.h"
#include "storage/import/pseudonyms.h"
#include "storage/import/source_hash.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace tandem {
namespace {

/// All channels' content: two cases with the same are the same.
std::string contentKeyOf(const std::vector<ImageFile>& images) {
    std::string key;
    for (const ImageFile& image : images) {
        key += image.contentHash + " ";
    }
    return key;
}

/// Whatever the files' formats; empty where it is not known of all channels.
std::string voxelKeyOf(const std::vector<ImageFile>& images) {
    std::string key;
    for (const ImageFile& image : images) {
        if (image.voxelHash.empty()) {
            return {};
        }
        key += image.voxelHash + " ";
    }
    return key;
}

std::string sameVoxels(const std::string& name, const std::string& known) {
    return "\"" + name + "\" has the same voxels as \"" + known + "\", so that they would be one case twice.";
}

class Job {
public:
    Job(const Project& project, const ImportPlan& plan, const ImportOptions& options, const std::stop_token& stop)
        : m_project(project),
          m_plan(plan),
          m_options(options),
          m_stop(stop),
          m_scheme(project.labels().scheme()),
          m_pseudonyms(project) {
        for (const CaseRecord& record : project.cases().list()) {
            remember(record);
        }
    }

    [[nodiscard]] ImportedCase bringIn(const PlannedCase& planned) {
        ImportedCase result{.name = planned.name, .hasLabel = planned.label.has_value(), .findings = planned.findings};
        if (isRefused(planned.findings)) {
            return result;
        }
        std::optional<IdentifiedCase> identified;
        try {
            identified = identify(planned, m_stop);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            return refused(std::move(result), error.what(), "Check that the file can be read.");
        }
        const auto known = m_byContent.find(contentKeyOf(identified->images));
        if (known != m_byContent.end()) {
            return bringInKnown(planned, *identified, known->second, std::move(result));
        }
        if (m_byName.contains(planned.name)) {
            return refused(std::move(result),
                           "The project has another image under the name \"" + planned.name + "\" already.",
                           "Rename the file, or name the case in a table.");
        }
        return bringInNew(planned, *identified, std::move(result));
    }

private:
    [[nodiscard]] static ImportedCase refused(ImportedCase result, const std::string& sentence,
                                              const std::string& fix) {
        result.outcome = ImportOutcome::Refused;
        result.findings.push_back({FindingSeverity::Refusal, sentence, fix});
        return result;
    }

    void remember(const CaseRecord& record) {
        m_byName.insert_or_assign(record.name, record.id);
        m_byContent.insert_or_assign(contentKeyOf(record.images), record);
        if (const std::string key = voxelKeyOf(record.images); !key.empty()) {
            m_byVoxels.insert_or_assign(key, record.name);
        }
        if (m_channels == 0) {
            m_channels = record.images.size();
        }
    }

    [[nodiscard]] ImportedCase bringInNew(const PlannedCase& planned, const IdentifiedCase& identified,
                                          ImportedCase result) {
        ExaminedCase examined = examineCase(planned, identified, m_scheme, m_options, m_stop);
        CaseRecord& record = examined.record;
        suspect(planned, examined);
        if (m_channels != 0 && record.images.size() != m_channels) {
            record.findings.push_back({FindingSeverity::Warning,
                                       "Case \"" + planned.name + "\" has " + std::to_string(record.images.size()) +
                                           " channels, and the first case has " + std::to_string(m_channels) + ".",
                                       "A network takes one number of channels; train on cases that agree."});
        }
        result.findings = record.findings;
        if (isRefused(record.findings)) {
            return result;
        }
        if (const auto twin = m_byVoxels.find(voxelKeyOf(record.images)); twin != m_byVoxels.end()) {
            return refused(std::move(result), sameVoxels(planned.name, twin->second),
                           "Leave one of the two files out.");
        }
        result.outcome = ImportOutcome::Imported;
        result.hasLabel = record.state == CaseState::Labelled;
        if (!m_options.dryRun) {
            keepMergedLabel(examined);
            m_project.transaction([&] {
                record.datasetId = datasetId();
                record = m_project.cases().add(m_pseudonyms.appliedTo(std::move(record), planned));
            });
            result.caseId = record.id;
        }
        m_here.insert(contentKeyOf(record.images));
        remember(record);
        return result;
    }

    /// The same images are in the project or were in this import before.
    [[nodiscard]] ImportedCase bringInKnown(const PlannedCase& planned, const IdentifiedCase& identified,
                                            const CaseRecord& known, ImportedCase result) {
        if (!m_here.insert(contentKeyOf(identified.images)).second) {
            return refused(std::move(result), sameVoxels(planned.name, known.name), "Leave one of the two files out.");
        }
        result.outcome = ImportOutcome::AlreadyThere;
        result.caseId = known.id;
        reportDifferences(planned, identified, known, result.findings);
        const bool hasClasses = !filesOfClasses(planned.classFiles, m_scheme, m_options.structures).empty();
        if (!known.label && (identified.label || hasClasses)) {
            return addLabel(planned, identified, known, std::move(result));
        }
        return result;
    }

    /// What this import would have brought in otherwise than it is in the project.
    void reportDifferences(const PlannedCase& planned, const IdentifiedCase& identified, const CaseRecord& known,
                           std::vector<Finding>& findings) const {
        if (known.name != planned.name) {
            findings.push_back({FindingSeverity::Note,
                                "\"" + planned.name + "\" is in the project under the name \"" + known.name + "\".",
                                ""});
        }
        if (known.label && identified.label && known.label->contentHash != identified.label->contentHash) {
            findings.push_back(
                {FindingSeverity::Warning,
                 "The label of \"" + known.name + "\" is another one than the project has; the project keeps its own.",
                 "Remove the case from the project first if the new label is the right one."});
        }
        const ImageFile& image = known.images.front();
        if (image.format == "hdf5" && m_options.spacingMm && image.givenSpacingMm != m_options.spacingMm) {
            findings.push_back({FindingSeverity::Warning,
                                "\"" + known.name + "\" was imported with another spacing, which the project keeps.",
                                "Remove the case from the project first if the new spacing is the right one."});
        }
    }

    [[nodiscard]] ImportedCase addLabel(const PlannedCase& planned, const IdentifiedCase& identified, CaseRecord known,
                                        ImportedCase result) {
        ExaminedCase examined = examineCase(planned, identified, m_scheme, m_options, m_stop);
        const CaseRecord& checked = examined.record;
        result.findings = checked.findings;
        if (isRefused(checked.findings)) {
            result.outcome = ImportOutcome::Refused;
            return result;
        }
        if (!m_options.dryRun) {
            keepMergedLabel(examined);
        }
        const CaseRecord stored = m_pseudonyms.appliedTo(checked, planned);
        if (!stored.label && !examined.mergedLabel) {
            return result;  // no voxel of it is known
        }
        known.label = stored.label;
        known.labelValues = stored.labelValues;
        known.labelVoxels = stored.labelVoxels;
        known.unknownVoxels = stored.unknownVoxels;
        known.findings = stored.findings;
        if (known.state == CaseState::Unlabelled) {
            known.state = CaseState::Labelled;
        }
        if (!m_options.dryRun) {
            m_project.cases().update(known);
        }
        result.outcome = ImportOutcome::LabelAdded;
        remember(known);
        return result;
    }

    /// A label that was merged of several files becomes a file of the project.
    void keepMergedLabel(ExaminedCase& examined) const {
        if (!examined.mergedLabel) {
            return;
        }
        // The name follows from the image, so that importing again writes the same file.
        const std::string hash = examined.record.images.front().contentHash.substr(0, 16);
        const std::filesystem::path file =
            m_project.inside(std::filesystem::path("labels") / ("merged-" + hash + ".nii.gz"));
        makeFolder(file.parent_path());
        writeLabel(*examined.mergedLabel, file);
        const SourceContent content = contentOf(file, {}, m_stop);
        examined.record.label =
            ImageFile{.path = file, .bytes = content.bytes, .contentHash = content.hash, .format = "nifti"};
    }

    void suspect(const PlannedCase& planned, ExaminedCase& examined) const {
        const auto index = static_cast<std::size_t>(&planned - m_plan.cases.data());
        if (auto finding =
                labelSuspicion(m_plan, index, examined.record.geometry, examined.fewImageValues, m_options)) {
            examined.record.findings.push_back(*std::move(finding));
        }
    }

    [[nodiscard]] std::int64_t datasetId() const {
        const DatasetRepository datasets = m_project.datasets();
        if (m_options.dataset.empty()) {
            return datasets.list().front().id;
        }
        const auto known = datasets.find(m_options.dataset);
        return known ? known->id : datasets.add(m_options.dataset).id;
    }

    const Project& m_project;
    const ImportPlan& m_plan;
    const ImportOptions& m_options;
    const std::stop_token& m_stop;
    LabelScheme m_scheme;
    Pseudonyms m_pseudonyms;
    std::map<std::string, std::int64_t> m_byName;
    std::map<std::string, CaseRecord> m_byContent;
    std::map<std::string, std::string> m_byVoxels;  ///< names of cases
    std::set<std::string> m_here;                   ///< content of the cases that came by in this import
    std::size_t m_channels = 0;                     ///< of the first case
};

void logEvent(const Project& project, const ImportSummary& summary) {
    const auto imported = summary.count(ImportOutcome::Imported);
    const auto labelled = summary.count(ImportOutcome::LabelAdded);
    if (!summary.dryRun && imported + labelled > 0) {
        project.events().add({.kind = "import",
                              .sentence = std::to_string(imported) + " cases were imported and " +
                                          std::to_string(labelled) + " got a label."});
    }
}

/// The splits that the data set comes with, of the cases that are in the project now.
void makeSplits(const Project& project, const std::vector<PlannedSplit>& splits, ImportSummary& summary) {
    const std::vector<SplitCandidate> candidates = splitCandidates(project);
    for (const PlannedSplit& split : splits) {
        if (project.splits().find(split.name)) {
            continue;  // of an import before
        }
        std::map<SplitRole, std::vector<std::string>> names;
        for (const auto& [role, cases] : split.cases) {
            std::ranges::copy_if(cases, std::back_inserter(names[role]), [&](const std::string& name) {
                const auto found = std::ranges::find(candidates, name, &SplitCandidate::name);
                return found != candidates.end() && (found->hasLabel || role == SplitRole::TrainingUnlabelled);
            });
        }
        try {
            project.splits().add({.name = split.name, .assignments = splitFromNames(candidates, names)});
            summary.splits.push_back(split.name);
        } catch (const Error& error) {
            summary.findings.push_back({FindingSeverity::Warning,
                                        "The data set's split \"" + split.name + "\" was not made: " + error.what(),
                                        "Make a split of the project's cases instead."});
        }
    }
}

}  // namespace

std::int64_t ImportSummary::count(ImportOutcome outcome) const noexcept {
    return std::ranges::count(cases, outcome, &ImportedCase::outcome);
}

ImportSummary runImport(const Project& project, const ImportPlan& plan, const ImportOptions& options,
                        const Progress& progress, const std::stop_token& stop) {
    options.check();
    static_cast<void>(StructureClasses(options.structures, project.labels().scheme()));  // refuses what is no class
    ImportSummary summary{.findings = plan.findings,
                          .ignoredFiles = plan.ignoredFiles,
                          .reading = plan.reading,
                          .dryRun = options.dryRun};
    std::optional<FileLock> lock;  // before it is looked at what the project has
    if (!options.dryRun) {
        lock = lockImport(
            project,
            [&] {
                if (progress) {
                    progress(0, "waiting for another import to end");
                }
            },
            stop);
    }
    Job job(project, plan, options, stop);
    try {
        for (const PlannedCase& planned : plan.cases) {
            throwIfStopped(stop);
            if (progress) {
                progress(static_cast<double>(summary.cases.size()) / static_cast<double>(plan.cases.size()),
                         planned.name);
            }
            summary.cases.push_back(job.bringIn(planned));
        }
    } catch (const Error& error) {
        logEvent(project, summary);
        if (error.code() != ErrorCode::Cancelled) {
            throw;
        }
        throw Error(ErrorCode::Cancelled,
                    "Stopped as requested after " + std::to_string(summary.cases.size()) + " of " +
                        std::to_string(plan.cases.size()) +
                        " cases; what was imported stays, and importing again goes on from there.");
    }
    logEvent(project, summary);
    if (!options.dryRun && !plan.splits.empty()) {
        makeSplits(project, plan.splits, summary);
    }
    if (progress) {
        progress(1, options.dryRun ? "checked" : "imported");
    }
    return summary;
}

}  // namespace tandem
