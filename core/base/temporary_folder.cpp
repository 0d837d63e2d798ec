#include "core/base/temporary_folder.h"

#include "core/base/error.h"

#include <cstdlib>
#include <system_error>

namespace tandem {

TemporaryFolder::TemporaryFolder(const std::string& name, const std::string& remedy) {
    std::error_code failure;
    std::string path = (std::filesystem::temp_directory_path(failure) / (name + "-XXXXXX")).string();
    if (failure || ::mkdtemp(path.data()) == nullptr) {
        throw Error(ErrorCode::Io, "No temporary folder can be made at " + path + "; " + remedy + ".");
    }
    m_path = path;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

}  // namespace tandem
