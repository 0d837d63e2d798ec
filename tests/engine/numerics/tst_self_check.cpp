#include "core/engine/devices/cpu_info.h"
#include "core/engine/numerics/kept_checks.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/numerics/self_check.h"
#include "core/engine/numerics/torch_error.h"
#include "tests/core/expect_error.h"
#include "tests/engine/numerics/golden_files.h"

#include <ATen/autocast_mode.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace tandem;

class TestSelfCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresTheCpu();
    void precisionSettings();
    void autocastIsRestored();
    void lossesLeaveAutocast();
    void generatorIsLeftAlone();
    void memoryErrorsAreRecognised();
    void whatWasCheckedIsKept();
    void limitsAreCheckedApart();
    void onlySlowerIsCheckedAgain();
    void whatCannotBeReadWasNotKept();
};

void TestSelfCheck::measuresTheCpu() {
    const SelfCheck check = selfCheck(torch::kCPU);
    QCOMPARE(check.device, std::string("cpu"));
    QVERIFY(check.largestError > 0);  // bfloat16 was really used
    QVERIFY2(check.largestError < 0.05, check.message.c_str());
    QVERIFY(check.speedup > 0);
    QCOMPARE(check.bfloat16Usable, check.speedup >= 0.7);
    QVERIFY(!check.message.empty());
}

void TestSelfCheck::precisionSettings() {
    QVERIFY(resolvePrecision(AskedPrecision::Float32, torch::kCPU).precision == Precision::Float32);
    QVERIFY(resolvePrecision(AskedPrecision::BFloat16, torch::kCPU).precision == Precision::BFloat16);
    const PrecisionChoice chosen = resolvePrecision(AskedPrecision::Auto, torch::kCPU);
    QVERIFY(cpuHasBfloat16() || chosen.precision == Precision::Float32);
    QCOMPARE(hasBfloat16(torch::kCPU), cpuHasBfloat16());
}

void TestSelfCheck::autocastIsRestored() {
    QVERIFY(!at::autocast::is_autocast_enabled(torch::kCPU));
    {
        const AutocastGuard outer(torch::kCPU, Precision::BFloat16);
        QVERIFY(at::autocast::is_autocast_enabled(torch::kCPU));
        {
            const AutocastGuard inner(torch::kCPU, Precision::Float32);
            QVERIFY(!at::autocast::is_autocast_enabled(torch::kCPU));
        }
        QVERIFY(at::autocast::is_autocast_enabled(torch::kCPU));
    }
    QVERIFY(!at::autocast::is_autocast_enabled(torch::kCPU));
}

void TestSelfCheck::lossesLeaveAutocast() {
    const AutocastGuard autocast(torch::kCPU, Precision::BFloat16);
    const torch::Tensor a = torch::rand({3, 3});
    QCOMPARE(torch::mm(a, a).scalar_type(), torch::kBFloat16);
    const NoAutocastGuard float32(torch::kCPU);
    QCOMPARE(torch::mm(a, a).scalar_type(), torch::kFloat32);
}

void TestSelfCheck::generatorIsLeftAlone() {
    torch::manual_seed(5);
    const torch::Tensor expected = torch::rand({3});
    torch::manual_seed(5);
    static_cast<void>(selfCheck(torch::kCPU));
    VERIFY_CLOSE(torch::rand({3}), expected, 0);
}

void TestSelfCheck::memoryErrorsAreRecognised() {
    const auto allocate = [] { return torch::empty({std::int64_t{1} << 55}, torch::kUInt8).numel(); };
    const auto memory = errorOf([&] { return translated("Training", "Lower the setting patch.", allocate); });
    QVERIFY(memory && memory->code() == ErrorCode::OutOfMemory);
    QCOMPARE(std::string(memory->what()), std::string("Lower the setting patch."));
    const auto other =
        errorOf([] { return translated("Training", "", [] { return torch::zeros({2}).view({3}).numel(); }); });
    QVERIFY(other && other->code() == ErrorCode::Internal && !other->detail().empty());
}

void TestSelfCheck::whatWasCheckedIsKept() {
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    QVERIFY(!keptCheck(torch::kCPU));
    keepCheck(torch::kCPU, judged(torch::kCPU, 0.01, 1.5));
    const std::optional<SelfCheck> kept = keptCheck(torch::kCPU);
    QVERIFY(kept && kept->bfloat16Usable);
    QCOMPARE(kept->largestError, 0.01);
    QCOMPARE(kept->speedup, 1.5);
    QCOMPARE(kept->message, std::string("bfloat16 is right and 1.5 times as fast as float32 on cpu."));
    keepCheck(torch::kCPU, judged(torch::kCPU, 0.7, 2));
    QVERIFY(keptCheck(torch::kCPU) && !keptCheck(torch::kCPU)->bfloat16Usable);
    qputenv("XDG_CACHE_HOME", "cache");
    qputenv("HOME", cache.path().toUtf8());
    QCOMPARE(keptChecksFolder(), std::filesystem::path(cache.path().toStdString()) / ".cache/tandem/self-checks");
}

/// What the environment takes from the processor makes it another one.
void TestSelfCheck::limitsAreCheckedApart() {
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    keepCheck(torch::kCPU, judged(torch::kCPU, 0.01, 1.5));
    qputenv("ONEDNN_MAX_CPU_ISA", "AVX2");
    QVERIFY(!keptCheck(torch::kCPU));
    qunsetenv("ONEDNN_MAX_CPU_ISA");
    QVERIFY(keptCheck(torch::kCPU));
}

void TestSelfCheck::onlySlowerIsCheckedAgain() {
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    keepCheck(torch::kCPU, judged(torch::kCPU, 0.01, 0.5));
    QVERIFY(!keptCheck(torch::kCPU));
}

/// Of other libraries as well: the file is named by them, and says them.
void TestSelfCheck::whatCannotBeReadWasNotKept() {
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    keepCheck(torch::kCPU, judged(torch::kCPU, 0.01, 1.5));
    const auto file = std::filesystem::directory_iterator(keptChecksFolder())->path();
    for (const char* text :
         {"", "{", "[1]", R"({"device": 1})", R"({"device": "other", "libraries": "LibTorch 1.0"})"}) {
        std::ofstream(file) << text;
        QVERIFY2(!keptCheck(torch::kCPU), text);
    }
}

QTEST_GUILESS_MAIN(TestSelfCheck)
#include "tst_self_check.moc"
