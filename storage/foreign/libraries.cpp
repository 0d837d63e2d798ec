#include "storage/foreign/libraries.h"

// DCMTK wants its configuration before anything else of it.
#include <itkGDCMImageIO.h>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmdata/dcobject.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/oflog/oflog.h>
#include <gdcmTrace.h>
#include <gdcmVersion.h>
#include <hdf5.h>

#include <string>

namespace tandem {

void makeLibrariesReady() {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    static_cast<void>(dcmDataDict.rdlock());  // reads the dictionary the first time
    dcmDataDict.rdunlock();
    DcmRLEDecoderRegistration::registerCodecs();
    // Texts of 64 KiB and more, such as the points of a long contour, are stored as of an unknown kind.
    dcmEnableUnknownVRConversion.set(OFTrue);
    gdcm::Trace::DebugOff();
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
    itk::Object::SetGlobalWarningDisplay(false);
    static_cast<void>(itk::GDCMImageIO::New());
    H5open();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // failures are told by exceptions
}

LibraryVersions foreignVersions() {
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    H5get_libversion(&major, &minor, &release);
    return {{"HDF5", std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release)},
            {"DCMTK", OFFIS_DCMTK_VERSION_STRING},
            {"GDCM", gdcm::Version::GetVersion()}};
}

}  // namespace tandem
