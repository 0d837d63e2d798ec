// What a person is told of a training from a terminal: before it starts, when it goes on, and when it is stopped.
#include "core/phantom/phantom.h"
#include "storage/image/image_writer.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <filesystem>
#include <memory>

namespace {

/// A sheet of one voxel where z is 4, in a grid of 1 mm.
tandem::LabelVolume withSheet(const tandem::LabelVolume& label) {
    std::vector<std::uint8_t> voxels(label.voxels().begin(), label.voxels().end());
    const auto& size = label.geometry().size;
    const auto slice = static_cast<std::size_t>(size[0] * size[1]);
    std::fill_n(voxels.begin() + static_cast<std::ptrdiff_t>(4 * slice), slice, std::uint8_t{2});
    return {label.geometry(), std::move(voxels)};
}

}  // namespace

class TestCliTraining : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder->path()); }
    /// Starts a short training.
    static QStringList training(const QStringList& settings) {
        return smallTraining(QStringList{"iterations=6", "validation-interval=0", "checkpoint-interval=5"} + settings);
    }
    QJsonObject info() const { return QJsonDocument::fromJson(run({"--json", "info", "p.tandem"}).out).object(); }
    QJsonObject configuration(const char* runFolder) const {
        QFile file(m_folder->filePath(QString("p.tandem/runs/%1/config.json").arg(runFolder)));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    std::filesystem::path source() const { return m_folder->filePath("source").toStdString(); }
    void addCase(int seed, int channels, bool hasSheet = false) const {
        const auto made =
            tandem::generatePhantom({.size = {24, 24, 24}, .spacingMm = {1, 1, 1}}, static_cast<std::uint64_t>(seed));
        const std::string name = "case_" + std::string(1, static_cast<char>('a' + seed));
        for (int channel = 0; channel < channels; ++channel) {
            tandem::writeImage(made.image,
                               source() / "imagesTr" / (name + "_000" + std::to_string(channel) + ".nii.gz"));
        }
        tandem::writeLabel(hasSheet ? withSheet(made.label) : made.label, source() / "labelsTr" / (name + ".nii.gz"));
    }
    void import(const char* labels) const {
        QCOMPARE(run({"new", "p.tandem", "--labels", labels}).exitCode, 0);
        const CliResult imported = run({"import", "p.tandem", "source"});
        QVERIFY2(imported.exitCode == 0, imported.err + imported.out);
    }
    void importFive() const {
        for (int seed = 1; seed <= 5; ++seed) {
            addCase(seed, 1);
        }
        import("background,atrium");
    }
    CliResult split() const {
        return run({"split", "p.tandem", "--labelled", "2", "--unlabelled", "1", "--validation", "1", "--test", "1"});
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatTheCasesProposeIsToldAndTrainedWith() {
        importFive();
        const CliResult told = run({"propose", "p.tandem", "--device", "cpu"});
        QVERIFY2(told.exitCode == 0, told.err);
        for (const char* words : {"spacing", "1,1,1", "Every case has it (5 in all).", "patch", "32,32,32",
                                  "tandem-cli train p.tandem --propose --set device=cpu"}) {
            QVERIFY2(told.out.contains(words), told.out);
        }
        const QJsonObject json =
            QJsonDocument::fromJson(run({"--json", "propose", "p.tandem", "--device", "cpu"}).out).object();
        QCOMPARE(json["training"].toObject()["iterations"].toInt(), 6000);
        QCOMPARE(json["preparation"].toObject()["spacing"].toArray(), (QJsonArray{1, 1, 1}));
        QVERIFY(json["values"].toArray().size() > 10);

        QCOMPARE(split().exitCode, 0);
        const CliResult refused = run({"train", "p.tandem", "--preset", "left-atrium", "--propose"});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("--propose is for the preset from-data"), refused.err);
        // What is set by hand counts; what is not is proposed, and the run keeps both.
        const CliResult trained = run(training({}) + QStringList{"--propose"});
        QVERIFY2(trained.exitCode == 0, trained.err);
        const QJsonObject made = configuration("0001");
        QCOMPARE(made["training"].toObject()["iterations"].toInt(), 6);
        QCOMPARE(made["training"].toObject()["ramp-iterations"].toInt(), 2400);
        QCOMPARE(made["preparation"].toObject()["spacing"].toArray(), (QJsonArray{1, 1, 1}));
        QCOMPARE(made["proposal"].toArray(), json["values"].toArray());
    }

    void aClassThatNobodyTeachesIsTold() {
        for (int seed = 1; seed <= 5; ++seed) {
            addCase(seed, 1);
        }
        import("background,atrium,tumour");
        const QByteArray told = "No labelled training case holds the class \"tumour\"";
        const CliResult made = split();
        QVERIFY2(made.exitCode == 0 && made.out.contains("Warning: " + told), made.out + made.err);
        const CliResult trained = run(training({"iterations=1"}));
        QVERIFY2(trained.exitCode == 0 && trained.err.contains(told), trained.err);
        QVERIFY2(trained.err.indexOf(told) < trained.err.indexOf("Preparing"), trained.err);
    }

    void aCaseOfAnotherKindIsToldBeforeTheSplitIsLocked() {
        for (int seed = 1; seed <= 4; ++seed) {
            addCase(seed, 1);
        }
        addCase(5, 2);
        import("background,atrium");
        const QByteArray told = "Case \"case_f\" has 2 image channels where most cases of the split have 1";
        const CliResult made =
            run({"split", "p.tandem", "--labelled", "2", "--unlabelled", "2", "--validation", "1", "--test", "0"});
        QVERIFY2(made.exitCode == 0 && made.out.contains("Warning: " + told), made.out + made.err);
        const CliResult refused = run(training({}));
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(told), refused.err);
        QVERIFY(!info()["splits"].toArray()[0].toObject()["locked"].toBool());
        QVERIFY(info()["runs"].toArray().isEmpty());
        QVERIFY(QDir(m_folder->filePath("p.tandem/prepared")).isEmpty());
    }

    void aStructureThatPreparationLosesIsTold() {
        for (int seed = 1; seed <= 5; ++seed) {
            addCase(seed, 1, true);
        }
        import("background,atrium,sheet");
        QCOMPARE(split().exitCode, 0);
        const QByteArray told = "leaves nothing of the class \"sheet\", which had 576 voxels";
        const QStringList coarse{"--prepare", "spacing=2.5,2.5,2.5", "--prepare", "crop=none"};
        for (int time = 0; time < 2; ++time) {  // also where it was prepared before
            const CliResult trained = run(training({"iterations=1"}) + coarse);
            QVERIFY2(trained.exitCode == 0 && trained.err.contains(told), trained.err);
        }
    }

    void casesWithoutABoxAreTold() {
        for (int seed = 1; seed <= 5; ++seed) {
            addCase(seed, 1);
        }
        std::filesystem::remove(source() / "labelsTr" / "case_d.nii.gz");
        import("background,atrium");
        QCOMPARE(split().exitCode, 0);
        const QStringList prepare{"prepare", "p.tandem", "--preset", "pancreas-ct", "--set"};
        const CliResult told = run(prepare + QStringList{"clip=false"});
        QVERIFY2(told.exitCode == 0 && told.err.contains("1 of 5 cases have no label to crop around"), told.err);
        const CliResult trained = run(training({"iterations=1"}) + QStringList{"--prepare", "crop=label"});
        QVERIFY2(trained.exitCode == 0 && trained.err.contains("1 of 5 cases have no label to crop around"),
                 trained.err);
        QCOMPARE(run(prepare + QStringList{"crop=prediction"}).exitCode, 2);  // of which run?
        const QStringList byRun = prepare + QStringList{"crop=prediction", "--set", "crop-run=1", "--set"};
        const CliResult before = run(byRun + QStringList{"clip=false"});
        QVERIFY2(before.exitCode == 0 && before.err.contains("have neither a label nor a prediction of run 1"),
                 before.err);
        const CliResult predicted = run({"predict", "p.tandem", "--run", "1", "--cases", "unlabelled"});
        QVERIFY2(predicted.exitCode == 0, predicted.err);
        const CliResult after = run(byRun + QStringList{"clip=false"});
        QVERIFY2(after.exitCode == 0 && !after.err.contains("have neither a label nor"), after.err);
        const CliResult byHand = run(
            {"prepare", "p.tandem", "--set", "crop=box", "--set", "crop-from=-50,-50,-50", "--set", "crop-to=0,0,0"});
        QVERIFY2(byHand.exitCode == 0, byHand.err);
    }

    void extendingTellsTheRates() {
        importFive();
        QCOMPARE(split().exitCode, 0);
        const CliResult trained = run(training({"schedule=polynomial", "learning-rate=0.05"}));
        QVERIFY2(trained.exitCode == 0, trained.err);
        QVERIFY(configuration("0001")["versions"].toObject()["threads"].toInt() > 0);
        QCOMPARE(configuration("0001")["device"].toString(), QString("cpu float32"));
        const CliResult extended = run({"resume", "p.tandem", "--run", "1", "--iterations", "12"});
        QVERIFY2(extended.exitCode == 0, extended.err);
        QVERIFY2(
            extended.err.contains("0.00997") && extended.err.contains("0.0268") && extended.err.contains("--keep-rate"),
            extended.out);
        QCOMPARE(configuration("0001")["training"].toObject()["iterations"].toInt(), 12);
        const CliResult kept = run({"resume", "p.tandem", "--run", "1", "--iterations", "14", "--keep-rate"});
        QVERIFY2(kept.exitCode == 0 && kept.err.contains("keeps to the schedule of 12 iterations"), kept.err);
        QCOMPARE(configuration("0001")["training"].toObject()["schedule-iterations"].toInt(), 12);
        QCOMPARE(run({"resume", "p.tandem", "--run", "1", "--keep-rate"}).exitCode, 2);
    }

    void aRunWithoutACheckpointIsPassedOver() {
        importFive();
        QCOMPARE(split().exitCode, 0);
        const CliResult trained = run(training({}));
        QVERIFY2(trained.exitCode == 0, trained.err);
        QCOMPARE(run(training({"device=cuda:77"})).exitCode, 1);
        const CliResult predicted = run({"predict", "p.tandem", "--maps", "all"});
        QVERIFY2(predicted.exitCode == 0, predicted.err);
        QVERIFY2(predicted.err.contains("Taking run 1, the newest that has a checkpoint"), predicted.err);
        for (const QStringList& command :
             {QStringList{"evaluate", "p.tandem"}, QStringList{"rank", "p.tandem", "--cases", "test"},
              QStringList{"export", "p.tandem", "--out", "out"}}) {
            const CliResult result = run(command);
            QVERIFY2(result.err.contains("Taking run 1, the newest that has a checkpoint"), result.err);
        }
        const CliResult asked = run({"predict", "p.tandem", "--run", "2"});
        QCOMPARE(asked.exitCode, 1);
        QVERIFY2(asked.err.contains("Run 2 has no checkpoint"), asked.err);
    }

    void aWorkerTrainsTheSame() {
        importFive();
        QCOMPARE(split().exitCode, 0);
        const QStringList command = QStringList{"--json"} + training({"deterministic=true", "validation-interval=3"});
        const auto answerTo = [this](const QStringList& arguments) {
            const CliResult result = run(arguments);
            return result.exitCode == 0 ? QJsonDocument::fromJson(result.out).object()
                                        : QJsonObject{{"failed", QString(result.err)}};
        };
        const QJsonObject here = answerTo(command);
        const QJsonObject there = answerTo(command + QStringList{"--worker"});
        QVERIFY2(!there.contains("failed"), qPrintable(there["failed"].toString()));
        QCOMPARE(there["iteration"].toInt(), 6);
        QCOMPARE(there["bestValidationDice"].toDouble(), here["bestValidationDice"].toDouble());
        const QJsonArray runs = info()["runs"].toArray();
        for (const QJsonValue& one : runs) {
            QCOMPARE(one.toObject()["status"].toString(), QString("finished"));
        }
        // What the project has on record of its checkpoint is what lies there: it is trained on from it.
        const QJsonObject longer =
            answerTo({"--json", "resume", "p.tandem", "--run", "2", "--iterations", "8", "--worker"});
        QCOMPARE(longer["iteration"].toInt(), 8);
    }

    void aSignalEndsItResumable_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("Ctrl-C") << SIGINT << 130 << QStringList();
        QTest::newRow("SIGTERM") << SIGTERM << 143 << QStringList();
        QTest::newRow("the terminal is closed") << SIGHUP << 129 << QStringList();
        QTest::newRow("Ctrl-C, in a process of its own") << SIGINT << 130 << QStringList{"--worker"};
    }

    void aSignalEndsItResumable() {
        QFETCH(const int, signal);
        QFETCH(const int, exitCode);
        QFETCH(const QStringList, more);
        importFive();
        QCOMPARE(split().exitCode, 0);
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.setChildProcessModifier([] { ::signal(SIGHUP, SIG_DFL); });  // also where nohup runs the tests
        process.start(QStringLiteral(TANDEM_CLI), QStringList{"--json"} + training({"iterations=1000000"}) + more);
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT((err += process.readAllStandardError()).contains("Training:"), 60'000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        if (signal != SIGINT) {
            // The system and a shell may both say it, at any time until the program has ended.
            const QDeadlineTimer deadline(60'000);
            while (!process.waitForFinished(1) && !deadline.hasExpired()) {
                ::kill(static_cast<pid_t>(process.processId()), signal);
            }
        }
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000));
        err += process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), exitCode);
        QVERIFY2(err.contains("and is kept; continue it with: tandem-cli resume ") && err.contains("--run 1"), err);
        const QByteArray out = process.readAllStandardOutput();
        const QJsonObject answer = QJsonDocument::fromJson(out).object();
        QVERIFY2(answer["stopped"].toBool(), out);
        QVERIFY2(answer["iteration"].toInt() > 0, out);
        QCOMPARE(info()["runs"].toArray()[0].toObject()["status"].toString(), QString("stopped"));
    }
};

QTEST_GUILESS_MAIN(TestCliTraining)
#include "tst_cli_training.moc"
