#include "storage/foreign/source_slice.h"

#include "core/base/error.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <charconv>
#include <cstddef>

namespace tandem {
namespace {

class Fields {
public:
    Fields(DcmDataset& dataset, const std::filesystem::path& file) : m_dataset(dataset), m_file(file) {}

    [[nodiscard]] std::string optional(const DcmTagKey& tag, unsigned long at = 0) const {
        OFString value;
        m_dataset.findAndGetOFString(tag, value, at);
        const std::size_t first = value.find_first_not_of(' ');
        if (first == OFString_npos) {
            return {};
        }
        return value.substr(first, value.find_last_not_of(' ') - first + 1).c_str();
    }

    [[nodiscard]] std::string required(const DcmTagKey& tag, const char* name, unsigned long at = 0) const {
        std::string value = optional(tag, at);
        if (value.empty()) {
            throw Error(ErrorCode::InvalidInput,
                        m_file.string() + " has no " + name + ", so no DICOM object can refer to it.");
        }
        return value;
    }

private:
    DcmDataset& m_dataset;
    const std::filesystem::path& m_file;
};

}  // namespace

DcmDataset* SourceSlice::dataset() const {
    return file ? file->getDataset() : nullptr;
}

SourceSlice readSourceSlice(const std::filesystem::path& file) {
    constexpr Uint32 kLongestValue = 4096;  // longer ones stay on disk: the pixels are not wanted here
    SourceSlice slice;
    slice.file = std::make_shared<DcmFileFormat>();
    const OFCondition status =
        slice.file->loadFile(OFFilename(file.c_str()), EXS_Unknown, EGL_noChange, kLongestValue, ERM_autoDetect);
    if (status.bad()) {
        throw Error(ErrorCode::Io, file.string() + " cannot be read any more.", status.text());
    }
    DcmDataset& dataset = *slice.file->getDataset();
    const Fields fields(dataset, file);
    if (!fields.optional(DCM_SpecificCharacterSet).empty()) {
        dataset.convertToUTF8();
    }
    // Also where the source says nothing, as names of classes may need it.
    dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 192");
    slice.sopClassUid = fields.required(DCM_SOPClassUID, "SOP class");
    slice.sopInstanceUid = fields.required(DCM_SOPInstanceUID, "SOP instance UID");
    slice.studyUid = fields.required(DCM_StudyInstanceUID, "study UID");
    slice.seriesUid = fields.required(DCM_SeriesInstanceUID, "series UID");
    slice.patientId = fields.optional(DCM_PatientID);
    slice.frameOfReferenceUid = fields.optional(DCM_FrameOfReferenceUID);
    for (unsigned long axis = 0; axis < 3; ++axis) {
        slice.position[axis] = fields.required(DCM_ImagePositionPatient, "image position", axis);
    }
    for (unsigned long part = 0; part < 6; ++part) {
        slice.orientation[part] = fields.required(DCM_ImageOrientationPatient, "image orientation", part);
    }
    slice.pixelSpacing = fields.required(DCM_PixelSpacing, "pixel spacing", 0) + "\\" +
                         fields.required(DCM_PixelSpacing, "pixel spacing", 1);
    return slice;
}

std::string decimalString(double value) {
    constexpr int kMostCharacters = 16;
    std::array<char, 40> text{};
    for (int digits = 15; digits > 1; --digits) {
        const auto end =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits);
        if (end.ptr - text.data() <= kMostCharacters) {
            return {text.data(), end.ptr};
        }
    }
    return "0";
}

std::string newUid() {
    std::array<char, 100> uid{};
    return dcmGenerateUniqueIdentifier(uid.data(), SITE_INSTANCE_UID_ROOT);
}

}  // namespace tandem
