#include "storage/import/label_remap.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"
#include "storage/db/case_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_reader.h"

#include <algorithm>
#include <map>

namespace tandem {
namespace {

LabelValueCounts valuesOf(const Project& project, const ImageFile& label, const std::stop_token& stop) {
    const ReadOptions reading{.spacingMm = label.givenSpacingMm, .seriesUid = label.seriesUid};
    return countLabelValues(readLabel(project.cases().locate(label), reading, stop));
}

/// By case, the locked split in which its label has a part.
std::map<std::int64_t, std::string> usedLabels(const Project& project) {
    std::map<std::int64_t, std::string> used;
    for (const SplitRecord& split : project.splits().list()) {
        for (const SplitAssignment& one : split.assignments) {
            if (split.locked && one.role != SplitRole::TrainingUnlabelled) {
                used.emplace(one.caseId, split.name);
            }
        }
    }
    return used;
}

/// Throws what must stop the work for all cases.
void rethrowIfFatal(const Error& error) {
    if (error.code() == ErrorCode::Cancelled) {
        throw error;
    }
}

class Remap {
public:
    Remap(const Project& project, const LabelValueMap& classOfValue)
        : m_project(project),
          m_scheme(project.labels().scheme()),
          m_used(usedLabels(project)),
          m_classOfValue(classOfValue) {
        requireClassesOf(m_scheme, classOfValue);
    }

    /// Throws Error with the reason when the case stays as it was.
    void change(CaseRecord record, const std::stop_token& stop) const {
        refuseFixed(record);
        const LabelValueCounts values = valuesOf(m_project, *record.label, stop);
        record.labelVoxels.assign(m_scheme.classes.size(), 0);
        record.unknownVoxels = 0;
        record.labelValues.clear();
        for (const auto& [value, voxels] : values) {
            const int index = classOfFileValue(value, m_classOfValue, m_scheme);
            if (index != kUnknownClass && (index < 0 || index >= m_scheme.count())) {
                throw Error(ErrorCode::InvalidInput, "Case \"" + record.name + "\": the value " +
                                                         std::to_string(value) +
                                                         " means no class; map it to one as well.");
            }
            (index == kUnknownClass ? record.unknownVoxels : record.labelVoxels[static_cast<std::size_t>(index)]) +=
                voxels;
            if (m_classOfValue.contains(value)) {
                record.labelValues = m_classOfValue;
            }
        }
        if (std::ranges::all_of(record.labelVoxels, [](std::int64_t voxels) { return voxels == 0; })) {
            throw Error(ErrorCode::InvalidInput, "Case \"" + record.name +
                                                     "\": no voxel of the label would be known; import the case "
                                                     "without its label instead.");
        }
        m_project.cases().update(record);
    }

private:
    void refuseFixed(const CaseRecord& record) const {
        if (!record.label) {
            throw Error(ErrorCode::Conflict, "Case \"" + record.name + "\" has no label.");
        }
        if (record.state == CaseState::Reviewed) {
            throw Error(ErrorCode::Conflict,
                        "The label of case \"" + record.name +
                            "\" was made from a prediction, so its values are those of the classes already.");
        }
        if (const auto split = m_used.find(record.id); split != m_used.end()) {
            throw Error(ErrorCode::Conflict, "The label of case \"" + record.name +
                                                 "\" was used by a run with the split \"" + split->second +
                                                 "\", so what it means stays as it is.");
        }
    }

    const Project& m_project;
    LabelScheme m_scheme;
    std::map<std::int64_t, std::string> m_used;
    const LabelValueMap& m_classOfValue;
};

}  // namespace

LabelSurvey surveyLabels(const Project& project, const std::vector<std::int64_t>& caseIds, const Progress& progress,
                         const std::stop_token& stop) {
    LabelSurvey survey;
    std::size_t done = 0;
    for (const std::int64_t id : caseIds) {
        throwIfStopped(stop);
        const CaseRecord record = project.cases().get(id);
        progress(static_cast<double>(done++) / static_cast<double>(caseIds.size()), record.name);
        if (!record.label) {
            continue;
        }
        try {
            for (const auto& [value, voxels] : valuesOf(project, *record.label, stop)) {
                survey.values[value] += voxels;
            }
            survey.classOfValue.insert(record.labelValues.begin(), record.labelValues.end());
            survey.caseIds.push_back(id);
        } catch (const Error& error) {
            rethrowIfFatal(error);
            survey.notReadable.emplace_back(error.what());
        }
    }
    return survey;
}

RemapSummary remapLabels(const Project& project, const std::vector<std::int64_t>& caseIds,
                         const LabelValueMap& classOfValue, const Progress& progress, const std::stop_token& stop) {
    const Remap remap(project, classOfValue);
    RemapSummary summary;
    std::size_t done = 0;
    for (const std::int64_t id : caseIds) {
        throwIfStopped(stop);
        CaseRecord record = project.cases().get(id);
        progress(static_cast<double>(done++) / static_cast<double>(caseIds.size()), record.name);
        try {
            remap.change(std::move(record), stop);
            ++summary.changed;
        } catch (const Error& error) {
            rethrowIfFatal(error);
            summary.refused.emplace_back(error.what());
        }
    }
    if (summary.changed > 0) {
        project.events().add({.kind = "labels",
                              .sentence = "The label values of " + std::to_string(summary.changed) +
                                          " cases were given other classes: " +
                                          (classOfValue.empty() ? "those of the scheme" : textOf(classOfValue)) + "."});
    }
    return summary;
}

}  // namespace tandem
