#include "core/base/private_files.h"

#include <sys/stat.h>

namespace tandem {

void keepFilesPrivate() {
    constexpr mode_t kOthers = 077;
    ::umask(::umask(kOthers) | kOthers);
}

}  // namespace tandem
