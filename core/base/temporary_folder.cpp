#include "core/base/temporary_folder.h"

#include "core/base/error.h"

#include <ftw.h>

#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace tandem {
namespace {

int removeEntry(const char* path, const struct stat* /*status*/, int /*kind*/, struct FTW* /*place*/) {
    static_cast<void>(std::remove(path));
    return 0;  // what cannot be removed stays, and the rest goes
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& name, const std::string& remedy) {
    std::error_code failure;
    std::string path = (std::filesystem::temp_directory_path(failure) / (name + "-XXXXXX")).string();
    if (failure || ::mkdtemp(path.data()) == nullptr) {
        throw Error(ErrorCode::Io, "No temporary folder can be made at " + path + "; " + remedy + ".");
    }
    m_path = path;
}

TemporaryFolder::~TemporaryFolder() {
    // By the C library: Python's LibTorch has a std::filesystem::remove_all of its own, which ends tandem-worker where
    // the two standard libraries meet in it.
    constexpr int kDescriptors = 16;
    ::nftw(m_path.c_str(), removeEntry, kDescriptors, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

}  // namespace tandem
