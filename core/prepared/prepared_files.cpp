#include "core/prepared/prepared_files.h"

#include <system_error>

namespace tandem {

void removePreparedCase(const std::filesystem::path& stem) {
    for (const std::string_view suffix : kPreparedSuffixes) {
        std::filesystem::path file = stem;
        std::error_code ignored;
        std::filesystem::remove(file += suffix, ignored);
    }
}

}  // namespace tandem
