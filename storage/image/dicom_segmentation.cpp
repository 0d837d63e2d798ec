#include "storage/image/dicom_segmentation.h"

#include "storage/image/derived_object.h"

namespace tandem {

void writeDicomSegmentation(const LabelVolume& label, const std::vector<DicomSegment>& segments,
                            const DicomSeries& source, const DicomSegmentationText& text,
                            const std::filesystem::path& file, const std::stop_token& stop) {
    writeDerivedObject(ReaderTask::Segmentation, label, segments, source, text, file, stop);
}

}  // namespace tandem
