#include "storage/image/library_versions.h"

#include "storage/image/reader_call.h"

#include <itkVersion.h>

namespace tandem {

std::vector<std::pair<std::string, std::string>> imageLibraryVersions() {
    std::vector<std::pair<std::string, std::string>> versions{{"ITK", itk::Version::GetITKVersion()}};
    const ReaderRequest request{.task = ReaderTask::Versions};
    for (const auto& [name, version] : answerOf<LibraryVersions>(request, "its versions")) {
        versions.emplace_back(name, version);
    }
    return versions;
}

}  // namespace tandem
