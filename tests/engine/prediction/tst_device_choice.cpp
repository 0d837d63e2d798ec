#include "core/engine/devices/cuda_driver.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/process_memory.h"
#include "core/engine/devices/shared_reserve.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <cstring>
#include <vector>

using namespace tandem;

namespace {

/// What a driver with one device was asked for.
struct Asked {
    int contexts = 0;  ///< that were made
    int questions = 0;
    bool hasContext = false;  ///< the process, on its own account
    std::size_t freeBytes = 1000;
};
Asked asked;

CudaDriver madeDriver() {
    asked = {};
    CudaDriver driver;
    driver.deviceGet = [](int* device, int index) {
        *device = index;
        return index == 0 ? 0 : 101;
    };
    driver.deviceGetName = [](char* name, int, int) {
        std::strcpy(name, "Made");
        return 0;
    };
    driver.deviceGetAttribute = [](int* value, int, int) {
        *value = 8;
        return 0;
    };
    driver.deviceTotalMemory = [](std::size_t* bytes, int) {
        *bytes = 4000;
        return 0;
    };
    driver.contextState = [](int, unsigned*, int* isActive) {
        *isActive = asked.hasContext ? 1 : 0;
        return 0;
    };
    driver.contextRetain = [](void**, int) {
        asked.contexts += asked.hasContext ? 0 : 1;
        return 0;
    };
    driver.contextRelease = [](int) { return 0; };
    driver.contextPush = [](void*) { return 0; };
    driver.contextPop = [](void**) { return 0; };
    driver.memoryInfo = [](std::size_t* freeBytes, std::size_t* totalBytes) {
        ++asked.questions;
        *freeBytes = asked.freeBytes;
        *totalBytes = 4000;
        return 0;
    };
    return driver;
}

}  // namespace

class TestDeviceChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCpuComesFirst();
    void autoIsTheRoomiestCudaDeviceOrTheCpu();
    void namesRoundTrip();
    void memoryIsToldAndGivenBack();
    void whatAnotherWorksWithIsNotGivenBack();
    void listingMakesNoContext();
    void freeMemoryTakesOneContextOrThatOfTheProcess();
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
    constexpr std::size_t kUncounted = kBytes / 4;  // the system sums each processor's pages in batches
    QVERIFY(memoryOf(cpu).totalBytes > kBytes);
    const std::uint64_t before = bytesInUse(cpu);
    {
        const ReserveUse use(cpu);
        std::vector<std::vector<char>> blocks;  // small enough to stay in the process's heap when freed
        for (std::size_t i = 0; i < kBytes / (1 << 16); ++i) {
            blocks.emplace_back(1 << 16, static_cast<char>(i));
        }
        QVERIFY(bytesInUse(cpu) >= before + kBytes - kUncounted);
    }
    QVERIFY(bytesInUse(cpu) < before + kUncounted);
    QVERIFY(peakBytesInUse(cpu) >= before + kBytes - kUncounted);
    if (resetPeakResidentBytes()) {
        QVERIFY(peakBytesInUse(cpu) < before + kBytes - kUncounted);
    }
}

void TestDeviceChoice::whatAnotherWorksWithIsNotGivenBack() {
    int givenBack = 0;
    SharedReserve reserve([&] { ++givenBack; });
    {
        const ReserveUse training(c10::Device(c10::kCUDA, 1), reserve);
        {
            const ReserveUse prediction(c10::Device(c10::kCUDA, 0), reserve);
        }
        {
            const ReserveUse onTheHost(c10::Device(c10::kCPU), reserve);
        }
        QCOMPARE(givenBack, 0);
    }
    QCOMPARE(givenBack, 1);
    {
        const ReserveUse alone(c10::Device(c10::kCUDA, 0), reserve);
    }
    QCOMPARE(givenBack, 2);
}

void TestDeviceChoice::listingMakesNoContext() {
    const CudaDriver driver = madeDriver();
    const Device device = describeCudaDevice(driver, 0);
    QCOMPARE(device.name, std::string("cuda:0"));
    QCOMPARE(device.title, std::string("Made"));
    QCOMPARE(device.totalBytes, std::uint64_t{4000});
    QVERIFY(device.hasBfloat16);
    QCOMPARE(asked.contexts, 0);
}

void TestDeviceChoice::freeMemoryTakesOneContextOrThatOfTheProcess() {
    const CudaDriver driver = madeDriver();
    CudaMemory memory(driver);
    QCOMPARE(memory.of(0).freeBytes, std::uint64_t{1000});
    QCOMPARE(memory.of(0).totalBytes, std::uint64_t{4000});
    QCOMPARE(asked.contexts, 1);
    // Where LibTorch works on the device, what is free changes and is asked each time.
    asked.hasContext = true;
    asked.freeBytes = 300;
    QCOMPARE(memory.of(0).freeBytes, std::uint64_t{300});
    QCOMPARE(asked.questions, 2);
    QCOMPARE(asked.contexts, 1);
    QCOMPARE(memory.of(1).totalBytes, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestDeviceChoice)
#include "tst_device_choice.moc"
