#include "tests/fuzz/foreign_seeds.h"

#include "core/base/temporary_folder.h"
#include "tests/image/made_files.h"
#include "tests/image/made_structures.h"

#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>
#include <hdf5.h>

#include <numeric>
#include <optional>

namespace tandem {
namespace {

/// The slice in another encoding; nothing where this DCMTK has not got it.
std::optional<std::string> encoded(const std::filesystem::path& slice, E_TransferSyntax how,
                                   const DcmRepresentationParameter* parameter) {
    DcmFileFormat file;
    file.loadFile(OFFilename(slice.c_str()));
    file.getDataset()->chooseRepresentation(how, parameter);
    if (!file.getDataset()->canWriteXfer(how)) {
        return std::nullopt;
    }
    const std::filesystem::path target = slice.parent_path() / "encoded.dcm";
    file.saveFile(OFFilename(target.c_str()), how);
    return bytesOfFile(target);
}

std::string hdf5File(const std::filesystem::path& path, hid_t type, bool isChunked, bool isLatest) {
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (isLatest) {
        H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
    }
    const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
    constexpr std::array<hsize_t, 3> kExtent{6, 5, 4};
    constexpr std::array<hsize_t, 3> kChunk{3, 5, 2};
    std::array<double, 120> values{};
    std::iota(values.begin(), values.end(), 0.0);
    for (const char* name : {"image", "label"}) {
        const hid_t space = H5Screate_simple(3, kExtent.data(), nullptr);
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        if (isChunked) {
            H5Pset_chunk(properties, 3, kChunk.data());
            H5Pset_shuffle(properties);
            H5Pset_deflate(properties, 4);
        }
        const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
        H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Dclose(dataset);
        H5Pclose(properties);
        H5Sclose(space);
    }
    H5Fclose(file);
    H5Pclose(access);
    return bytesOfFile(path);
}

}  // namespace

std::vector<std::string> dicomSeeds() {
    const TemporaryFolder folder("tandem-seeds", "set TMPDIR to one that can be written");
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    DcmRLEEncoderRegistration::registerCodecs();
    DJEncoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
    writeMadeSlice(folder.path(), 0, 1);
    const std::filesystem::path slice = folder.path() / "slice1.dcm";
    const DcmRLERepresentationParameter rle;
    const DJ_RPLossless jpeg;
    const DJLSRepresentationParameter jpegLs;
    std::vector<std::string> seeds{bytesOfFile(slice)};
    for (const auto& [how, parameter] : std::vector<std::pair<E_TransferSyntax, const DcmRepresentationParameter*>>{
             {EXS_LittleEndianImplicit, nullptr},
             {EXS_BigEndianExplicit, nullptr},
             {EXS_RLELossless, &rle},
             {EXS_JPEGProcess14SV1, &jpeg},
             {EXS_JPEGLSLossless, &jpegLs}}) {
        if (auto bytes = encoded(slice, how, parameter)) {
            seeds.push_back(*std::move(bytes));
        }
    }
    return seeds;
}

std::vector<std::string> structureSeeds() {
    const TemporaryFolder folder("tandem-seeds", "set TMPDIR to one that can be written");
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    DcmRLEEncoderRegistration::registerCodecs();
    const std::vector<MadeFrame> frames{{1, placeOfMadeSlice(2), std::vector<std::uint8_t>(12, 1), "1.2.3.4.2"},
                                        {2, placeOfMadeSlice(1), std::vector<std::uint8_t>(12, 1), "1.2.3.4.1"}};
    writeMadeSegmentation(folder.path() / "binary.dcm", {.names = {"one", "two"}, .frames = frames});
    writeMadeSegmentation(folder.path() / "fractions.dcm", {.names = {"one", "two"}, .frames = frames, .maximum = 1});
    writeMadeStructureSet(folder.path() / "contours.dcm",
                          {.names = {"one", "two"},
                           .contours = {{.points = {{-10, 20, 0}, {-9, 20, 0}, {-9, 22, 0}}, .imageUid = "1.2.3.4.0"},
                                        {.structure = 2, .points = {{-10, 20, 5}, {-9, 20, 5}, {-9, 22, 5}}}}});
    std::vector<std::string> seeds;
    for (const char* name : {"binary.dcm", "fractions.dcm", "contours.dcm"}) {
        seeds.push_back(bytesOfFile(folder.path() / name));
    }
    const DcmRLERepresentationParameter rle;
    if (auto packed = encoded(folder.path() / "fractions.dcm", EXS_RLELossless, &rle)) {
        seeds.push_back(*std::move(packed));
    }
    return seeds;
}

std::vector<std::string> hdf5Seeds() {
    const TemporaryFolder folder("tandem-seeds", "set TMPDIR to one that can be written");
    const std::filesystem::path file = folder.path() / "seed.h5";
    return {hdf5File(file, H5T_IEEE_F32LE, false, false), hdf5File(file, H5T_STD_I16BE, true, false),
            hdf5File(file, H5T_IEEE_F64LE, true, true)};
}

}  // namespace tandem
