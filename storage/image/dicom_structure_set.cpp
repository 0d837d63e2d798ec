#include "storage/image/dicom_structure_set.h"

#include "storage/image/derived_object.h"

namespace tandem {

void writeDicomStructureSet(const LabelVolume& label, const std::vector<DicomSegment>& segments,
                            const DicomSeries& source, const DicomSegmentationText& text,
                            const std::filesystem::path& file, const std::stop_token& stop) {
    writeDerivedObject(ReaderTask::Contours, label, segments, source, text, file, stop);
}

}  // namespace tandem
