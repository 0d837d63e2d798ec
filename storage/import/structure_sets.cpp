#include "storage/import/structure_sets.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "storage/image/dicom_series.h"
#include "storage/import/file_names.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace tandem {
namespace {

std::vector<std::string> namesOf(const DicomStructureSet& set) {
    std::vector<std::string> names;
    std::ranges::transform(set.structures, std::back_inserter(names), &DicomStructure::name);
    return names;
}

ClassFile classFileOf(const DicomStructureSet& set, const DicomStructure& structure) {
    return {.file = {set.file, {}}, .name = structure.name, .ofObject = set.kind, .number = structure.number};
}

std::string kindOf(const DicomStructureSet& set) {
    return set.kind == StructureKind::Contours ? "structure set" : "segmentation";
}

}  // namespace

StructureSets::StructureSets(const std::vector<std::filesystem::path>& files,
                             const std::vector<const DicomSeries*>& series, const std::stop_token& stop) {
    std::vector<DicomStructureSet> sets = readStructureSets(files, stop);
    std::ranges::sort(sets, std::greater(),
                      [](const DicomStructureSet& set) { return std::tuple(set.written, set.instanceUid, set.file); });
    std::set<std::string> known;
    for (DicomStructureSet& set : sets) {
        if (!set.problem.empty()) {
            m_findings.push_back({FindingSeverity::Warning, set.problem,
                                  "Copy the file again from where it came from, or export the label otherwise."});
        } else if (set.instanceUid.empty() || known.insert(set.instanceUid).second) {
            m_sets.push_back(std::move(set));
        }
    }
    assign(series);
}

void StructureSets::assign(const std::vector<const DicomSeries*>& series) {
    std::map<std::string, std::string> seriesOf;  // by image
    std::set<std::string> known;
    for (const DicomSeries* const one : series) {
        known.insert(one->uid);
        for (const std::string& image : one->instanceUids) {
            seriesOf.emplace(image, one->uid);
        }
    }
    for (const DicomStructureSet& set : m_sets) {
        std::map<std::string, std::int64_t> named;
        for (const std::string& image : set.imageUids) {
            if (const auto found = seriesOf.find(image); found != seriesOf.end()) {
                ++named[found->second];
            }
        }
        const auto most = std::ranges::max_element(named, {}, [](const auto& one) { return one.second; });
        const auto first =
            std::ranges::find_if(set.seriesUids, [&](const std::string& uid) { return known.contains(uid); });
        if (most != named.end()) {
            m_ofSeries[most->first].push_back(&set);
        } else if (first != set.seriesUids.end()) {
            m_ofSeries[*first].push_back(&set);
        } else {
            m_findings.push_back({FindingSeverity::Warning,
                                  "The " + kindOf(set) + " " + set.file.string() + " (" + listText(namesOf(set)) +
                                      ") is of a series that is not among the files.",
                                  "Bring the series along" +
                                      (set.seriesUids.empty() ? "" : ", whose UID is " + set.seriesUids.front()) +
                                      ", or name image and label in a table."});
        }
    }
}

void StructureSets::give(const std::string& seriesUid, PlannedCase& planned) const {
    const auto found = m_ofSeries.find(seriesUid);
    if (found == m_ofSeries.end()) {
        return;
    }
    std::map<std::string, const DicomStructureSet*> ofName;
    for (const DicomStructureSet* const one : found->second) {
        const DicomStructureSet& set = *one;
        std::vector<std::string> older;
        std::string newer;
        for (const DicomStructure& structure : set.structures) {
            const auto [known, isNew] = ofName.emplace(joinedWords(structure.name), &set);
            if (known->second == &set) {
                planned.classFiles.push_back(classFileOf(set, structure));
            } else {
                older.push_back(structure.name);
                newer = nameInFolder(known->second->file);
            }
        }
        if (!older.empty()) {
            planned.findings.push_back({FindingSeverity::Note,
                                        "Of the " + kindOf(set) + " " + nameInFolder(set.file) + " " + listText(older) +
                                            (older.size() == 1 ? " is" : " are") + " not used, as " + newer +
                                            " was written later and has the same.",
                                        ""});
        }
    }
}

std::optional<std::vector<ClassFile>> structuresIn(const std::filesystem::path& file, const std::stop_token& stop) {
    if (!isDicomFile(file)) {
        return std::nullopt;
    }
    const std::vector<DicomSeries> series = findDicomSeries(std::vector{file}, {}, stop);
    if (series.empty() || !series.front().holdsStructures) {  // an index of files (DICOMDIR) is none
        return std::nullopt;
    }
    const DicomStructureSet set = readStructureSets({file}, stop).front();
    if (!set.problem.empty()) {
        throw Error(ErrorCode::InvalidInput, set.problem);
    }
    std::vector<ClassFile> structures;
    std::ranges::transform(set.structures, std::back_inserter(structures),
                           [&](const DicomStructure& one) { return classFileOf(set, one); });
    return structures;
}

}  // namespace tandem
