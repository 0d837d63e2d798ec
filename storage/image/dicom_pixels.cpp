#include "storage/image/dicom_pixels.h"

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "storage/image/decoded_volume.h"
#include "storage/image/usable_grid.h"

namespace tandem {

template <class T>
Volume<T> readDicomVoxels(const DicomSeries& series, const ReadOptions& options, std::vector<Finding>& findings,
                          const std::stop_token& stop) {
    if (!series.isReadable()) {
        throw Error(ErrorCode::InvalidInput, series.findings.front());
    }
    const std::filesystem::path name = series.files.front().parent_path();
    requireUsableGrid(series.geometry, name);
    const double bytes = static_cast<double>(series.geometry.voxelCount()) * sizeof(T);
    requireMemory(name, bytes, options.memoryLimitBytes);
    return decodedVolume<T>({.task = ReaderTask::DicomVoxels,
                             .files = series.files,
                             .planes = series.planes,
                             .size = series.geometry.size,
                             .memoryLimitBytes = memoryLimitOf(options.memoryLimitBytes),
                             .secondsForEach = decodingSeconds(bytes)},
                            series.geometry, name, findings, stop);
}

template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                       const std::stop_token&);
template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                              const std::stop_token&);

}  // namespace tandem
