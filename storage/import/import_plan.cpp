#include "storage/import/import_plan.h"

#include "core/study/split_plan.h"
#include "storage/import/case_table.h"
#include "storage/import/dicom_cases.h"
#include "storage/import/draft_case.h"
#include "storage/import/file_listing.h"
#include "storage/import/file_names.h"
#include "storage/import/file_pairing.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <utility>

namespace tandem {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
    std::ranges::move(from, std::back_inserter(to));
}

/// "imagesTr_la_01" for la_01 in .../imagesTr: the folders from the input down, joined.
std::string nameWithFolders(const DraftCase& draft) {
    std::string name;
    for (const std::filesystem::path& part : draft.folder) {
        name += part.string() + "_";
    }
    return name + draft.planned.name;
}

std::set<std::string> repeatedNames(const std::vector<DraftCase>& drafts) {
    std::set<std::string> once;
    std::set<std::string> repeated;
    for (const DraftCase& draft : drafts) {
        if (!once.insert(draft.planned.name).second) {
            repeated.insert(draft.planned.name);
        }
    }
    return repeated;
}

/// Cases of one name get their folders before it; where that does not help, all but the first are refused.
void tellApart(std::vector<DraftCase>& drafts) {
    const std::set<std::string> repeated = repeatedNames(drafts);
    for (DraftCase& draft : drafts) {
        if (repeated.contains(draft.planned.name)) {
            draft.planned.name = nameWithFolders(draft);
        }
    }
    std::map<std::string, int> uses;
    for (DraftCase& draft : drafts) {
        PlannedCase& planned = draft.planned;
        const int use = ++uses[planned.name];
        if (use > 1) {
            planned.findings.push_back({FindingSeverity::Refusal,
                                        "There are several cases named \"" + planned.name + "\".",
                                        "Rename the files, or name the cases in a table."});
            planned.name += " (" + std::to_string(use) + ")";
        }
    }
}

void findPatients(std::vector<DraftCase>& drafts, const std::string& pattern) {
    if (pattern.empty()) {
        return;
    }
    const std::regex expression(pattern);
    for (DraftCase& draft : drafts) {
        std::smatch match;
        if (draft.planned.patient.empty() && std::regex_search(draft.planned.name, match, expression)) {
            draft.planned.patient = match[1].str();
        }
    }
}

/// A list within a folder says what should be there.
void checkAgainstLists(const std::vector<std::filesystem::path>& lists, const std::vector<DraftCase>& drafts,
                       std::vector<Finding>& findings) {
    std::set<std::string> known;
    for (const DraftCase& draft : drafts) {
        known.insert(draft.planned.name);
        known.insert(draft.folder.filename().string());
    }
    for (const std::filesystem::path& list : lists) {
        for (const std::string& name : readNameList(list)) {
            if (!known.contains(name)) {
                findings.push_back({FindingSeverity::Warning,
                                    "The list " + list.string() + " names \"" + name + "\", but no file has that name.",
                                    "Bring the missing file, or take the name out of the list."});
            }
        }
    }
}

/// What has been found so far.
struct Draft {
    std::vector<DraftCase> cases;
    ImportPlan plan;
};

void addDicomSeries(const FileListing& listing, Draft& draft, const Progress& progress, const std::stop_token& stop) {
    std::size_t done = 0;
    for (const auto& [folder, files] : listing.others) {
        if (progress) {
            progress(static_cast<double>(done++) / static_cast<double>(listing.others.size()), folder.string());
        }
        DicomCases found = dicomCases(files, folder, stop);
        append(draft.cases, std::move(found.cases));
        append(draft.plan.findings, std::move(found.findings));
        draft.plan.ignoredFiles += found.otherFiles;
    }
}

void addTables(const FileListing& listing, const ImportOptions& options, Draft& draft, const std::stop_token& stop) {
    for (const std::filesystem::path& table : listing.tables) {
        const bool isList = table.extension() == ".list" || table.extension() == ".txt";
        TableCases found = isList ? readCaseList(table, options, stop) : readCaseTable(table, stop);
        append(draft.cases, std::move(found.cases));
        append(draft.plan.findings, std::move(found.findings));
    }
}

}  // namespace

ImportPlan planImport(const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                      const Progress& progress, const std::stop_token& stop) {
    options.check();
    const FileListing listing = listFiles(inputs, stop);
    PairedFiles paired = pairFiles(listing.images, options.imageSuffix);
    Draft draft{std::move(paired.cases), {}};
    draft.plan.findings = std::move(paired.findings);
    draft.plan.ignoredFiles = listing.ignoredFiles + paired.ignoredFiles;
    addDicomSeries(listing, draft, progress, stop);
    addTables(listing, options, draft, stop);
    checkAgainstLists(listing.lists, draft.cases, draft.plan.findings);
    tellApart(draft.cases);
    findPatients(draft.cases, options.patientPattern);
    for (DraftCase& one : draft.cases) {
        draft.plan.cases.push_back(std::move(one.planned));
    }
    std::ranges::sort(draft.plan.cases, {}, &PlannedCase::name);
    if (progress) {
        progress(1, "planned");
    }
    return std::move(draft.plan);
}

}  // namespace tandem
