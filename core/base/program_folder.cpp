#include "core/base/program_folder.h"

#include <system_error>

namespace tandem {

std::filesystem::path programFolder() {
    std::error_code failure;
    return std::filesystem::read_symlink("/proc/self/exe", failure).parent_path();
}

}  // namespace tandem
