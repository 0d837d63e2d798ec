// Engines that are built on a machine: found LibTorchs and cards, builds that go well or not, and the choice among
// them.
#include "core/base/file_lock.h"
#include "core/engine_module.h"
#include "core/engines/built_engines.h"
#include "core/engines/engine_build.h"
#include "core/engines/graphics_cards.h"
#include "core/engines/torch_search.h"
#include "tests/core/expect_error.h"
#include "tests/core/file_bytes.h"
#include "tests/core/made_torch.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace tandem;

namespace {

constexpr const char* kFailed =
    R"({"engine": "LibTorch 9.9", "device": "cpu", "passed": false,
       "rows": [{"group": "loss", "name": "dice", "verdict": "FAILED"}, {"group": "a", "name": "b", "verdict": "ok"}]})";

}  // namespace

class TestEngines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("TANDEM_ENGINES", m_folder->filePath("engines").toUtf8());
    }
    void cleanup() { qputenv("PATH", m_path); }

    void oneOfSeveralIsChosen();
    void whatCannotBeReadIsPassedOver();
    void namesAreChecked_data();
    void namesAreChecked();
    void torchsAreToldApart();
    void pythonsAreAskedForTheirTorch();
    void cardsAreThoseOfTheDriver();
    void aBuildIsCheckedAndRemembered();
    void whatComputesWrongIsNotRemembered();
    void aCheckThatDiesSaysSo();
    void oneBuildsAtATime();
    void theFolderIsThePersonsOwn();
    void whatFailsSaysWhy();
    void enginesOfOtherSourcesAreRefused();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    /// As it was built.
    [[nodiscard]] BuiltEngine built(const std::string& name) const {
        writeBytes(path("module"), "module of " + name);
        writeBytes(path("worker"), "worker of " + name);
        return {.name = name,
                .library = path("module"),
                .worker = path("worker"),
                .form = engineForm(),
                .torch = "/torch",
                .version = "LibTorch 2.11.0",
                .device = "cuda:0",
                .comparisons = 300,
                .checkedAt = "2026-11-27T12:00:00Z"};
    }
    /// As it is kept.
    [[nodiscard]] BuiltEngine engine(const std::string& name) const {
        BuiltEngine kept = built(name);
        kept.library = path("engines") / name / "tandem_engine.so";
        kept.worker = path("engines") / name / "tandem-worker";
        return kept;
    }
    [[nodiscard]] EngineOrder order() const {
        makeTorch(path("torch"), false, "9.9.0");
        return {.name = "made", .torch = torchAt(path("torch")), .source = path("source"), .build = {}, .device = {}};
    }
    /// Before all other programs.
    void putBefore(const std::string& script) const {
        makeProgram(path("tools") / "cmake", script);
        qputenv("PATH", QByteArray::fromStdString(path("tools").string()) + ":" + m_path);
    }

    const QByteArray m_path = qgetenv("PATH");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEngines::oneOfSeveralIsChosen() {
    QVERIFY(builtEngines().empty());
    QVERIFY(!chosenEngine());
    QCOMPARE(rememberEngine(built("b")), engine("b"));
    rememberEngine(built("a"));
    QCOMPARE(builtEngines(), (std::vector{engine("a"), engine("b")}));
    QVERIFY(!chosenEngine());
    chooseEngine("b");
    QCOMPARE(chosenEngine(), std::optional(engine("b")));
    QVERIFY(mentions(errorOf([] {
                         chooseEngine("c");
                         return 0;
                     }),
                     "no engine called c"));
    QCOMPARE(chosenEngine(), std::optional(engine("b")));
    removeEngine("b");
    QVERIFY(!chosenEngine());
    QCOMPARE(builtEngines(), std::vector{engine("a")});
    chooseEngine("a");
    chooseEngine({});
    QVERIFY(!chosenEngine());
}

void TestEngines::whatCannotBeReadIsPassedOver() {
    rememberEngine(built("a"));
    for (const char* const content : {"", "{", "[]", R"({"library": 3})"}) {
        std::filesystem::create_directories(enginesFolder() / "odd");
        writeBytes(enginesFolder() / "odd/engine.json", content);
        writeBytes(enginesFolder() / "chosen", "odd\n");
        QCOMPARE(builtEngines(), std::vector{engine("a")});
        QVERIFY(!chosenEngine());
    }
}

void TestEngines::namesAreChecked_data() {
    QTest::addColumn<QString>("name");
    for (const char* const name : {"", ".", "..", "a/b", "/a", "a b", ".hidden", "ä"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestEngines::namesAreChecked() {
    QFETCH(const QString, name);
    const auto error = errorOf([&] {
        rememberEngine(built(name.toStdString()));
        return 0;
    });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY(errorOf([&] {
        removeEngine(name.toStdString());
        return 0;
    }));
}

void TestEngines::torchsAreToldApart() {
    makeTorch(path("with"), true, "2.11.0+cu130");
    makeTorch(path("without"), false, "2.6.0");
    const FoundTorch with = torchAt(path("with"));
    QCOMPARE(with.version, std::string("2.11.0+cu130"));
    QVERIFY(with.hasCuda);
    QCOMPARE(engineNameFor(with), std::string("torch-2.11.0-cu130"));
    QVERIFY(!torchAt(path("without")).hasCuda);
    std::filesystem::remove(path("without") / "lib/libtorch_cpu.so");
    QVERIFY(mentions(errorOf([&] { return torchAt(path("without")); }), "no LibTorch with headers and libraries"));
    QVERIFY(errorOf([&] { return torchAt(path("nothing")); }));
}

void TestEngines::pythonsAreAskedForTheirTorch() {
    const std::filesystem::path package = path("venv") / "lib/python3.13/site-packages/torch";
    makeTorch(package, true, "");
    std::filesystem::remove(package / "build-version");
    writeBytes(package / "version.py", "from typing import Optional\n__version__ = '2.11.0+cu130'\ncuda = '13.0'\n");
    makeProgram(path("venv") / "bin/python3", "echo '" + package.string() + "'\n");
    for (const std::filesystem::path& place : {path("venv"), path("venv") / "bin/python3"}) {
        const FoundTorch found = torchAt(place);
        QCOMPARE(found.folder, package);
        QCOMPARE(found.version, std::string("2.11.0+cu130"));
        QVERIFY(found.hasCuda);
    }
    qputenv("VIRTUAL_ENV", QByteArray::fromStdString(path("venv").string()));
    const std::vector<FoundTorch> all = findTorchs();
    qunsetenv("VIRTUAL_ENV");
    QCOMPARE(all.front().folder, package);
    QVERIFY(all.front().origin.find("active environment") != std::string::npos);
}

void TestEngines::cardsAreThoseOfTheDriver() {
    QVERIFY(cardsOfDriver(path("proc")).empty());
    std::filesystem::create_directories(path("proc") / "gpus/0000:01:00.0");
    writeBytes(path("proc") / "gpus/0000:01:00.0/information", "Model: \t\t NVIDIA RTX A5000\nIRQ:   \t\t 167\n");
    writeBytes(path("proc") / "version",
               "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Sep 23 10:11:16 UTC 2025\n");
    const std::vector<GraphicsCard> cards = cardsOfDriver(path("proc"));
    QCOMPARE(cards.size(), std::size_t{1});
    QCOMPARE(cards[0].name, std::string("NVIDIA RTX A5000"));
    QCOMPARE(cards[0].driver, std::string("580.95.05"));
}

void TestEngines::aBuildIsCheckedAndRemembered() {
    putBefore(cmakeMaking(passedCheck()));
    std::vector<std::pair<double, std::string>> told;
    const BuiltEngine made =
        buildEngine(order(), [&](double fraction, std::string_view line) { told.emplace_back(fraction, line); }, {});
    QCOMPARE(made.version, std::string("LibTorch 9.9"));
    QCOMPARE(made.comparisons, std::int64_t{2});
    QVERIFY(std::filesystem::exists(made.library));
    QCOMPARE(builtEngines(), std::vector{made});
    QCOMPARE(bytesOfFile(made.worker).substr(0, 9), std::string("#!/bin/sh"));
    QVERIFY(std::ranges::find(told, std::pair<double, std::string>(0.5, "[1/2] Building")) != told.end());
    removeEngine("made");
    QVERIFY(!std::filesystem::exists(made.library));
}

void TestEngines::whatComputesWrongIsNotRemembered() {
    putBefore(cmakeMaking(passedCheck()));
    const BuiltEngine made = buildEngine(order(), [](double, std::string_view) {}, {});
    const std::string module = bytesOfFile(made.library);
    putBefore(cmakeMaking(kFailed));
    const auto error = errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); });
    QVERIFY(mentions(error, "computes something else"));
    QCOMPARE(error->detail(), std::string("loss: dice\n"));
    QCOMPARE(builtEngines(), std::vector{made});
    QCOMPARE(bytesOfFile(made.library), module);
    putBefore(cmakeMaking(passedCheck("another")));
    QVERIFY(mentions(errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); }),
                     "of another version"));
    QCOMPARE(bytesOfFile(made.library), module);
    BuiltEngine old = built("old");
    old.form = "another";
    rememberEngine(old);
    QVERIFY(mentions(errorOf([] {
                         chooseEngine("old");
                         return 0;
                     }),
                     "built from other sources"));
}

/// What it had written until then is no answer.
void TestEngines::aCheckThatDiesSaysSo() {
    putBefore(cmakeMaking("{\"engine\": \"Lib\nEND\nkill -SEGV $$\ncat <<END"));
    QVERIFY(mentions(errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); }),
                     "could not check itself on cpu: its program ended with signal 11"));
    QVERIFY(builtEngines().empty());
}

void TestEngines::oneBuildsAtATime() {
    putBefore(cmakeMaking(passedCheck()));
    const std::filesystem::path folder = buildFolderOf("made");
    std::filesystem::create_directories(folder);
    const auto other = FileLock::tryToTake(folder / "build.lock", 0);
    QVERIFY(other);
    QVERIFY(
        mentions(errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); }), "being built"));
}

/// A folder named by a relative path would be another one wherever a program runs.
void TestEngines::theFolderIsThePersonsOwn() {
    const QByteArray home = qgetenv("HOME");
    qunsetenv("TANDEM_ENGINES");
    qputenv("XDG_DATA_HOME", "data");
    qputenv("HOME", "/home/person");
    QCOMPARE(enginesFolder(), std::filesystem::path("/home/person/.local/share/tandem/engines"));
    qputenv("XDG_DATA_HOME", "/data");
    QCOMPARE(enginesFolder(), std::filesystem::path("/data/tandem/engines"));
    qunsetenv("XDG_DATA_HOME");
    qputenv("HOME", "person");
    QVERIFY(enginesFolder().empty());
    QVERIFY(builtEngines().empty() && !chosenEngine());
    QVERIFY(errorOf([] {
        chooseEngine({});
        return 0;
    }));
    qputenv("HOME", home);
}

void TestEngines::whatFailsSaysWhy() {
    putBefore("echo first; echo 'no compiler' >&2; exit 3\n");
    const auto failed = errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); });
    QVERIFY(mentions(failed, "To configure the engine"));
    QCOMPARE(failed->detail(), std::string("first\nno compiler\n"));
    qputenv("PATH", QByteArray::fromStdString(path("tools/empty").string()));
    QVERIFY(mentions(errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, {}); }),
                     "cmake is needed"));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        errorOf([&] { return buildEngine(order(), [](double, std::string_view) {}, stop.get_token()); });
    QVERIFY(stopped && stopped->code() == ErrorCode::Cancelled);
    QVERIFY(builtEngines().empty());
}

/// A library that is there, but no engine of this program.
void TestEngines::enginesOfOtherSourcesAreRefused() {
    qputenv("TANDEM_ENGINE", TANDEM_OTHER_MODULE);
    const auto error = errorOf([] { return openEngine(); });
    qunsetenv("TANDEM_ENGINE");
    QVERIFY(error && error->code() == ErrorCode::Unsupported);
    QVERIFY(mentions(error, "built from other sources"));
}

QTEST_GUILESS_MAIN(TestEngines)
#include "tst_engines.moc"
