#include "storage/cases/prepare_cases.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/maps/map_name.h"
#include "core/study/label_values.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/project_locks.h"
#include "storage/db/run_repository.h"
#include "storage/image/image_reader.h"
#include "storage/import/source_hash.h"
#include "storage/preparation/preparation_cache.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tandem {
namespace {

SourceFile sourceOf(const ImageFile& file, const std::string& role) {
    const std::string spacing = file.givenSpacingMm ? textOf(SettingValue(*file.givenSpacingMm)) : "";
    return {.path = file.path,
            .contentHash = file.contentHash,
            .reading = role + " " + file.seriesUid + " " + spacing,
            .isHdf5 = file.format == "hdf5"};
}

/// The label that the run of the settings predicted, where the case is cropped around it.
std::optional<SourceFile> guideOf(const Project& project, const CaseRecord& record, const PreparationSettings& settings,
                                  const std::stop_token& stop) {
    if (settings.crop != Crop::Prediction || record.label) {
        return std::nullopt;
    }
    const auto prediction = settings.cropCheckpoint.empty()
                                ? project.predictions().find(settings.cropRun, record.id)
                                : project.predictions().find(settings.cropRun, record.id, settings.cropCheckpoint);
    if (!prediction) {
        return std::nullopt;
    }
    const auto name = prediction->files.find(kLabelMap);
    const std::filesystem::path file =
        name == prediction->files.end() ? std::filesystem::path() : project.inside(prediction->folder / name->second);
    if (!isThere(file)) {
        throw Error(ErrorCode::NotFound, "Case \"" + record.name + "\" is cropped around what run " +
                                             std::to_string(settings.cropRun) +
                                             " predicted of it, but that prediction has lost its file " +
                                             file.string() + "; predict the case with that run again.");
    }
    return SourceFile{.path = file, .contentHash = contentHash(file, stop), .reading = ""};
}

LabelVolume readGuide(const SourceFile& file) {
    const RawLabelVolume raw = readLabel(file.path);
    std::vector<std::uint8_t> isInside(raw.voxels().size());
    std::ranges::transform(raw.voxels(), isInside.begin(), [](std::int32_t value) { return value != 0 ? 1 : 0; });
    return {raw.geometry(), std::move(isInside)};
}

CaseSources sourcesOf(const Project& project, const CaseRecord& record, const LabelScheme& scheme,
                      const PreparationSettings& settings, const std::stop_token& stop) {
    CaseSources sources{.caseId = record.id,
                        .caseName = record.name,
                        .guide = guideOf(project, record, settings, stop),
                        .scheme = scheme};
    for (const ImageFile& image : record.images) {
        sources.images.push_back(sourceOf(image, "image " + std::to_string(image.channel)));
    }
    if (record.label) {
        sources.label = sourceOf(
            *record.label, "label " + textOf(record.labelValues) + (record.label->isResampled ? " resampled" : ""));
    }
    return sources;
}

/// Else cases would be kept whole without a word, as when the run was removed.
void requireCropRun(const Project& project, const PreparationSettings& settings) {
    const std::vector<RunRecord> runs = project.runs().list();
    if (settings.crop == Crop::Prediction && std::ranges::find(runs, settings.cropRun, &RunRecord::id) == runs.end()) {
        throw Error(ErrorCode::NotFound, "Cases shall be cropped around what run " + std::to_string(settings.cropRun) +
                                             " predicted, but the project has no such run; choose another crop-run.");
    }
}

/// Reads a source that was imported, and no other in its place: what is made of it bears its hash.
template <class Read>
auto readImported(const Project& project, const ImageFile& file, const std::stop_token& stop, Read&& read) {
    const std::filesystem::path path = project.cases().locate(file);
    const SourceContent content = contentOf(path, file.seriesUid, stop);
    auto voxels = std::forward<Read>(read)();
    if (content.hash != file.contentHash || !isStillThere(content)) {
        throw Error(ErrorCode::Conflict,
                    path.string() +
                        " is no longer the file that was imported, as its content has changed; bring "
                        "that back, or import this one as a case of its own.");
    }
    return voxels;
}

/// Hands the cache's requests on to the record's own files.
CaseReader readerOf(const Project& project, const CaseRecord& record, const CaseSources& sources,
                    const std::stop_token& stop) {
    return {.readImage =
                [&](const SourceFile& wanted) {
                    const auto index = std::ranges::find(sources.images, wanted.reading, &SourceFile::reading) -
                                       sources.images.begin();
                    const ImageFile& image = record.images.at(static_cast<std::size_t>(index));
                    return readImported(project, image, stop, [&] { return readCaseImage(project, image, stop); });
                },
            .readLabel =
                [&](const SourceFile&) {
                    return readImported(project, record.label.value(), stop,
                                        [&] { return readCaseLabelValues(project, record, stop); });
                },
            .readGuide = readGuide};
}

/// Cases that this process has made and still has to put in their place: small ones together, large ones each by
/// itself. Until then no other process makes them.
class MadeCases {
public:
    explicit MadeCases(const Project& project) : m_project(project) {}

    [[nodiscard]] AtomicBatch& batch() { return m_batch; }

    /// Before the case is made. While another process makes it, this one waits, and holds no other up.
    void lock(std::int64_t caseId, const std::function<void()>& waiting, const std::stop_token& stop) {
        if (auto lock = tryToLockCase(m_project, caseId)) {
            m_locks.push_back(std::move(*lock));
            return;
        }
        commit();
        m_locks.push_back(lockCase(m_project, caseId, waiting, stop));
    }
    void commit() {
        m_batch.commit();
        m_locks.clear();
    }
    void commitWhenLarge() {
        constexpr std::size_t kFiles = 192;
        constexpr std::uint64_t kBytes = 64ULL << 20;
        if (m_batch.fileCount() >= kFiles || m_batch.byteCount() >= kBytes) {
            commit();
        }
    }

private:
    const Project& m_project;
    AtomicBatch m_batch;
    std::vector<FileLock> m_locks;
};

}  // namespace

PreparedCases prepareCases(const Project& project, const std::vector<CaseRecord>& cases,
                           const PreparationSettings& settings, const Progress& progress, const std::stop_token& stop) {
    checkSettings(settings);
    requireCropRun(project, settings);
    const PreparationCache cache(project.preparedFolder());
    const LabelScheme scheme = project.labels().scheme();
    PreparedCases result;
    MadeCases made(project);
    const auto count = static_cast<double>(cases.size());
    const auto prepareOne = [&](std::size_t index) {
        throwIfStopped(stop);
        const CaseRecord& record = cases[index];
        const CaseSources sources = sourcesOf(project, record, scheme, settings, stop);
        const auto within = [&](double fraction, std::string_view) {
            progress((static_cast<double>(index) + fraction) / count, record.name);
        };
        const CaseReader reader = readerOf(project, record, sources, stop);
        auto cached = cache.find(sources, settings, reader, within, made.batch());
        if (!cached) {
            made.lock(
                record.id,
                [&] {
                    progress(static_cast<double>(index) / count,
                             record.name + ": waiting for another process that prepares it");
                },
                stop);
            cached = cache.ensure(sources, settings, reader, within, stop, made.batch());
        }
        result.references.emplace(record.id, cached->reference);
        result.reused += cached->wasReused ? 1 : 0;
        for (const std::string& notice : cached->notices) {
            result.notices.push_back(record.name + ": " + notice);
        }
    };
    try {
        for (std::size_t index = 0; index < cases.size(); ++index) {
            prepareOne(index);
            made.commitWhenLarge();
        }
    } catch (...) {
        try {
            made.commit();  // what is whole stays
        } catch (const Error&) {
            // The first failure is the one to tell.
        }
        throw;
    }
    made.commit();
    progress(1.0, "prepared");
    return result;
}

std::optional<PreparedReference> findPrepared(const Project& project, const CaseRecord& record,
                                              const PreparationSettings& settings) {
    try {
        const CaseSources sources = sourcesOf(project, record, project.labels().scheme(), settings, {});
        const PreparedReference reference = PreparationCache(project.preparedFolder()).referenceTo(sources, settings);
        std::filesystem::path header = reference.stem;
        header += ".json";
        return isThere(header) ? std::optional(reference) : std::nullopt;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) {
            throw;
        }
        return std::nullopt;  // what it would be cropped around is gone
    }
}

PreparationSettings keptToItsBoxes(const Project& project, PreparationSettings settings) {
    if (settings.crop == Crop::Prediction && settings.cropCheckpoint.empty()) {
        const std::vector<PredictionRecord> all = project.predictions().list(settings.cropRun);
        if (const auto newest = std::ranges::max_element(all, {}, &PredictionRecord::id); newest != all.end()) {
            settings.cropCheckpoint = newest->checkpointHash;
        }
    }
    return settings;
}

std::int64_t casesWithoutBox(const Project& project, const std::vector<CaseRecord>& cases,
                             const PreparationSettings& settings) {
    std::set<std::int64_t> predicted;
    if (settings.crop == Crop::Prediction) {
        for (const PredictionRecord& one : project.predictions().list(settings.cropRun)) {
            if (settings.cropCheckpoint.empty() || one.checkpointHash == settings.cropCheckpoint) {
                predicted.insert(one.caseId);
            }
        }
    } else if (settings.crop != Crop::Label) {
        return 0;
    }
    return std::ranges::count_if(cases,
                                 [&](const CaseRecord& one) { return !one.label && !predicted.contains(one.id); });
}

std::string boxNotice(const Project& project, const std::vector<CaseRecord>& cases,
                      const PreparationSettings& settings) {
    const std::int64_t without = casesWithoutBox(project, cases, settings);
    if (without == 0) {
        return {};
    }
    const std::string counted = std::to_string(without) + " of " + std::to_string(cases.size()) + " cases have ";
    const std::string kept = " to crop around and are kept whole, so that they differ in kind from the others; ";
    if (settings.crop == Crop::Label) {
        return counted + "no label" + kept +
               "crop them around what a coarse run predicted of them (crop=prediction, crop-run=N), or all cases to a "
               "box given by hand (crop=box, crop-from, crop-to).";
    }
    const std::string run = "run " + std::to_string(settings.cropRun);
    return counted + "neither a label nor a prediction of " + run + kept + "predict them with " + run + " first.";
}

}  // namespace tandem
