#include "storage/cases/case_reading.h"

#include "core/base/error.h"
#include "core/study/label_values.h"
#include "core/volume/lattice.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/preparation/preparation_cache.h"

namespace tandem {
namespace {

ReadOptions optionsFor(const ImageFile& file) {
    ReadOptions options;
    options.spacingMm = file.givenSpacingMm;
    options.seriesUid = file.seriesUid;
    return options;
}

/// As it was found to lie when it was imported; what does not fit any more is left to whoever compares.
RawLabelVolume onImageGrid(const RawLabelVolume& label, const CaseRecord& record) {
    if (!differenceOf(record.geometry, label.geometry())) {
        return label;
    }
    if (record.label->isResampled) {
        return resampledTo(record.geometry, label);
    }
    return placedOn(record.geometry, label).value_or(label);
}

}  // namespace

ImageVolume readCaseImage(const Project& project, const ImageFile& file, const std::stop_token& stop) {
    return readImage(project.cases().locate(file), optionsFor(file), stop);
}

RawLabelVolume readCaseLabelValues(const Project& project, const CaseRecord& record, const std::stop_token& stop) {
    if (!record.label) {
        throw Error(ErrorCode::InvalidInput, "The case " + record.name + " has no label.");
    }
    const RawLabelVolume label = readLabel(project.cases().locate(*record.label), optionsFor(*record.label), stop);
    return withSchemeValues(onImageGrid(label, record), record.labelValues, project.labels().scheme());
}

LabelVolume readCaseLabel(const Project& project, const CaseRecord& record, const std::stop_token& stop) {
    return toClassIndices(readCaseLabelValues(project, record, stop), project.labels().scheme(), record.name);
}

}  // namespace tandem
