#include "app/worker/scratch_folder.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace tandem::worker {

ScratchFolder::ScratchFolder() {
    std::error_code failure;
    std::string name = (std::filesystem::temp_directory_path(failure) / "tandem-worker-XXXXXX").string();
    if (failure || ::mkdtemp(name.data()) == nullptr) {
        throw Error(ErrorCode::Io,
                    "Cannot make a temporary folder (" + std::string(std::strerror(errno)) + "); set TMPDIR to one.");
    }
    m_path = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

}  // namespace tandem::worker
