// The readers of files that people bring, of projects and of what programs say to each other.
#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/engine.h"
#include "core/settings/prediction_settings.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "storage/correction/correction_journal.h"
#include "storage/correction/event_bytes.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/image/dicom_structures.h"
#include "storage/image/image_reader.h"
#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"
#include "storage/import/case_table.h"
#include "storage/import/source_hash.h"
#include "storage/training/snapshot_file.h"
#include "tests/correction/random_edits.h"
#include "tests/fuzz/foreign_seeds.h"
#include "tests/fuzz/fuzz.h"
#include "tests/image/made_files.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <utility>

using namespace tandem;

namespace {

std::filesystem::path written(const std::string& name, const std::string& input) {
    writeBytes(fuzzFolder() / name, input);
    return fuzzFolder() / name;
}

/// What others say of the same input.
void passOver(const auto& read) {
    try {
        static_cast<void>(read());
    } catch (const Error&) {
    }
}

/// All that is done with an image, each whatever the others say. Throws the last Error.
void readAll(const std::filesystem::path& file) {
    passOver([&] { return readLabel(file); });
    passOver([&] { return contentOf(file, {}, {}); });
    passOver([&] { return readHeader(file); });
    static_cast<void>(readImage(file));
}

/// A series of two slices that differ in their place alone, so that they are changed alike.
void readSeries(const std::string& input) {
    static const std::string kPlace = "0.000000";
    std::string other = input;
    if (const std::size_t at = other.find(kPlace); at != std::string::npos) {
        other.replace(at, kPlace.size(), "2.500000");
    }
    const std::filesystem::path series = fuzzFolder() / "series";
    std::filesystem::create_directories(series);
    writeBytes(series / "a.dcm", input);
    writeBytes(series / "b.dcm", other);
    passOver([&] { return readLabel(series); });
    static_cast<void>(readImage(series));
}

/// On a series of four slices, as an import does.
void readObject(const std::string& input) {
    const Geometry series{{4, 3, 4}, {0.25, 0.5, 2.5}, {-10, 20, 0}, kIdentity3};
    const DicomStructureSet set = readStructureSets({written("object.dcm", input)}, {}).front();
    std::vector<std::vector<std::int32_t>> classes;
    for (const DicomStructure& one : set.structures) {
        classes.push_back({one.number});
    }
    static_cast<void>(readStructures(set, classes, series, {}));
}

template <const char* const& Name>
void readNamed(const std::string& input) {
    readAll(written(Name, input));
}

constexpr const char* kNifti = "a.nii";
constexpr const char* kPackedNifti = "a.nii.gz";
constexpr const char* kNrrd = "a.nrrd";
constexpr const char* kMetaImage = "a.mha";
constexpr const char* kHdf5 = "a.h5";

std::vector<std::string> niftiSeeds() {
    const MadeImage image = MadeImage::ofType(VoxelType::Int16);
    const MadeImage swapped = MadeImage::ofType(VoxelType::Float32, true);
    return {niftiHeader(image) + image.voxelBytes(), niftiHeader(swapped, {.version = 2}) + swapped.voxelBytes(),
            niftiHeader(image, {.qformCode = 1, .sformCode = 0}) + image.voxelBytes()};
}

std::vector<std::string> packedNiftiSeeds() {
    std::vector<std::string> seeds;
    for (const std::string& plain : niftiSeeds()) {
        seeds.push_back(gzipped(plain));
    }
    return seeds;
}

std::string asText(const MadeImage& image) {
    std::string text;
    for (const double value : image.values) {
        text += std::to_string(value) + " ";
    }
    return text;
}

std::vector<std::string> nrrdSeeds() {
    const MadeImage image = MadeImage::ofType(VoxelType::Int16);
    return {nrrdHeader(image, "raw") + image.voxelBytes(), nrrdHeader(image, "gzip") + gzipped(image.voxelBytes()),
            nrrdHeader(image, "ascii") + asText(image),
            nrrdHeader(image, "gzip", "byte skip: -1\n") + gzipped(image.voxelBytes())};
}

std::vector<std::string> metaImageSeeds() {
    const MadeImage image = MadeImage::ofType(VoxelType::Int16);
    return {metaImageHeader(image, false, "LOCAL") + image.voxelBytes(),
            metaImageHeader(image, true, "LOCAL") + zlibPacked(image.voxelBytes()),
            metaImageHeader(image, false, "LOCAL", "HeaderSize = -1\n") + image.voxelBytes()};
}

PinnedPrediction pinned() {
    const Geometry geometry{.size = {5, 4, 3}};
    const auto count = static_cast<std::size_t>(geometry.voxelCount());
    const ImageVolume values(geometry, std::vector<float>(count, 0.25F));
    const LabelVolume label(geometry, std::vector<std::uint8_t>(count, 1));
    PinnedPrediction prediction{.iteration = 20, .caseId = 3};
    prediction.maps.set(kLabelMap, label);
    prediction.maps.set(kSelectionMap, label);
    prediction.maps.setClasses(MapKind::Probability, Decoder::B, {values, values});
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        prediction.maps.set({MapKind::Uncertainty, decoder}, values);
        prediction.maps.set({MapKind::Reliability, decoder}, values);
        prediction.maps.setClasses(MapKind::Similarity, decoder, {values, values});
    }
    return prediction;
}

std::vector<std::string> snapshotSeeds() {
    writeSnapshot(fuzzFolder() / "seed.snapshot", pinned());
    return {bytesOfFile(fuzzFolder() / "seed.snapshot")};
}

void readSnapshot(const std::string& input) {
    const SnapshotFile file(written("a.snapshot", input));
    static_cast<void>(file.valuesAt({4, 3, 2}));
    static_cast<void>(file.labels(kLabelMap, {.size = file.size()}));
    static_cast<void>(file.values({MapKind::Uncertainty, Decoder::A}, {.size = file.size()}));
}

constexpr Geometry kCorrected{.size = {6, 5, 4}};

/// Of a correction that began with the first label of RandomEdits.
std::vector<CorrectionEvent> correctionEvents(int steps) {
    RandomEdits random(kCorrected);
    Correction correction(random.label());
    for (int step = 0; step < steps; ++step) {
        random.step(correction);
    }
    return correction.takeEvents();
}

std::vector<std::string> correctionSeeds() {
    const std::filesystem::path file = fuzzFolder() / "seed.journal";
    std::vector<std::string> seeds;
    for (const int steps : {0, 3, 12}) {
        makeJournal(file, {.start = {.origin = CorrectionOrigin::Prediction, .caseId = 3, .runId = 2},
                           .size = kCorrected.size,
                           .labelSum = 5});
        const JournalReader reader(file);
        JournalWriter(file, reader).write(correctionEvents(steps));
        seeds.push_back(bytesOfFile(file));
    }
    return seeds;
}

void readCorrection(const std::string& input) {
    JournalReader reader(written("a.journal", input));
    Correction correction(RandomEdits(kCorrected).label());
    while (const auto event = reader.next()) {
        passOver([&] { return correction.apply(*event), 0; });
    }
}

/// Without the sums that keep damage from what reads a step.
std::vector<std::string> stepSeeds() {
    std::vector<std::string> seeds;
    for (const CorrectionEvent& event : correctionEvents(30)) {
        seeds.push_back(bytesOf(event));
    }
    return seeds;
}

void readStep(const std::string& input) {
    const CorrectionEvent event = eventOf(std::as_bytes(std::span(input)), kCorrected.voxelCount());
    Correction correction(RandomEdits(kCorrected).label());
    passOver([&] { return correction.apply(event), 0; });
}

std::vector<std::string> settingsSeeds() {
    return {settingsToText(TrainingSettings{}), settingsToText(PreparationSettings{}),
            settingsToText(PredictionSettings{}), R"({"seed":1,"iterations":60})"};
}

template <class Settings>
void readSettings(const std::string& input) {
    static_cast<void>(storedSettings<Settings>(input));
    passOver(
        [&] { return settingsFromJson<Settings>(nlohmann::ordered_json::parse(shallowJson(input), nullptr, false)); });
}

void readAllSettings(const std::string& input) {
    readSettings<TrainingSettings>(input);
    readSettings<PreparationSettings>(input);
    readSettings<PredictionSettings>(input);
}

std::vector<std::string> tableSeeds() {
    return {"case,image,label,patient\na,a.nii,,P\n\"b \"\"x\"\"\",b.nii;c.nii,b.nii,\n", "image\na.nii\n",
            "\xEF\xBB\xBFimage,case\r\na.nii,=1+1\r\n"};
}

void readTable(const std::string& input) {
    static_cast<void>(readCaseTable(written("a.csv", input), {}));
}

std::vector<std::string> answerSeeds() {
    const DicomSlice slice{.file = "/a.dcm", .seriesUid = "1.2", .patientName = "A", .rows = 3, .columns = 4};
    return {wired(slice), wired(ReaderAnswer{.sentence = "no", .value = wired(slice)}),
            wired(Hdf5Grid{.size = {1, 2, 3}, .type = VoxelType::Int16}),
            wired(DicomStructureSet{.file = "/a.dcm", .seriesUids = {"1.2"}, .structures = {{1, "one"}}}),
            wired(LibraryVersions{{"a", "1"}})};
}

void readAnswers(const std::string& input) {
    passOver([&] { return unwired<DicomSlice>(input); });
    passOver([&] { return unwired<ReaderAnswer>(input); });
    passOver([&] { return unwired<Hdf5Grid>(input); });
    passOver([&] { return unwired<DicomStructureSet>(input); });
    passOver([&] { return unwired<LibraryVersions>(input); });
}

/// A project with a row of each kind, made once.
const std::filesystem::path& sampleProject() {
    static const std::filesystem::path kProject = [] {
        const std::filesystem::path place = fuzzFolder() / "sample.tandem";
        const Project project = Project::create(place, "Sample", LabelScheme::fromNames({"background", "atrium"}));
        CaseRecord record;
        record.name = "a";
        record.geometry = {{8, 8, 8}, {1, 1, 1}, {0, 0, 0}, kIdentity3};
        record.images.push_back({.path = "/images/a.nii", .bytes = 1, .contentHash = "h", .format = "nifti"});
        record.label = record.images.front();
        record.labelVoxels = {500, 12};
        record.state = CaseState::Labelled;
        const auto added = project.cases().add(record);
        const SplitRecord split =
            project.splits().add({.name = "s", .assignments = {{added.id, SplitRole::TrainingLabelled}}});
        project.runs().add({.method = "supervised",
                            .settingsJson = R"({"iterations":60})",
                            .preparationJson = "{}",
                            .seed = 1,
                            .device = "auto",
                            .versionsJson = R"({"tandem":"0.1.0"})",
                            .splitId = split.id});
        return place;
    }();
    return kProject;
}

/// An input is the cells that are put into the project's rows: the first byte chooses a column, the rest is its value.
void readRows(const std::string& input) {
    const std::filesystem::path place = fuzzFolder() / "rows.tandem";
    std::filesystem::remove_all(place);
    std::filesystem::copy(sampleProject(), place, std::filesystem::copy_options::recursive);
    {
        SQLite::Database database(place / "project.sqlite", SQLite::OPEN_READWRITE);
        std::vector<std::pair<std::string, std::string>> columns;
        SQLite::Statement listed(database,
                                 "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
                                 "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2");
        while (listed.executeStep()) {
            columns.emplace_back(listed.getColumn(0).getString(), listed.getColumn(1).getString());
        }
        const auto& [table, column] =
            columns[input.empty() ? 0 : static_cast<unsigned char>(input.front()) % columns.size()];
        try {
            SQLite::Statement change(database, "UPDATE \"" + table + "\" SET \"" + column + "\" = ?");
            change.bind(1, input.empty() ? "" : input.substr(1));
            change.exec();
        } catch (const SQLite::Exception&) {  // a rule of the schema forbids it
        }
    }
    const Project project = Project::open(place);
    const auto attempt = [&](auto look) {
        try {
            look();
        } catch (const Error&) {  // the rows before and after are looked at all the same
        }
    };
    attempt([&] { static_cast<void>(project.cases().list()); });
    attempt([&] { static_cast<void>(project.splits().list()); });
    attempt([&] {
        for (const RunRecord& run : project.runs().list()) {
            static_cast<void>(project.checkpoints().find(run.id, CheckpointKind::Last));
            static_cast<void>(project.predictions().list(run.id));
        }
    });
    attempt([&] { static_cast<void>(project.interruptedRuns()); });
}

std::vector<std::string> rowSeeds() {
    std::vector<std::string> seeds;
    for (int column = 0; column < 96; ++column) {
        constexpr std::array kValues{"1", "[[8,8,8],[1,1,1],[0,0,0],[[1,0,0],[0,1,0],[0,0,1]]]", "{\"iterations\":60}"};
        seeds.push_back(std::string(1, static_cast<char>(column)) + kValues[static_cast<std::size_t>(column) % 3]);
    }
    return seeds;
}

constexpr std::array kTargets{FuzzTarget{"nifti", niftiSeeds, readNamed<kNifti>},
                              FuzzTarget{"nifti-packed", packedNiftiSeeds, readNamed<kPackedNifti>},
                              FuzzTarget{"nrrd", nrrdSeeds, readNamed<kNrrd>},
                              FuzzTarget{"metaimage", metaImageSeeds, readNamed<kMetaImage>},
                              FuzzTarget{"dicom", dicomSeeds, readSeries},
                              FuzzTarget{"structures", structureSeeds, readObject},
                              FuzzTarget{"hdf5", hdf5Seeds, readNamed<kHdf5>},
                              FuzzTarget{"snapshot", snapshotSeeds, readSnapshot},
                              FuzzTarget{"corrections", correctionSeeds, readCorrection},
                              FuzzTarget{"correction-steps", stepSeeds, readStep},
                              FuzzTarget{"settings", settingsSeeds, readAllSettings},
                              FuzzTarget{"table", tableSeeds, readTable},
                              FuzzTarget{"answers", answerSeeds, readAnswers},
                              FuzzTarget{"rows", rowSeeds, readRows, true}};

}  // namespace

int main(int count, char** arguments) {
    return fuzz(kTargets, count, arguments);
}
