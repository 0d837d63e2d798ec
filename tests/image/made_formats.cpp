#include "tests/image/made_files.h"

#include <functional>
#include <map>
#include <sstream>

namespace tandem {
namespace {

/// One made file, or a header and its data file, under a common stem.
struct Maker {
    const MadeImage& image;
    const std::filesystem::path& folder;
    const std::string& stem;
    std::string voxels;

    std::filesystem::path single(const std::string& ending, const std::string& bytes) const {
        writeBytes(folder / (stem + ending), bytes);
        return folder / (stem + ending);
    }
    std::filesystem::path pair(const std::string& ending, const std::string& header, const std::string& dataEnding,
                               const std::string& data) const {
        single(dataEnding, data);
        return single(ending, header);
    }
    std::string voxelText() const {
        std::ostringstream text;
        text.precision(17);
        for (const double value : image.values) {
            text << value << "\n";
        }
        return text.str();
    }
};

using Make = std::function<std::filesystem::path(const Maker&)>;

std::filesystem::path makeNifti(const Maker& maker, int version, bool isPacked) {
    const std::string bytes = niftiHeader(maker.image, {.version = version}) + maker.voxels;
    return isPacked ? maker.single(".nii.gz", gzipped(bytes)) : maker.single(".nii", bytes);
}

std::filesystem::path makePair(const Maker& maker, bool isHeaderPacked, bool isDataPacked) {
    const std::string header = niftiHeader(maker.image, {.isPair = true});
    return maker.pair(isHeaderPacked ? ".hdr.gz" : ".hdr", isHeaderPacked ? gzipped(header) : header,
                      isDataPacked ? ".img.gz" : ".img", isDataPacked ? gzipped(maker.voxels) : maker.voxels);
}

std::filesystem::path makeNhdr(const Maker& maker, bool isPacked) {
    const std::string ending = isPacked ? ".raw.gz" : ".raw";
    const std::string line = (isPacked ? "datafile: " : "data file: ") + maker.stem + ending + "\n";
    return maker.pair(".nhdr", nrrdHeader(maker.image, isPacked ? "gzip" : "raw", line), ending,
                      isPacked ? gzipped(maker.voxels) : maker.voxels);
}

std::filesystem::path makeMhd(const Maker& maker, bool isPacked) {
    const std::string ending = isPacked ? ".zraw" : ".raw";
    return maker.pair(".mhd", metaImageHeader(maker.image, isPacked, maker.stem + ending), ending,
                      isPacked ? zlibPacked(maker.voxels) : maker.voxels);
}

const std::map<std::string, Make>& makers() {
    static const std::map<std::string, Make> kMakers{
        {"nii", [](const Maker& m) { return makeNifti(m, 1, false); }},
        {"nii.gz", [](const Maker& m) { return makeNifti(m, 1, true); }},
        {"nii2", [](const Maker& m) { return makeNifti(m, 2, false); }},
        {"nii2.gz", [](const Maker& m) { return makeNifti(m, 2, true); }},
        {"hdr", [](const Maker& m) { return makePair(m, false, false); }},
        {"hdr.gz", [](const Maker& m) { return makePair(m, true, true); }},
        {"hdr+gzip", [](const Maker& m) { return makePair(m, false, true); }},
        {"nrrd", [](const Maker& m) { return m.single(".nrrd", nrrdHeader(m.image, "raw") + m.voxels); }},
        {"nrrd.gz", [](const Maker& m) { return m.single(".nrrd", nrrdHeader(m.image, "gzip") + gzipped(m.voxels)); }},
        {"nrrd.text", [](const Maker& m) { return m.single(".nrrd", nrrdHeader(m.image, "ascii") + m.voxelText()); }},
        {"nhdr", [](const Maker& m) { return makeNhdr(m, false); }},
        {"nhdr.gz", [](const Maker& m) { return makeNhdr(m, true); }},
        {"mha", [](const Maker& m) { return m.single(".mha", metaImageHeader(m.image, false, "LOCAL") + m.voxels); }},
        {"mha.zlib",
         [](const Maker& m) {
             return m.single(".mha", metaImageHeader(m.image, true, "LOCAL") + zlibPacked(m.voxels));
         }},
        {"mhd", [](const Maker& m) { return makeMhd(m, false); }},
        {"mhd.zlib", [](const Maker& m) { return makeMhd(m, true); }}};
    return kMakers;
}

}  // namespace

std::vector<std::string> madeFormats() {
    std::vector<std::string> formats;
    for (const auto& [format, make] : makers()) {
        formats.push_back(format);
    }
    return formats;
}

std::filesystem::path writeMade(const MadeImage& image, const std::string& format, const std::filesystem::path& folder,
                                const std::string& stem) {
    return makers().at(format)({image, folder, stem, image.voxelBytes()});
}

}  // namespace tandem
