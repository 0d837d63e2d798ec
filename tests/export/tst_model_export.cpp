// A model leaves the project: what lies in the folder, and whether Python makes of it what the engine makes.
#include "core/base/atomic_file.h"
#include "core/engine_module.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/export/model_export.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>
#include <optional>

using namespace tandem;

namespace {

/// The first python3 with all that predict.py needs; empty without one: the one in the PATH may not be the system's.
QString pythonWith(const QString& modules) {
    for (const QString& python : {QString("python3"), QString("/usr/bin/python3")}) {
        QProcess process;
        process.start(python, {"-c", "import " + modules});
        if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit &&
            process.exitCode() == 0) {
            return python;
        }
    }
    return {};
}

struct Said {
    int exitCode = -1;
    QByteArray text;
};

Said run(const QString& python, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, arguments);
    return process.waitForFinished(200'000) ? Said{process.exitCode(), process.readAll()} : Said{};
}

}  // namespace

class TestModelExport : public QObject {
    Q_OBJECT

    std::unique_ptr<Engine> m_engine;
    QString m_python;  ///< empty without one that has what is needed
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Project> m_project;

    std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QString file(const char* name) const { return m_folder->filePath(QString("model/") + name); }
    QJsonObject json(const char* name) const {
        QFile read(file(name));
        return read.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(read.readAll()).object() : QJsonObject();
    }

    /// A project with a run whose checkpoint has the golden weights.
    void makeProject(const std::string& preparation) {
        LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
        scheme.classes[1].fileValue = 7;
        m_project.emplace(Project::create(path("study.tandem"), "Study", scheme));
        TrainingSettings settings;
        settings.filters = 2;
        settings.patch = {32, 32, 32};
        settings.testStride = {12, 32, 8};
        const RunRecord added = m_project->runs().add({.method = "mutual-reliable",
                                                       .settingsJson = settingsToText(settings),
                                                       .preparationJson = preparation,
                                                       .versionsJson = "{}"});
        const std::filesystem::path checkpoint = added.folder / "last-3.ckpt";
        std::filesystem::create_directories(m_project->folder() / added.folder);
        m_engine->importWeights(goldenFile("vnet_f2_weights.safetensors"), settings, scheme.names(),
                                m_project->folder() / checkpoint);
        m_project->checkpoints().record(
            {.runId = added.id,
             .kind = CheckpointKind::Last,
             .file = checkpoint,
             .contentHash = m_engine->describe(m_project->folder() / checkpoint).contentHash,
             .iteration = 3});
    }

    ExportedModel exported(bool overwrites = false) {
        return exportModel(*m_project, *m_engine, {.runId = 1, .folder = path("model"), .overwrite = overwrites},
                           [](double, std::string_view) {}, {});
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("TANDEM_ENGINE", TANDEM_ENGINE_FILE);
        m_engine = openEngine();
        m_python = pythonWith("torch, numpy, nibabel");
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_project.reset(); }

    void writesWhatAnotherProgramNeeds() {
        makeProject(R"({"orientation":"RAS","spacing":[0,0,2]})");
        CaseRecord record{.name = "Doe^Jane", .patient = "P-7", .geometry = {.size = {1, 1, 1}}};
        record.images.push_back({.path = path("Doe.nii.gz"), .contentHash = "i", .format = "nifti"});
        m_project->cases().add(record);
        const ExportedModel made = exported();
        QCOMPARE(made.folder, path("model"));
        for (const auto& one : std::filesystem::recursive_directory_iterator(path("model"))) {
            QFile read(QString::fromStdString(one.path().string()));
            if (one.is_regular_file()) {
                QVERIFY(read.open(QIODevice::ReadOnly));
                const QByteArray bytes = read.readAll();
                QVERIFY2(!bytes.contains("Doe") && !bytes.contains("P-7") && !bytes.contains(m_folder->path().toUtf8()),
                         one.path().c_str());
            }
        }
        QVERIFY(!made.canAbstain);
        for (const char* name :
             {"README.md", "predict.py", "make_onnx.py", "models/model.ts", "models/weights.safetensors",
              "configs/metadata.json", "configs/inference.json", "check/image-01.nii.gz", "check/label.nii.gz",
              "check/probability-a-1.nii.gz", "check/reliability-b.nii.gz"}) {
            QVERIFY2(QFileInfo(file(name)).size() > 0, name);
        }
        const QJsonObject about = json("model.json");
        QCOMPARE(about["classes"].toArray()[1].toObject()["name"].toString(), "atrium");
        QCOMPARE(about["classes"].toArray()[1].toObject()["value"].toInt(), 7);
        QCOMPARE(about["patch"].toArray(), (QJsonArray{32, 32, 32}));
        QCOMPARE(about["stride"].toArray(), (QJsonArray{12, 32, 8}));
        QCOMPARE(about["preparation"].toObject()["orientation"].toString(), "RAS");
        QVERIFY(!about.contains("abstain"));  // trust was never fitted
        const QJsonObject inference = json("configs/inference.json");
        QCOMPARE(inference["inferer"].toObject()["roi_size"].toArray(), (QJsonArray{32, 32, 32}));
        const QJsonObject formats = json("configs/metadata.json")["network_data_format"].toObject();
        QCOMPARE(formats["outputs"].toObject()["pred"].toObject()["num_channels"].toInt(), 2);
        QVERIFY(std::filesystem::is_empty(path("study.tandem/exports")) || !isThere(path("study.tandem/exports")));
    }

    void pythonMakesTheSame_data() {
        QTest::addColumn<QString>("preparation");
        QTest::newRow("as it is") << "{}";
        QTest::newRow("turned") << R"({"orientation":"RAS"})";
        QTest::newRow("finer, within the non-zero box")
            << R"({"orientation":"LPS","spacing":[0.9,0.7,1.3],"crop":"non-zero","crop-margin":1,
                   "normalisation":"z-score-non-zero"})";
        QTest::newRow("as BraTS-2019")
            << R"({"crop":"non-zero","clip-percentile":97.5,"normalisation":"z-score-of-positive"})";
        QTest::newRow("one axis, by splines, clipped")
            << R"({"orientation":"RAS","spacing":[0,1.4,0],"interpolation":"b-spline","clip":true,"clip-low":-125,
                   "clip-high":275})";
        QTest::newRow("a box by hand")
            << R"({"spacing":[1,1,1.5],"crop":"box","crop-from":[-10,-1,5],"crop-to":[29,30,47]})";
        QTest::newRow("not normalised, around a label")
            << R"({"crop":"label","normalisation":"none","clip":true,"clip-high":2})";
    }

    void pythonMakesTheSame() {
        if (m_python.isEmpty()) {
            QSKIP("No python3 here has torch, numpy and nibabel.");
        }
        QFETCH(const QString, preparation);
        makeProject(preparation.toStdString());
        static_cast<void>(exported());
        const Said checked = run(m_python, {file("predict.py"), "--check"});
        QVERIFY2(checked.exitCode == 0, checked.text);
        QVERIFY2(checked.text.contains("label: differs in 0 of"), checked.text);
    }

    void pythonTellsADifference() {
        if (m_python.isEmpty()) {
            QSKIP("No python3 here has torch, numpy and nibabel.");
        }
        makeProject("{}");
        static_cast<void>(exported());
        const std::filesystem::path map = file("check/probability-a-1.nii.gz").toStdString();
        const ImageVolume expected = readImage(map);
        std::vector<float> voxels(expected.voxels().begin(), expected.voxels().end());
        voxels[voxels.size() / 2] += 0.001F;
        writeImage({expected.geometry(), std::move(voxels)}, map);
        const Said refused = run(m_python, {file("predict.py"), "--check"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.text.contains("does not make of the model what Tandem made"), refused.text);
    }

    void pythonWritesFiles() {
        if (m_python.isEmpty()) {
            QSKIP("No python3 here has torch, numpy and nibabel.");
        }
        makeProject(R"({"orientation":"LPS","crop":"label","crop-margin":2})");
        static_cast<void>(exported());
        const QString image = file("check/image-01.nii.gz");
        const Said whole = run(m_python, {file("predict.py"), image, "--out", file("out"), "--maps"});
        QVERIFY2(whole.exitCode == 0, whole.text);
        QVERIFY2(whole.text.contains("all of the image is kept"), whole.text);
        const RawLabelVolume label = readLabel(file("out/label.nii.gz").toStdString());
        const RawLabelVolume expected = readLabel(file("check/label.nii.gz").toStdString());
        QVERIFY(!differenceOf(expected.geometry(), label.geometry()));
        QVERIFY(std::ranges::equal(label.voxels(), expected.voxels()));
        QVERIFY(std::ranges::count(label.voxels(), 7) > 0);
        QVERIFY(QFileInfo::exists(file("out/uncertainty-b.nii.gz")));
        // Around a label, which is there now: beyond its box nothing is found.
        std::vector<std::uint8_t> box(label.voxels().size(), 0);
        const Index3 size = label.geometry().size;
        box[static_cast<std::size_t>(size[0] / 2 + size[0] * (size[1] / 2 + size[1] * (size[2] / 2)))] = 1;
        writeLabel(LabelVolume(label.geometry(), std::move(box)), path("around.nii.gz"));
        const Said within = run(m_python, {file("predict.py"), image, "--out", file("within"), "--around",
                                           m_folder->filePath("around.nii.gz")});
        QVERIFY2(within.exitCode == 0, within.text);
        const RawLabelVolume found = readLabel(file("within/label.nii.gz").toStdString());
        QVERIFY(std::ranges::count(found.voxels(), 7) <= 125);
        QVERIFY(!QFileInfo::exists(file("within/uncertainty-b.nii.gz")));
        const Said mistaken = run(m_python, {file("predict.py"), image, image, "--out", file("two")});
        QCOMPARE(mistaken.exitCode, 1);
        QVERIFY2(mistaken.text.contains("takes 1 channel(s), but 2 file(s)"), mistaken.text);
    }

    void pythonMakesOnnx() {
        const QString python = pythonWith("torch, onnx");
        if (python.isEmpty()) {
            QSKIP("No python3 here has torch and onnx.");
        }
        makeProject("{}");
        static_cast<void>(exported());
        const Said made = run(python, {file("make_onnx.py")});
        QVERIFY2(made.exitCode == 0, made.text);
        const Said checked =
            run(python, {"-c", "import onnx, sys; onnx.checker.check_model(sys.argv[1])", file("models/model.onnx")});
        QVERIFY2(checked.exitCode == 0, checked.text);
    }

    void replacesOnlyModelsAndOnlyWhenTold() {
        makeProject("{}");
        std::filesystem::create_directories(path("model"));  // an empty one is as good as none
        static_cast<void>(exported());
        writeAtomically(path("model/eval.txt"), "of the person");
        const auto refused = errorOf([&] { return exported(); });
        QVERIFY(refused && refused->code() == ErrorCode::Conflict);
        QVERIFY2(mentions(refused, "--overwrite"), refused->what());
        QVERIFY(isThere(path("model/eval.txt")));
        static_cast<void>(exported(true));
        QVERIFY(!isThere(path("model/eval.txt")));
        QVERIFY(isThere(path("model/models/model.ts")));
        std::filesystem::remove(path("model/model.json"));
        const auto strange = errorOf([&] { return exported(true); });
        QVERIFY(strange && strange->code() == ErrorCode::Conflict);
        QVERIFY2(mentions(strange, "holds no exported model"), strange->what());
        QVERIFY(isThere(path("model/models/model.ts")));
        // Nothing half made is left beside it.
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name),
                 (QStringList{"model", "study.tandem"}));
    }

    void refusals_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("words");
        QTest::newRow("no folder") << "" << 0.75 << "has no folder";
        QTest::newRow("of the project") << "study.tandem/runs/model" << 0.75 << "among the project's own files";
        QTest::newRow("of all exports") << "study.tandem/exports" << 0.75 << "all of its exports";
        QTest::newRow("around the project") << "." << 0.75 << "holds the project";
        QTest::newRow("threshold") << "model" << 1.5 << "between 0 and 1";
    }

    void refusals() {
        QFETCH(const QString, folder);
        QFETCH(const double, threshold);
        QFETCH(const QString, words);
        makeProject("{}");
        const auto refused = errorOf([&] {
            return exportModel(
                *m_project, *m_engine,
                {.runId = 1,
                 .abstainUnder = threshold,
                 .folder = folder.isEmpty() ? std::filesystem::path() : path(folder.toStdString().c_str())},
                [](double, std::string_view) {}, {});
        });
        QVERIFY2(mentions(refused, words.toStdString()), refused ? refused->what() : "nothing was thrown");
        QVERIFY(!isThere(path("model")));
    }

    void aStoppedExportLeavesNothing() {
        makeProject("{}");
        std::stop_source stop;
        const auto stopped = errorOf([&] {
            return exportModel(
                *m_project, *m_engine, {.runId = 1, .folder = path("model")},
                [&](double fraction, std::string_view) {
                    if (fraction > 0.3) {
                        stop.request_stop();
                    }
                },
                stop.get_token());
        });
        QVERIFY(stopped && stopped->code() == ErrorCode::Cancelled);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name),
                 QStringList{"study.tandem"});
    }
};

QTEST_GUILESS_MAIN(TestModelExport)
#include "tst_model_export.moc"
