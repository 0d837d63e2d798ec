// tandem-worker as another program or a person starts it: what it prints, what it exits with, what it leaves.
#include "core/checkpoint_files.h"
#include "core/engine/check/made_cases.h"
#include "core/plan/map_files.h"
#include "core/plan/plan_file.h"
#include "tests/core/test_files.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

using namespace tandem;

namespace {

using Json = nlohmann::json;

constexpr int kMilliseconds = 120'000;

struct Outcome {
    int exitCode = -1;
    std::vector<Json> events;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] std::vector<Json> named(const std::string& event) const {
        std::vector<Json> found;
        std::ranges::copy_if(events, std::back_inserter(found), [&](const Json& one) { return one["event"] == event; });
        return found;
    }
    [[nodiscard]] std::vector<double> losses() const {
        std::vector<double> values;
        for (const Json& one : named("iteration")) {
            values.push_back(one["metrics"]["loss-total"].get<double>());
        }
        return values;
    }
};

Outcome outcomeOf(QProcess& process) {
    if (!process.waitForFinished(kMilliseconds)) {
        process.kill();
        process.waitForFinished();
    }
    Outcome outcome{.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                    .events = {},
                    .out = process.readAllStandardOutput(),
                    .err = process.readAllStandardError()};
    for (const QByteArray& line : outcome.out.split('\n')) {
        if (line.startsWith('{') && line.endsWith('}')) {
            outcome.events.push_back(Json::parse(line.toStdString()));
        }
    }
    return outcome;
}

Outcome run(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(TANDEM_WORKER), arguments);
    return outcomeOf(process);
}

}  // namespace

class TestWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void trainsAPlan();
    void goesOnWhereItWasStopped();
    void stopsWhenNobodyReads();
    void leavesAPlanToAnother();
    void predictsAPlan();
    void checksTheCpu();
    void failuresAreOneSentence_data();
    void failuresAreOneSentence();

private:
    [[nodiscard]] std::filesystem::path folder(const char* name) const {
        return m_folder->filePath(name).toStdString();
    }
    [[nodiscard]] QString plan() const { return m_folder->filePath("plan"); }
    void writeTraining(std::int64_t iterations, int validationCases = 0) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWorker::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestWorker::writeTraining(std::int64_t iterations, int validationCases) const {
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.iterations = iterations;
    settings.validationInterval = validationCases > 0 ? 2 : 0;
    writePlan(plan().toStdString(), makePlan(folder("made"), settings, validationCases));
}

void TestWorker::trainsAPlan() {
    writeTraining(4, 1);
    const Outcome outcome = run({"train", plan(), "--device", "cpu", "--set", "iterations=3"});
    QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
    QCOMPARE(outcome.named("trainingStarted").at(0)["device"], "cpu");
    QCOMPARE(outcome.losses().size(), std::size_t{3});
    QCOMPARE(outcome.named("iteration").at(2)["iteration"], 3);
    QCOMPARE(outcome.named("iteration").at(2)["metrics"].size(), std::size_t{12});
    QCOMPARE(outcome.named("validation").size(), std::size_t{3});
    QCOMPARE(outcome.named("validation").back()["fullProtocol"], true);
    QCOMPARE(outcome.named("validation").back()["cases"][0]["caseId"], 20);
    const Json checkpoint = outcome.named("checkpoint").back();
    QVERIFY(std::filesystem::is_regular_file(folder("plan") / checkpoint["file"].get<std::string>()));
    QCOMPARE(checkpoint["contentHash"].get<std::string>().size(), std::size_t{64});
    QCOMPARE(outcome.events.back()["event"], "finished");
    QCOMPARE(outcome.events.back()["stopped"], false);
}

void TestWorker::goesOnWhereItWasStopped() {
    writeTraining(100'000);
    QProcess process;
    process.start(QStringLiteral(TANDEM_WORKER), {"train", plan()});
    while (!process.readLine().contains("\"iteration\":2,")) {
        QVERIFY2(process.canReadLine() || process.waitForReadyRead(kMilliseconds), "It did not train.");
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    const Outcome stopped = outcomeOf(process);
    QCOMPARE(stopped.exitCode, 3);
    QCOMPARE(stopped.events.back()["stopped"], true);
    const auto reached = stopped.events.back()["iteration"].get<std::int64_t>();
    QVERIFY(reached >= 2);

    const QString iterations = "iterations=" + QString::number(reached + 2);
    const Outcome resumed = run({"train", plan(), "--set", iterations});
    QVERIFY2(resumed.exitCode == 0, resumed.err.constData());
    QCOMPARE(resumed.named("iteration").front()["iteration"], reached + 1);
    QCOMPARE(resumed.losses().size(), std::size_t{2});

    // As if there had been no break.
    std::filesystem::remove_all(folder("plan") / "run");
    const Outcome straight = run({"train", plan(), "--set", iterations});
    const std::vector<double> losses = straight.losses();
    QCOMPARE(losses.size(), static_cast<std::size_t>(reached) + 2);
    QCOMPARE(std::vector<double>(losses.end() - 2, losses.end()), resumed.losses());
}

void TestWorker::stopsWhenNobodyReads() {
    writeTraining(100'000);
    QProcess process;
    process.start("/bin/sh", {"-c", QStringLiteral("\"$0\" train \"$1\" | head -n 3"), TANDEM_WORKER, plan()});
    // The shell's answer is that of head; what the worker left is to be seen in its folder.
    QVERIFY(process.waitForFinished(kMilliseconds));
    QVERIFY2(process.readAllStandardError().contains("Nobody reads"), "It did not say why.");
    QVERIFY(std::filesystem::is_regular_file(*newestCheckpoint(folder("plan") / "run", CheckpointKind::Last)));
}

void TestWorker::leavesAPlanToAnother() {
    writeTraining(100'000);
    QProcess first;
    first.start(QStringLiteral(TANDEM_WORKER), {"train", plan()});
    QVERIFY(first.waitForReadyRead(kMilliseconds));
    const Outcome second = run({"train", plan()});
    QCOMPARE(second.exitCode, 1);
    QCOMPARE(second.events.back()["code"], "conflict");
    first.terminate();
    QCOMPARE(outcomeOf(first).exitCode, 3);
}

void TestWorker::predictsAPlan() {
    writeTraining(2, 1);
    QCOMPARE(run({"train", plan()}).exitCode, 0);
    const std::filesystem::path predicting = folder("predicting");
    PredictionPlan planned{.checkpoint = *newestCheckpoint(folder("plan") / "run", CheckpointKind::Last),
                           .cases = {makeCase(folder("made"), 20), makeCase(folder("made"), 21)}};
    planned.settings.device = "cpu";
    planned.settings.precision = AskedPrecision::Float32;
    planned.settings.maps = KeptMaps::All;
    writePlan(predicting, planned);
    const QStringList command{"predict", QString::fromStdString(predicting.string())};

    const Outcome outcome = run(command);
    QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
    QCOMPARE(outcome.named("predicted").size(), std::size_t{2});
    const MapFolder maps = readMaps(predicting / outcome.named("predicted").back()["maps"].get<std::string>());
    const PreparedCase expected(planned.cases.back());
    QVERIFY(maps.maps.label(kLabelMap).geometry() == expected.header().geometry);
    QVERIFY(maps.maps.contains(kSelectionMap));
    QCOMPARE(outcome.events.back()["predicted"], 2);

    std::filesystem::remove_all(predicting / "maps" / "20");
    const Outcome again = run(command);
    QCOMPARE(again.events.back()["predicted"], 1);
    QCOMPARE(again.events.back()["kept"], 1);
    // Other settings make other maps.
    QCOMPARE(run(command + QStringList{"--set", "maps=label"}).events.back()["predicted"], 2);
    QVERIFY(!readMaps(predicting / "maps" / "20").maps.contains(kSelectionMap));
}

void TestWorker::checksTheCpu() {
    const QStringList command{"check", "--device", "cpu", "--json", "--golden"};
    const QString golden = QString::fromStdString(goldenFile("").string());
    const Outcome outcome = run(command + QStringList{golden});
    QVERIFY2(outcome.exitCode == 0, outcome.out.constData());
    const Json document = Json::parse(outcome.out.toStdString());
    QCOMPARE(document["passed"], true);
    const auto has = [&](const std::string& group) {
        return std::ranges::any_of(document["rows"], [&](const Json& one) { return one["group"] == group; });
    };
    for (const char* group : {"loss ties", "network, fused layers", "five steps, fused layers", "resumed run"}) {
        QVERIFY2(has(group), group);
    }

    // Other numbers are no match.
    const std::filesystem::path wrong = folder("golden");
    std::filesystem::copy(goldenFile(""), wrong);
    std::filesystem::copy_file(wrong / "mutual_binary.safetensors", wrong / "mutual_ties.safetensors",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(wrong / "trajectory.safetensors", 100);
    const Outcome failed = run(command + QStringList{QString::fromStdString(wrong.string())});
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(Json::parse(failed.out.toStdString())["passed"], false);
}

void TestWorker::failuresAreOneSentence_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("told");
    const auto add = [](const char* name, const QStringList& arguments, int exitCode, const char* told) {
        QTest::newRow(name) << arguments << exitCode << told;
    };
    add("no command", {}, 2, "Name a command");
    add("unknown command", {"dance"}, 2, "There is no command \"dance\"");
    add("no plan named", {"train"}, 2, "Name the folder of a plan");
    add("two plans", {"train", "a", "b"}, 2, "Name only the folder of a plan");
    add("unknown option", {"train", "PLAN", "--fast"}, 2, "The option --fast");
    add("no value", {"train", "PLAN", "--set"}, 2, "The option --set needs a value");
    add("no assignment", {"train", "PLAN", "--set", "seed"}, 2, "A setting is written KEY=VALUE");
    add("unknown setting", {"train", "PLAN", "--set", "speed=1"}, 2, "There is no setting \"speed\"");
    add("no such device", {"train", "PLAN", "--device", "cuda:9"}, 1, "There is no device \"cuda:9\"");
    add("no plan there", {"train", "/nowhere"}, 1, "There is no plan.json in /nowhere");
    add("no prediction", {"predict", "PLAN"}, 1, "is the plan of a training");
    add("no golden numbers", {"check", "--golden", "/nowhere"}, 1, "There are no golden numbers in /nowhere");
}

void TestWorker::failuresAreOneSentence() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, told);
    writeTraining(1);
    arguments.replaceInStrings("PLAN", plan());
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.err.startsWith("tandem-worker: ") && outcome.err.contains(told.toUtf8()), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
