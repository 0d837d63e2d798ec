#include "storage/image/library_versions.h"

#include <itkVersion.h>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <hdf5.h>

namespace tandem {

std::vector<std::pair<std::string, std::string>> imageLibraryVersions() {
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    H5get_libversion(&major, &minor, &release);
    return {{"ITK", itk::Version::GetITKVersion()},
            {"HDF5", std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release)},
            {"DCMTK", OFFIS_DCMTK_VERSION_STRING}};
}

}  // namespace tandem
