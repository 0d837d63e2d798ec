#include "storage/db/relocation.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace tandem {
namespace {

/// What lies under a folder. Files are few enough of one size that only those of the wanted size are hashed.
struct FoundPaths {
    std::multimap<std::uint64_t, std::filesystem::path> filesBySize;
    std::vector<std::filesystem::path> folders;
};

FoundPaths lookUnder(const std::filesystem::path& searchFolder, const std::stop_token& stop) {
    FoundPaths found;
    std::error_code failure;
    if (!std::filesystem::is_directory(searchFolder, failure)) {
        throw Error(ErrorCode::NotFound, "There is no folder " + searchFolder.string() + " to look for images in.");
    }
    found.folders.push_back(searchFolder);
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (auto entry = std::filesystem::recursive_directory_iterator(searchFolder, options, failure);
         entry != std::filesystem::recursive_directory_iterator(); entry.increment(failure)) {
        throwIfStopped(stop);
        if (entry->is_directory(failure)) {
            found.folders.push_back(entry->path());
        } else if (entry->is_regular_file(failure)) {
            found.filesBySize.emplace(entry->file_size(failure), entry->path());
        }
        if (failure) {
            break;
        }
    }
    return found;
}

class Relocator {
public:
    Relocator(const FoundPaths& found, const SourceHasher& hasher, const std::stop_token& stop)
        : m_found(found), m_hasher(hasher), m_stop(stop) {}

    /// Where the wanted file is now, if it is among what was found.
    [[nodiscard]] std::optional<std::filesystem::path> placeOf(const ImageFile& wanted) const {
        if (!wanted.seriesUid.empty()) {
            const auto folder =
                std::ranges::find_if(m_found.folders, [&](const auto& path) { return is(wanted, path); });
            return folder == m_found.folders.end() ? std::nullopt : std::optional(*folder);
        }
        for (auto [entry, end] = m_found.filesBySize.equal_range(wanted.bytes); entry != end; ++entry) {
            if (is(wanted, entry->second)) {
                return entry->second;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool is(const ImageFile& wanted, const std::filesystem::path& path) const {
        throwIfStopped(m_stop);
        return m_hasher(wanted, path, m_stop) == wanted.contentHash;
    }

    const FoundPaths& m_found;
    const SourceHasher& m_hasher;
    const std::stop_token& m_stop;
};

/// Gives the record's missing files their new places. How many, and whether all are there now.
std::pair<std::int64_t, bool> relocate(CaseRecord& record, const Relocator& relocator, const Project& project) {
    const CaseRepository cases = project.cases();
    std::int64_t found = 0;
    bool complete = true;
    const auto relocateOne = [&](ImageFile& file) {
        if (!cases.isMissing(file)) {
            return;
        }
        if (const auto place = relocator.placeOf(file)) {
            file.path = *place;
            file.relativePath = place->lexically_relative(project.folder());
            ++found;
        } else {
            complete = false;
        }
    };
    std::ranges::for_each(record.images, relocateOne);
    if (record.label) {
        relocateOne(*record.label);
    }
    return {found, complete};
}

}  // namespace

RelocationSummary relocateMissingFiles(const Project& project, const std::filesystem::path& searchFolder,
                                       const SourceHasher& hasher, const Progress& progress,
                                       const std::stop_token& stop) {
    const FoundPaths found = lookUnder(normalPath(searchFolder), stop);
    const Relocator relocator(found, hasher, stop);
    RelocationSummary summary;
    std::vector<CaseRecord> missing = project.cases().withMissingFiles();
    for (std::size_t i = 0; i < missing.size(); ++i) {
        if (progress) {
            progress(static_cast<double>(i) / static_cast<double>(missing.size()), missing[i].name);
        }
        const auto [relocated, complete] = relocate(missing[i], relocator, project);
        summary.found += relocated;
        if (relocated > 0) {
            project.cases().update(missing[i]);
        }
        if (!complete) {
            summary.stillMissing.push_back(missing[i].name);
        }
    }
    if (progress) {
        progress(1, "done");
    }
    return summary;
}

}  // namespace tandem
