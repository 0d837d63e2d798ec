// Several tandem-workers that train one plan together, as torchrun, mpirun or a person starts them: what one process
// alone would have learnt, and what happens when they stop, fail or are lost.
#include "core/checkpoint_files.h"
#include "core/engine/check/made_cases.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/ranks/rank_place.h"
#include "core/plan/plan_file.h"
#include "tests/core/expect_error.h"

#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <map>
#include <memory>

using namespace tandem;

namespace {

using Json = nlohmann::json;
using Names = std::map<std::string, std::string>;

constexpr int kMilliseconds = 60'000;  // within which a loss is to be told, too

/// One that nobody listens at now.
int freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

/// A rank, or a process alone.
class Worker {
public:
    Worker(const QStringList& arguments, const Names& variables) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : variables) {
            environment.insert(QString::fromStdString(name), QString::fromStdString(value));
        }
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(TANDEM_WORKER), arguments);
    }
    ~Worker() {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// Whether it told of the iteration.
    bool reaches(std::int64_t iteration) {
        const QByteArray told = "\"iteration\":" + QByteArray::number(static_cast<qlonglong>(iteration)) + ",";
        while (!m_out.contains(told)) {
            if (!m_process.waitForReadyRead(kMilliseconds)) {
                return false;
            }
            m_out += m_process.readAllStandardOutput();
        }
        return true;
    }
    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }

    /// What it exits with; -1 where it had to be killed.
    int exitCode() {
        m_process.waitForFinished(kMilliseconds);
        m_out += m_process.readAllStandardOutput();
        m_err += m_process.readAllStandardError();
        const bool hasEnded = m_process.state() == QProcess::NotRunning;
        return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    [[nodiscard]] const QByteArray& out() const { return m_out; }
    [[nodiscard]] const QByteArray& err() const { return m_err; }
    [[nodiscard]] std::vector<Json> events(const std::string& name) const {
        std::vector<Json> found;
        for (const QByteArray& line : m_out.split('\n')) {
            if (line.startsWith('{') && line.endsWith('}')) {
                Json event = Json::parse(line.toStdString());
                if (event["event"] == name) {
                    found.push_back(std::move(event));
                }
            }
        }
        return found;
    }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

/// A training whose rounding stays rounding. Elsewhere a step amplifies it, as where the deepest level has a voxel or
/// two whose batch norm divides by next to nothing, or a voxel's label tips over: one process with two threads is then
/// as far from one with a single thread.
TrainingSettings calmSettings(Method method) {
    TrainingSettings settings = quickSettings(method);
    settings.patch = {32, 32, 32};
    settings.testStride = {32, 32, 32};
    settings.learningRate = 1e-6;
    settings.rampIterations = 60;
    return settings;
}

using Workers = std::vector<std::unique_ptr<Worker>>;

/// The largest difference of two losses, or infinity where not all have both. Fractions count a hundredth: one voxel in
/// which the decoders are as certain as each other is 8e-6 of the batch.
double distance(const Json& one, const Json& other) {
    double largest = 0;
    for (const auto& [name, value] : one.items()) {
        const bool isFraction = name.starts_with("fraction");
        if (isFraction || name.starts_with("loss") || name == "mean-reliability") {
            const double apart = other.contains(name) ? std::abs(value.get<double>() - other[name].get<double>())
                                                      : std::numeric_limits<double>::infinity();
            largest = std::max(largest, isFraction ? apart / 100 : apart);
        }
    }
    return largest;
}

double distance(const std::map<std::string, torch::Tensor>& one, const std::map<std::string, torch::Tensor>& other) {
    double largest = 0;
    for (const auto& [name, tensor] : one) {
        largest = std::max(largest, (tensor - other.at(name)).abs().max().item<double>());
    }
    return largest;
}

double largestOf(const std::map<std::string, torch::Tensor>& tensors) {
    double largest = 0;
    for (const auto& [name, tensor] : tensors) {
        largest = std::max(largest, tensor.abs().max().item<double>());
    }
    return largest;
}

}  // namespace

class TestDataParallel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void isTheTrainingOfOneProcess_data();
    void isTheTrainingOfOneProcess();
    void allStopWhereOneIsStopped();
    void savesWhenARankIsKilled();
    void endsWhenTheFirstIsKilled();
    void tellsWhatARankFailedOf_data();
    void tellsWhatARankFailedOf();
    void knowsItsPlace_data();
    void knowsItsPlace();
    void refusesContradictions_data();
    void refusesContradictions();

private:
    /// A plan of its own on the same cases.
    [[nodiscard]] QString plan(const QString& name, TrainingSettings settings, int validationCases = 0) const {
        settings.labelledBatch = settings.method == Method::Supervised ? 4 : 2;
        settings.unlabelledBatch = 2;
        const QString folder = m_folder->filePath(name);
        writePlan(folder.toStdString(), makePlan(m_folder->filePath("made").toStdString(), settings, validationCases));
        return folder;
    }
    [[nodiscard]] QString endless(const QString& name) const {
        TrainingSettings settings = calmSettings(Method::MutualReliable);
        settings.iterations = 100'000;
        return plan(name, settings);
    }
    [[nodiscard]] static Workers start(const QString& plan, int ranks, const QStringList& ofLast = {});
    [[nodiscard]] static std::filesystem::path checkpoint(const QString& plan) {
        return newestCheckpoint(std::filesystem::path(plan.toStdString()) / "run", CheckpointKind::Last).value();
    }
    [[nodiscard]] static Checkpoint lastOf(const QString& plan) { return readCheckpoint(checkpoint(plan)); }
    /// Whether one process alone goes on from what is there as if it had trained from the start.
    void goesOnAsOneProcess(const QString& plan, const Worker& first, std::int64_t reached);

    std::unique_ptr<QTemporaryDir> m_folder;
};

Workers TestDataParallel::start(const QString& plan, int ranks, const QStringList& ofLast) {
    const std::string port = std::to_string(freePort());
    Workers workers;
    for (int rank = 0; rank < ranks; ++rank) {
        QStringList arguments{"train", plan};
        if (rank == ranks - 1) {
            arguments += ofLast;
        }
        workers.push_back(std::make_unique<Worker>(arguments, Names{{"RANK", std::to_string(rank)},
                                                                    {"WORLD_SIZE", std::to_string(ranks)},
                                                                    {"LOCAL_RANK", std::to_string(rank)},
                                                                    {"MASTER_ADDR", "127.0.0.1"},
                                                                    {"MASTER_PORT", port}}));
    }
    return workers;
}

void TestDataParallel::isTheTrainingOfOneProcess_data() {
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("iterations");
    QTest::newRow("mutual") << Method::MutualReliable << 2 << 20;
    QTest::newRow("supervised") << Method::Supervised << 2 << 20;
    QTest::newRow("ranks without labelled patches") << Method::MutualReliable << 4 << 4;
}

void TestDataParallel::isTheTrainingOfOneProcess() {
    QFETCH(Method, method);
    QFETCH(int, ranks);
    QFETCH(int, iterations);
    constexpr double kTolerance = 1e-5;
    TrainingSettings settings = calmSettings(method);
    settings.iterations = iterations;
    settings.validationInterval = iterations / 2;
    const QString alone = plan("alone", settings, 3);
    Worker one({"train", alone}, {});
    QVERIFY2(one.exitCode() == 0, one.err().constData());

    const QString shared = plan("shared", settings, 3);
    const Workers workers = start(shared, ranks);
    for (const auto& worker : workers) {
        QVERIFY2(worker->exitCode() == 0, worker->err().constData());
        QCOMPARE(worker->err(), QByteArray());
    }
    for (std::size_t rank = 1; rank < workers.size(); ++rank) {
        QCOMPARE(workers[rank]->out(), QByteArray());
    }
    const std::vector<Json> expected = one.events("iteration");
    const std::vector<Json> found = workers.front()->events("iteration");
    QCOMPARE(expected.size(), static_cast<std::size_t>(iterations));
    QCOMPARE(found.size(), expected.size());
    double ofLosses = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ofLosses = std::max(ofLosses, distance(expected[i]["metrics"], found[i]["metrics"]));
    }
    const Checkpoint expectedLast = lastOf(alone);
    const Checkpoint foundLast = lastOf(shared);
    const double ofWeights = distance(expectedLast.weights, foundLast.weights);
    const double ofMomentum = distance(expectedLast.run->momentum, foundLast.run->momentum);
    qInfo("%d ranks: losses within %.1e, weights and statistics within %.1e, momentum within %.1e of %.1e", ranks,
          ofLosses, ofWeights, ofMomentum, largestOf(expectedLast.run->momentum));
    QVERIFY(ofLosses <= kTolerance);
    QVERIFY(ofWeights <= kTolerance);
    // At so low a rate it is the sum of the gradients that tells. A voxel that tips over is seen in it; statistics of a
    // rank alone, or a sum that is missing, would make it another.
    QVERIFY(ofMomentum <= 1e-2 * largestOf(expectedLast.run->momentum));
    QVERIFY(torch::equal(expectedLast.run->dropout, foundLast.run->dropout));
    QVERIFY(expectedLast.run->sampler == foundLast.run->sampler);

    const std::vector<Json> validations = workers.front()->events("validation");
    QCOMPARE(validations.size(), std::size_t{3});
    for (std::size_t i = 0; i < validations.size(); ++i) {
        const Json of = one.events("validation").at(i);
        QCOMPARE(validations[i]["cases"].size(), std::size_t{3});
        QCOMPARE(validations[i]["cases"][2]["caseId"], of["cases"][2]["caseId"]);
        for (const auto& [name, dice] : of["metrics"].items()) {
            QVERIFY(std::abs(validations[i]["metrics"][name].get<double>() - dice.get<double>()) < 1e-3);
        }
    }
}

void TestDataParallel::goesOnAsOneProcess(const QString& plan, const Worker& first, std::int64_t reached) {
    QCOMPARE(lastOf(plan).about.iteration, reached);
    const QString iterations = "iterations=" + QString::number(reached + 2);
    Worker resumed({"train", plan, "--set", iterations}, {});
    QVERIFY2(resumed.exitCode() == 0, resumed.err().constData());
    QCOMPARE(resumed.events("iteration").front()["iteration"], reached + 1);

    Worker straight({"train", endless("straight"), "--set", iterations}, {});
    QVERIFY2(straight.exitCode() == 0, straight.err().constData());
    const std::vector<Json> expected = straight.events("iteration");
    std::vector<Json> found = first.events("iteration");
    std::ranges::copy(resumed.events("iteration"), std::back_inserter(found));
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 20); ++i) {
        QVERIFY(distance(expected[i]["metrics"], found[i]["metrics"]) <= 1e-5);
    }
}

void TestDataParallel::allStopWhereOneIsStopped() {
    const QString shared = endless("shared");
    const Workers workers = start(shared, 2);
    QVERIFY2(workers[0]->reaches(3), workers[0]->err().constData());
    workers[1]->signal(SIGTERM);
    QCOMPARE(workers[0]->exitCode(), 3);
    QCOMPARE(workers[1]->exitCode(), 3);
    QCOMPARE(workers[1]->out(), QByteArray());
    const Json finished = workers[0]->events("finished").at(0);
    QCOMPARE(finished["stopped"], true);
    goesOnAsOneProcess(shared, *workers[0], finished["iteration"].get<std::int64_t>());
}

void TestDataParallel::savesWhenARankIsKilled() {
    const QString shared = endless("shared");
    const Workers workers = start(shared, 2);
    QVERIFY2(workers[0]->reaches(3), workers[0]->err().constData());
    QElapsedTimer time;
    time.start();
    workers[1]->signal(SIGKILL);
    QCOMPARE(workers[0]->exitCode(), 1);
    qInfo("told after %.1f s", static_cast<double>(time.elapsed()) / 1000);
    const auto reached = workers[0]->events("iteration").back()["iteration"].get<std::int64_t>();
    const QString sentence = QString("Rank 1 no longer answers; %1 keeps the state after iteration %2, and the same")
                                 .arg(QString::fromStdString(checkpoint(shared).filename().string()))
                                 .arg(reached);
    QVERIFY2(QString::fromUtf8(workers[0]->err()).contains(sentence), workers[0]->err().constData());
    QCOMPARE(workers[0]->err().count('\n'), 1);
    QCOMPARE(workers[0]->events("error").size(), std::size_t{1});
    goesOnAsOneProcess(shared, *workers[0], reached);
}

void TestDataParallel::endsWhenTheFirstIsKilled() {
    const Workers workers = start(endless("shared"), 2);
    QVERIFY2(workers[0]->reaches(2), workers[0]->err().constData());
    workers[0]->signal(SIGKILL);
    QCOMPARE(workers[1]->exitCode(), 1);
    QVERIFY2(workers[1]->err().contains("Rank 1 ends: Rank 0 no longer answers."), workers[1]->err().constData());
}

void TestDataParallel::tellsWhatARankFailedOf_data() {
    QTest::addColumn<int>("ranks");
    QTest::addColumn<QStringList>("ofLast");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("another plan") << 2 << QStringList{"--set", "seed=7"}
                                  << QByteArray("Rank 1 was given another plan than rank 0");
    QTest::newRow("a batch that cannot be shared")
        << 3 << QStringList() << QByteArray("cannot be shared evenly by 3 processes; start as many as divide 4");
    QTest::newRow("its own error") << 2 << QStringList{"--device", "cuda:77"}
                                   << QByteArray("Rank 1 failed: There is no device \"cuda:77\"");
}

void TestDataParallel::tellsWhatARankFailedOf() {
    QFETCH(int, ranks);
    QFETCH(QStringList, ofLast);
    QFETCH(QByteArray, sentence);
    const Workers workers = start(endless("shared"), ranks, ofLast);
    for (const auto& worker : workers) {
        QCOMPARE(worker->exitCode(), 1);
    }
    QVERIFY2(workers[0]->err().contains(sentence), workers[0]->err().constData());
}

void TestDataParallel::knowsItsPlace_data() {
    QTest::addColumn<Names>("variables");
    QTest::addColumn<QString>("place");
    QTest::newRow("alone") << Names{} << "alone";
    QTest::newRow("one rank") << Names{{"RANK", "0"}, {"WORLD_SIZE", "1"}} << "alone";
    QTest::newRow("torchrun") << Names{{"RANK", "5"},           {"WORLD_SIZE", "8"},
                                       {"LOCAL_RANK", "1"},     {"MASTER_ADDR", "node1"},
                                       {"MASTER_PORT", "4444"}, {"LOCAL_WORLD_SIZE", "4"},
                                       {"SLURM_PROCID", "1"},   {"SLURM_STEP_NUM_TASKS", "2"}}
                              << "5 of 8, 1 at node1:4444";
    QTest::newRow("mpirun") << Names{{"OMPI_COMM_WORLD_RANK", "1"},
                                     {"OMPI_COMM_WORLD_SIZE", "2"},
                                     {"OMPI_COMM_WORLD_LOCAL_RANK", "1"},
                                     {"OMPI_COMM_WORLD_LOCAL_SIZE", "2"},
                                     {"SLURM_PROCID", "0"},
                                     {"SLURM_STEP_NUM_TASKS", "1"}}
                            << "1 of 2, 1 at 127.0.0.1:29500";
    QTest::newRow("mpiexec") << Names{{"PMI_RANK", "1"},
                                      {"PMI_SIZE", "2"},
                                      {"MPI_LOCALRANKID", "0"},
                                      {"MPI_LOCALNRANKS", "1"},
                                      {"MASTER_ADDR", "node7"}}
                             << "1 of 2, 0 at node7:29500";
    QTest::newRow("srun") << Names{{"SLURM_PROCID", "3"},
                                   {"SLURM_STEP_NUM_TASKS", "4"},
                                   {"SLURM_LOCALID", "3"},
                                   {"SLURM_STEP_NUM_NODES", "1"}}
                          << "3 of 4, 3 at 127.0.0.1:29500";
    QTest::newRow("a batch script itself")
        << Names{{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}, {"SLURM_LOCALID", "0"}} << "alone";
}

void TestDataParallel::knowsItsPlace() {
    QFETCH(Names, variables);
    QFETCH(QString, place);
    const auto found = rankPlace([&](const char* name) -> std::optional<std::string> {
        const auto at = variables.find(name);
        return at == variables.end() ? std::nullopt : std::optional(at->second);
    });
    const QString said = found ? QString("%1 of %2, %3 at %4:%5")
                                     .arg(found->rank)
                                     .arg(found->ranks)
                                     .arg(found->localRank)
                                     .arg(QString::fromStdString(found->address))
                                     .arg(found->port)
                               : QString("alone");
    QCOMPARE(said, place);
}

void TestDataParallel::refusesContradictions_data() {
    QTest::addColumn<Names>("variables");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no number of ranks") << Names{{"RANK", "0"}} << QByteArray("RANK is set, but WORLD_SIZE is not;");
    QTest::newRow("no rank") << Names{{"WORLD_SIZE", "2"}} << QByteArray("WORLD_SIZE is set, but RANK is not;");
    QTest::newRow("a rank beyond") << Names{{"RANK", "2"}, {"WORLD_SIZE", "2"}}
                                   << QByteArray("RANK is \"2\" and should be a whole number from 0 to 1;");
    QTest::newRow("no number") << Names{{"RANK", "0"}, {"WORLD_SIZE", "two"}}
                               << QByteArray("WORLD_SIZE is \"two\" and should be a whole number from 1 to 1024;");
    QTest::newRow("no address") << Names{{"RANK", "0"}, {"WORLD_SIZE", "2"}}
                                << QByteArray("WORLD_SIZE is 2, but MASTER_ADDR is not set");
    QTest::newRow("no address of several machines")
        << Names{{"OMPI_COMM_WORLD_RANK", "1"},
                 {"OMPI_COMM_WORLD_SIZE", "2"},
                 {"OMPI_COMM_WORLD_LOCAL_RANK", "0"},
                 {"OMPI_COMM_WORLD_LOCAL_SIZE", "1"}}
        << QByteArray("OMPI_COMM_WORLD_SIZE is 2, but MASTER_ADDR is not set");
}

void TestDataParallel::refusesContradictions() {
    QFETCH(Names, variables);
    QFETCH(QByteArray, sentence);
    Worker worker({"train", m_folder->filePath("nothing")}, variables);
    QCOMPARE(worker.exitCode(), 1);
    QVERIFY2(worker.err().contains(sentence), worker.err().constData());
    QCOMPARE(worker.err().count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestDataParallel)
#include "tst_data_parallel.moc"
