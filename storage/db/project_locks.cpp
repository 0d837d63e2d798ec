#include "storage/db/project_locks.h"

#include "storage/db/project.h"

#include <limits>

namespace tandem {
namespace {

constexpr std::int64_t kImport = 0;                           // cases count from 1
constexpr std::int64_t kCorrections = std::int64_t{1} << 62;  // and the case's number
constexpr std::int64_t kWindow = std::numeric_limits<std::int64_t>::max() - 1;

std::filesystem::path lockFileOf(const Project& project) {
    return project.inside("project.lock");
}

}  // namespace

FileLock lockImport(const Project& project, const std::function<void()>& waiting, const std::stop_token& stop) {
    return FileLock::take(lockFileOf(project), kImport, waiting, stop);
}

FileLock lockCase(const Project& project, std::int64_t caseId, const std::function<void()>& waiting,
                  const std::stop_token& stop) {
    return FileLock::take(lockFileOf(project), caseId, waiting, stop);
}

std::optional<FileLock> tryToLockCase(const Project& project, std::int64_t caseId) {
    return FileLock::tryToTake(lockFileOf(project), caseId);
}

std::optional<FileLock> tryToLockCorrection(const Project& project, std::int64_t caseId) {
    return FileLock::tryToTake(lockFileOf(project), kCorrections + caseId);
}

std::optional<FileLock> tryToLockWindow(const Project& project) {
    return FileLock::tryToTake(lockFileOf(project), kWindow);
}

}  // namespace tandem
