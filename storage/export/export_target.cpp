#include "storage/export/export_target.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/project.h"

namespace tandem {

void requireForExports(const Project& project, const std::filesystem::path& target) {
    const std::filesystem::path inside = target.lexically_relative(realPath(project.folder()));
    const bool isForExports = !inside.empty() && *inside.begin() == "exports" && !project.isReadOnly();
    if (!inside.empty() && *inside.begin() != ".." && !isForExports) {
        project.requireWritable();
        throw Error(ErrorCode::Conflict, target.string() +
                                             " lies among the project's own files; choose its folder exports or one "
                                             "outside of it.");
    }
}

}  // namespace tandem
