// A simulation is deleted with all that it wrote, and nothing else: not what a person put beside it, nor what a link
// leads to, nor a project that only has the name of one.
#include "storage/simulation/simulation_folder.h"
#include "tests/core/expect_error.h"
#include "tests/simulation/recorded_simulation.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <optional>

using namespace tandem;

class TestSimulationFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_parent.emplace();
        std::filesystem::create_directories(folder() / "simulation.tandem" / "runs" / "0001");
        write(folder() / "simulation.tandem" / "runs" / "0001" / "last.ckpt", 1000);
        write(folder() / "simulation.csv", 200);
        write(folder() / "simulation.png", 30);
        writeSimulation(folder(), recordedSimulation());
    }
    void goesWithAllThatItWrote();
    void whatOthersPutThereStays();
    void aLinkIsNotFollowed();
    void aLinkInItsPlaceIsRefused();
    void whatIsWorkedOnStays();
    void whatACrashLeftGoes();
    void whatIsNoSimulationStays_data();
    void whatIsNoSimulationStays();

private:
    [[nodiscard]] std::filesystem::path parent() const { return m_parent->path().toStdString(); }
    [[nodiscard]] std::filesystem::path folder() const { return parent() / "simulation"; }
    static void write(const std::filesystem::path& file, std::size_t bytes) {
        std::ofstream(file) << std::string(bytes, 'x');
    }
    [[nodiscard]] std::optional<Error> remove() const {
        return errorOf([&] {
            removeSimulation(folder());
            return 0;
        });
    }

    std::optional<QTemporaryDir> m_parent;
};

void TestSimulationFolder::goesWithAllThatItWrote() {
    QCOMPARE(simulationBytes(folder()), 1230 + std::filesystem::file_size(folder() / "simulation.json"));
    QVERIFY(!remove());
    QVERIFY(!std::filesystem::exists(folder()));
    QVERIFY(std::filesystem::is_empty(parent()));
    QCOMPARE(simulationBytes(folder()), 0U);
}

void TestSimulationFolder::whatOthersPutThereStays() {
    write(folder() / "notes.txt", 5);
    QVERIFY(!remove());
    QVERIFY(std::filesystem::exists(folder() / "notes.txt"));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder()), {}), std::ptrdiff_t{1});
}

void TestSimulationFolder::aLinkIsNotFollowed() {
    std::filesystem::create_directories(parent() / "precious");
    write(parent() / "precious" / "file", 5);
    std::filesystem::create_directory_symlink(parent() / "precious", folder() / "simulation.tandem" / "runs" / "0002");
    QCOMPARE(simulationBytes(folder()), 1230 + std::filesystem::file_size(folder() / "simulation.json"));
    QVERIFY(!remove());
    QVERIFY(!std::filesystem::exists(folder()));
    QVERIFY(std::filesystem::exists(parent() / "precious" / "file"));
}

void TestSimulationFolder::aLinkInItsPlaceIsRefused() {
    std::filesystem::rename(folder() / "simulation.tandem", parent() / "precious");
    std::filesystem::create_directory_symlink(parent() / "precious", folder() / "simulation.tandem");
    const auto error = remove();
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
    QVERIFY(std::filesystem::exists(parent() / "precious" / "runs" / "0001" / "last.ckpt"));
    QVERIFY(std::filesystem::exists(folder() / "simulation.csv"));  // nothing goes where not all may
}

void TestSimulationFolder::whatIsWorkedOnStays() {
    {
        const FileLock lock = lockSimulation(folder());
        const auto error = remove();
        QVERIFY(error && error->code() == ErrorCode::Conflict);
        QVERIFY(mentions(error, "Another program works on the simulation"));
        QVERIFY(std::filesystem::exists(folder() / "simulation.tandem" / "runs" / "0001" / "last.ckpt"));
    }
    QVERIFY(!remove());
}

void TestSimulationFolder::whatACrashLeftGoes() {
    static_cast<void>(lockSimulation(folder()));
    std::filesystem::remove(folder() / "simulation.json");
    QVERIFY(!remove());
    QVERIFY(!std::filesystem::exists(folder()));
}

void TestSimulationFolder::whatIsNoSimulationStays_data() {
    QTest::addColumn<std::string>("record");
    QTest::newRow("none") << std::string();
    QTest::newRow("another program's") << std::string("{\"simulation\": 1}");
}

/// A person may well have called a project so.
void TestSimulationFolder::whatIsNoSimulationStays() {
    QFETCH(const std::string, record);
    std::filesystem::remove(folder() / "simulation.json");
    if (!record.empty()) {
        std::ofstream(folder() / "simulation.json") << record;
    }
    const auto error = remove();
    QVERIFY(error && error->code() == ErrorCode::NotFound);
    QVERIFY(mentions(error, "There is no simulation in "));
    QVERIFY(std::filesystem::exists(folder() / "simulation.tandem" / "runs" / "0001" / "last.ckpt"));
    QVERIFY(std::filesystem::exists(folder() / "simulation.csv"));
}

QTEST_GUILESS_MAIN(TestSimulationFolder)
#include "tst_simulation_folder.moc"
