#include "storage/import/import_plan.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/split_plan.h"
#include "storage/import/case_table.h"
#include "storage/import/dataset_description.h"
#include "storage/import/dicom_cases.h"
#include "storage/import/draft_case.h"
#include "storage/import/file_listing.h"
#include "storage/import/file_pairing.h"
#include "storage/import/name_text.h"
#include "storage/import/patient_pattern.h"
#include "storage/import/plain_names.h"
#include "storage/import/structure_sets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
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
    const PatientPattern expression(pattern);
    for (DraftCase& draft : drafts) {
        if (draft.planned.patient.empty()) {
            draft.planned.patient = expression.patientIn(draft.planned.name);
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
    FileListing listing;
    DatasetDescriptions descriptions;
    std::vector<DraftCase> series;  ///< of DICOM
    std::vector<DraftCase> cases;
    ImportPlan plan;
};

/// A segmentation or structure set that a table names as a label, whatever it refers to.
void takeStructures(PlannedCase& planned, const std::stop_token& stop) {
    if (!planned.label || !planned.label->seriesUid.empty()) {
        return;
    }
    try {
        if (auto structures = structuresIn(planned.label->path, stop)) {
            planned.classFiles = *std::move(structures);
            planned.label.reset();
        }
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        planned.findings.push_back({FindingSeverity::Refusal, error.what(), "Name another label in the table."});
    }
}

/// The objects that refer to a series are the label of the case that a table makes of it, unless it names another.
void giveStructures(const std::vector<DraftCase>& series, std::vector<DraftCase>& cases) {
    for (DraftCase& one : cases) {
        const auto same = std::ranges::find_if(
            series, [&](const DraftCase& other) { return other.planned.images.front() == one.planned.images.front(); });
        if (same != series.end() && !one.planned.label && one.planned.classFiles.empty()) {
            one.planned.classFiles = same->planned.classFiles;
        }
    }
}

/// What a table names is read once.
void takeOut(std::vector<FoundImage>& images, std::vector<DraftCase>& series, const std::vector<DraftCase>& cases) {
    std::set<std::filesystem::path> used;
    for (const DraftCase& one : cases) {
        for (const PlannedFile& image : one.planned.images) {
            used.insert(image.path);
        }
        if (one.planned.label) {
            used.insert(one.planned.label->path);
        }
    }
    std::erase_if(images, [&](const FoundImage& image) { return used.contains(image.path); });
    std::erase_if(series, [&](const DraftCase& one) { return used.contains(one.planned.images.front().path); });
}

/// Whether a table that lies among the images tells of images that are there.
bool isCaseTable(const TableCases& table) {
    return std::ranges::any_of(table.cases,
                               [](const DraftCase& one) { return isThere(one.planned.images.front().path); });
}

void addTables(const ImportOptions& options, Draft& draft, const std::stop_token& stop) {
    const auto add = [&](TableCases found) {
        for (DraftCase& one : found.cases) {
            takeStructures(one.planned, stop);
        }
        append(draft.cases, std::move(found.cases));
        append(draft.plan.findings, std::move(found.findings));
    };
    for (const std::filesystem::path& table : draft.listing.tables) {
        const std::string ending = foldedName(table.extension().string());
        const bool isList = ending == ".list" || ending == ".txt";
        add(isList ? readCaseList(table, options, stop) : readCaseTable(table, stop));
    }
    // Those in other folders than the data set's are of something else as a rule.
    for (const std::filesystem::path& table : draft.descriptions.others) {
        TableCases found;
        try {
            const bool mayBe =
                foldedName(table.extension().string()) != ".json" && readColumns(table, {"image"}).has_value();
            found = mayBe ? readCaseTable(table, stop) : TableCases();
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
        }
        if (isCaseTable(found)) {
            add(std::move(found));
        } else {
            ++draft.plan.ignoredFiles;
        }
    }
    giveStructures(draft.series, draft.cases);
    takeOut(draft.listing.images, draft.series, draft.cases);
}

/// Images and labels of another format than the data set says it has are something else, such as previews.
void leaveOtherEndingsAlone(Draft& draft) {
    for (const DatasetDescription& dataset : draft.descriptions.datasets) {
        const std::string below = (dataset.folder / "").string();
        std::erase_if(draft.listing.images, [&](const FoundImage& image) {
            const bool isOther = image.path.string().starts_with(below) &&
                                 !foldedName(image.path.filename().string()).ends_with(dataset.fileEnding);
            draft.plan.ignoredFiles += isOther ? 1 : 0;
            return isOther;
        });
    }
}

void pair(Draft& draft, ImportOptions options, const std::stop_token& stop) {
    FilesToPair files{.images = draft.listing.images, .series = std::move(draft.series)};
    for (const DatasetDescription& dataset : draft.descriptions.datasets) {
        files.channelsBelow[dataset.folder] = dataset.channels;
        for (const auto& [image, label] : dataset.labelOf) {
            options.pairing.labelOf.emplace(image, label);  // what the person chose stays
        }
    }
    for (const FoundImage& image : files.images) {
        draft.plan.files.push_back(image.path);
    }
    PairedFiles paired = pairFiles(std::move(files), options, stop);
    append(draft.cases, std::move(paired.cases));
    append(draft.plan.findings, std::move(paired.findings));
    draft.plan.ignoredFiles += paired.ignoredFiles;
    draft.plan.reading = std::move(paired.reading);
    draft.plan.unused = std::move(paired.unused);
}

/// As the data set names them, or else by the files of the classes.
std::optional<LabelScheme> classesOf(const DatasetDescriptions& descriptions, const std::vector<PlannedCase>& cases) {
    for (const DatasetDescription& dataset : descriptions.datasets) {
        if (dataset.classes) {
            return dataset.classes;
        }
    }
    // Those of objects in the order of their numbers, the others by name.
    std::map<std::string, std::pair<std::int32_t, std::string>> names;  // by joined words
    for (const PlannedCase& one : cases) {
        for (const ClassFile& file : one.classFiles) {
            const std::pair found(file.ofObject ? file.number : 0, file.name);
            const auto [known, isNew] = names.emplace(joinedWords(file.name), found);
            known->second = std::min(known->second, found);
        }
    }
    names.erase("background");
    names.erase("");
    constexpr std::size_t kMostClasses = 254;
    if (names.empty() || names.size() > kMostClasses) {
        return std::nullopt;
    }
    std::set<std::pair<std::int32_t, std::string>> ordered;
    for (const auto& [words, name] : names) {
        ordered.insert(name);
    }
    std::vector<std::string> all{"background"};
    std::ranges::transform(ordered, std::back_inserter(all), [](const auto& one) { return one.second; });
    return LabelScheme::fromNames(all);
}

bool liesIn(const std::filesystem::path& folder, const std::filesystem::path& file) {
    return std::ranges::mismatch(folder, file).in1 == folder.end();
}

/// What a data set says is to be ignored is unknown in the labels that lie in its folder.
void markUnknownValues(const std::vector<DatasetDescription>& datasets, std::vector<PlannedCase>& cases) {
    for (PlannedCase& one : cases) {
        for (const DatasetDescription& dataset : datasets) {
            if (dataset.ignoredValue && one.label && liesIn(dataset.folder, one.label->path)) {
                one.unknownValue = dataset.ignoredValue;
            }
        }
    }
}

}  // namespace

ImportPlan planImport(const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                      const Progress& progress, const std::stop_token& stop) {
    options.check();
    const auto tell = [&progress](double fraction, std::string_view what) {
        if (progress) {
            progress(fraction, what);
        }
    };
    tell(0, "Listing the files");
    Draft draft{.listing = listFiles(inputs, stop)};
    draft.plan.ignoredFiles = draft.listing.ignoredFiles;
    draft.descriptions = readDescriptions(draft.listing.descriptions, draft.listing.innerTables);
    draft.plan.findings = std::move(draft.descriptions.findings);
    constexpr double kListed = 0.1;
    constexpr double kRead = 0.8;
    DicomCases dicom = dicomCases(
        draft.listing.others,
        [&](double fraction, std::string_view what) { tell(kListed + fraction * (kRead - kListed), what); }, stop);
    tell(kRead, "Pairing the files");
    draft.series = std::move(dicom.cases);
    append(draft.plan.findings, std::move(dicom.findings));
    draft.plan.ignoredFiles += dicom.otherFiles;
    addTables(options, draft, stop);
    leaveOtherEndingsAlone(draft);
    pair(draft, options, stop);
    checkAgainstLists(draft.listing.lists, draft.cases, draft.plan.findings);
    requirePlainNames(draft.cases);
    tellApart(draft.cases);
    findPatients(draft.cases, options.patientPattern);
    for (DraftCase& one : draft.cases) {
        draft.plan.cases.push_back(std::move(one.planned));
    }
    std::ranges::sort(draft.plan.cases, {}, &PlannedCase::name);
    markUnknownValues(draft.descriptions.datasets, draft.plan.cases);
    draft.plan.classes = classesOf(draft.descriptions, draft.plan.cases);
    draft.plan.splits = plannedSplits(draft.descriptions.splits, draft.plan.cases);
    tell(1, "planned");
    return std::move(draft.plan);
}

}  // namespace tandem
