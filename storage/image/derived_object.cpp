#include "storage/image/derived_object.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "storage/image/decoded_pieces.h"
#include "storage/image/reader_call.h"

#include <span>

namespace tandem {
namespace {

void checkFits(const LabelVolume& label, const DicomSeries& source, const std::filesystem::path& file) {
    if (!source.isReadable()) {
        throw Error(ErrorCode::InvalidInput, source.findings.front());
    }
    if (source.planes.size() != source.files.size()) {
        throw Error(ErrorCode::Unsupported, file.string() +
                                                " was not written, as DICOM objects that refer to multi-frame files "
                                                "are not handled; export the label as NIfTI.");
    }
    if (label.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, file.string() + " would have no voxels, so it was not written.");
    }
    if (const auto difference = differenceOf(source.geometry, label.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    file.string() + " was not written: the label does not lie on the grid of the DICOM series in " +
                        source.files.front().parent_path().string() + ".",
                    *difference);
    }
}

}  // namespace

void writeDerivedObject(ReaderTask task, const LabelVolume& label, const std::vector<DicomSegment>& segments,
                        const DicomSeries& source, const DicomSegmentationText& text, const std::filesystem::path& file,
                        const std::stop_token& stop) {
    checkFits(label, source, file);
    if (segments.empty()) {
        throw Error(ErrorCode::InvalidInput, file.string() + " would have no classes, so it was not written.");
    }
    const SegmentationOrder order{
        .file = file, .sources = source.files, .geometry = source.geometry, .segments = segments, .text = text};
    // Nothing is made but where a structure is, slice by slice.
    const double most = static_cast<double>(label.voxels().size()) * static_cast<double>(segments.size());
    ReaderCall call({.task = task,
                     .files = source.files,
                     .memoryLimitBytes = memoryLimitOf(0),
                     .secondsForEach = decodingSeconds(most),
                     .order = wired(order),
                     .dataBytes = label.voxels().size()},
                    stop, std::as_bytes(label.voxels()));
    const std::filesystem::path subject = source.files.front().parent_path();
    const std::uint64_t bytes = call.next(subject).dataBytes;
    requireMemory(file, static_cast<double>(bytes), 0);
    const auto content = call.data(bytes, subject);
    writeAtomically(file, {content.get(), bytes});
}

}  // namespace tandem
