#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/process_memory.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <cstring>
#include <vector>

using namespace tandem;

class TestDeviceChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCpuComesFirst();
    void autoIsTheRoomiestCudaDeviceOrTheCpu();
    void namesRoundTrip();
    void memoryIsToldAndGivenBack();
};

void TestDeviceChoice::theCpuComesFirst() {
    const std::vector<Device> devices = listDevices();
    QCOMPARE(devices.front().name, std::string("cpu"));
    QVERIFY(resolveDevice("cpu").is_cpu());
}

void TestDeviceChoice::autoIsTheRoomiestCudaDeviceOrTheCpu() {
    const std::vector<Device> devices = listDevices();
    const Device* expected = &devices.front();
    for (const Device& device : devices) {
        if (device.name != "cpu" && (expected->name == "cpu" || device.freeBytes > expected->freeBytes)) {
            expected = &device;
        }
    }
    QCOMPARE(nameOf(resolveDevice("auto")), expected->name);
}

void TestDeviceChoice::namesRoundTrip() {
    for (const Device& device : listDevices()) {
        QCOMPARE(nameOf(resolveDevice(device.name)), device.name);
    }
    const auto error = errorOf([] { return resolveDevice("cuda:77"); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::NotFound);
    QVERIFY(mentions(error, listDevices().front().title));
}

void TestDeviceChoice::memoryIsToldAndGivenBack() {
    const c10::Device cpu(c10::kCPU);
    constexpr std::size_t kBytes = std::size_t{300} << 20;
    QVERIFY(memoryOf(cpu).totalBytes > kBytes);
    const std::uint64_t before = bytesInUse(cpu);
    {
        std::vector<std::vector<char>> blocks;  // small enough to stay in the process's heap when freed
        for (std::size_t i = 0; i < kBytes / (1 << 16); ++i) {
            blocks.emplace_back(1 << 16, static_cast<char>(i));
        }
        QVERIFY(bytesInUse(cpu) >= before + kBytes);
    }
    releaseReserve(cpu);
    QVERIFY(bytesInUse(cpu) < before + kBytes / 4);
    QVERIFY(peakBytesInUse(cpu) >= before + kBytes);
    if (resetPeakResidentBytes()) {
        QVERIFY(peakBytesInUse(cpu) < before + kBytes);
    }
}

QTEST_GUILESS_MAIN(TestDeviceChoice)
#include "tst_device_choice.moc"
