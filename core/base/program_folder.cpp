#include "core/base/program_folder.h"

#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <system_error>
#include <vector>

namespace tandem {

std::filesystem::path programFolder() {
    std::error_code failure;
    return std::filesystem::read_symlink("/proc/self/exe", failure).parent_path();
}

std::filesystem::path findProgram(const std::string& name, const char* variable) {
    const std::string chosen = environmentValue(variable);
    const std::filesystem::path beside = programFolder();
    const std::vector<std::filesystem::path> candidates =
        !chosen.empty() ? std::vector{absolutePath(chosen)}
                        : std::vector{beside / name, beside / "../lib/tandem" / name};
    for (const std::filesystem::path& file : candidates) {
        if (isFile(file)) {
            return file;
        }
    }
    throw Error(ErrorCode::NotFound,
                "There is no " + name + " at " + candidates.front().string() + "; set " + variable + " to its file.");
}

}  // namespace tandem
