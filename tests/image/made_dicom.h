// DICOM slices made with DCMTK, and real ones with their fields changed.
#pragma once

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tandem {

/// A slice of 4 columns and 3 rows whose stored voxel values are 100 * number + index, at number * 2.5 mm, named so
/// that names do not sort in the order of slices.
inline void writeMadeSlice(const std::filesystem::path& folder, int number, int slices,
                           const std::function<void(DcmDataset&)>& change = {}) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    const std::string text = std::to_string(number);
    dataset.putAndInsertString(DCM_SOPClassUID, UID_MRImageStorage);
    dataset.putAndInsertString(DCM_SOPInstanceUID, ("1.2.3.4." + text).c_str());
    dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.100");
    dataset.putAndInsertString(DCM_StudyInstanceUID, "1.2.3.1");
    dataset.putAndInsertString(DCM_SeriesDescription, "made");
    dataset.putAndInsertString(DCM_SeriesDate, "20240229");
    dataset.putAndInsertString(DCM_Modality, "MR");
    dataset.putAndInsertString(DCM_PatientID, "P-7");
    dataset.putAndInsertString(DCM_PatientName, "Doe^Jane");
    dataset.putAndInsertString(DCM_InstanceNumber, std::to_string((number * 7) % slices).c_str());
    dataset.putAndInsertString(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
    dataset.putAndInsertString(DCM_ImagePositionPatient, ("-10\\20\\" + std::to_string(number * 2.5)).c_str());
    dataset.putAndInsertString(DCM_PixelSpacing, "0.5\\0.25");
    dataset.putAndInsertUint16(DCM_Rows, 3);
    dataset.putAndInsertUint16(DCM_Columns, 4);
    dataset.putAndInsertUint16(DCM_BitsAllocated, 16);
    dataset.putAndInsertUint16(DCM_BitsStored, 16);
    dataset.putAndInsertUint16(DCM_HighBit, 15);
    dataset.putAndInsertUint16(DCM_PixelRepresentation, 0);
    dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    dataset.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME2");
    std::vector<Uint16> pixels(12);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = static_cast<Uint16>(100 * number + static_cast<int>(i));
    }
    dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), 12);
    if (change) {
        change(dataset);
    }
    std::filesystem::create_directories(folder);
    const auto path = folder / ("slice" + std::to_string(slices - number) + ".dcm");
    file.saveFile(OFFilename(path.c_str()), EXS_LittleEndianExplicit);
}

/// Writes count slices; change gets the data set and the slice's number.
inline void writeMadeSeries(const std::filesystem::path& folder, int count,
                            const std::function<void(DcmDataset&, int)>& change = {}) {
    for (int number = 0; number < count; ++number) {
        writeMadeSlice(folder, number, count, [&](DcmDataset& dataset) {
            if (change) {
                change(dataset, number);
            }
        });
    }
}

/// One enhanced file of count planes, 100 * number + index like those above, of which frame i is plane order[i]; values
/// are 2 * stored - 1000. change gets the data set at last.
inline std::filesystem::path writeMadeEnhanced(const std::filesystem::path& file, const std::vector<int>& order,
                                               const std::function<void(DcmDataset&)>& change = {}) {
    const std::filesystem::path folder = file.parent_path();
    writeMadeSlice(folder, 0, 1, [&](DcmDataset& dataset) {
        std::vector<Uint16> pixels;
        dataset.putAndInsertString(DCM_SOPClassUID, UID_EnhancedMRImageStorage);
        dataset.putAndInsertString(DCM_NumberOfFrames, std::to_string(order.size()).c_str());
        for (const DcmTagKey& tag : {DCM_ImageOrientationPatient, DCM_ImagePositionPatient, DCM_PixelSpacing}) {
            dataset.findAndDeleteElement(tag);
        }
        DcmItem* shared = nullptr;
        DcmItem* item = nullptr;
        dataset.findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, shared, -2);
        shared->findOrCreateSequenceItem(DCM_PixelMeasuresSequence, item, -2);
        item->putAndInsertString(DCM_PixelSpacing, "0.5\\0.25");
        shared->findOrCreateSequenceItem(DCM_PixelValueTransformationSequence, item, -2);
        item->putAndInsertString(DCM_RescaleSlope, "2");
        item->putAndInsertString(DCM_RescaleIntercept, "-1000");
        for (const int number : order) {
            DcmItem* frame = nullptr;
            dataset.findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, -2);
            frame->findOrCreateSequenceItem(DCM_FrameContentSequence, item, -2);
            item->putAndInsertString(DCM_StackID, "1");
            frame->findOrCreateSequenceItem(DCM_PlanePositionSequence, item, -2);
            item->putAndInsertString(DCM_ImagePositionPatient, ("-10\\20\\" + std::to_string(number * 2.5)).c_str());
            frame->findOrCreateSequenceItem(DCM_PlaneOrientationSequence, item, -2);
            item->putAndInsertString(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
            for (int index = 0; index < 12; ++index) {
                pixels.push_back(static_cast<Uint16>(100 * number + index));
            }
        }
        dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), static_cast<unsigned long>(pixels.size()));
        if (change) {
            change(dataset);
        }
    });
    std::filesystem::rename(folder / "slice1.dcm", file);
    return file;
}

/// A copy of a DICOM file with its fields changed.
inline void copyChanged(const std::filesystem::path& from, const std::filesystem::path& to,
                        const std::function<void(DcmDataset&)>& change) {
    DcmFileFormat file;
    file.loadFile(OFFilename(from.c_str()));
    change(*file.getDataset());
    std::filesystem::create_directories(to.parent_path());
    file.saveFile(OFFilename(to.c_str()), EXS_LittleEndianExplicit);
}

}  // namespace tandem
