#include "core/settings/prediction_settings.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "tests/core/expect_error.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <set>

using namespace tandem;

namespace {

/// A discarded value where the text is no JSON.
nlohmann::ordered_json parsed(std::string_view text) {
    return nlohmann::ordered_json::parse(text, nullptr, false);
}

}  // namespace

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonBringsEveryFieldBack();
    void jsonKeepsWhatIsAbsent();
    void jsonRefuses_data();
    void jsonRefuses();
    void textSets_data();
    void textSets();
    void textRefuses_data();
    void textRefuses();
    void textAndJsonAgree();
    void settingsAreCheckedTogether_data();
    void settingsAreCheckedTogether();
    void otherTablesAreCheckedToo();
    void keysAreUniqueAndDescribed();
    void choicesHaveTheirTexts();
    void methodsSayWhatTheyNeed();
    void storedSettingsOfAnotherVersionAreUnderstoodInPart();
    void unreadValuesForbidWork_data();
    void unreadValuesForbidWork();
    void unknownKeysStayWhereTheyAreStored();
    void learningRates();
    void aShorterScheduleKeepsItsLastRate();
    void validationStrideDefaultsToHalfThePatch();
};

void TestSettings::jsonBringsEveryFieldBack() {
    TrainingSettings settings{.method = Method::Supervised,
                              .device = "cuda:1",
                              .precision = AskedPrecision::BFloat16,
                              .filters = 8,
                              .dropout = 0.1,
                              .patch = {64, 48, 32},
                              .labelledBatch = 3,
                              .unlabelledBatch = 0,
                              .iterations = 77,
                              .learningRate = 0.1 + 0.2,
                              .schedule = Schedule::Polynomial,
                              .scheduleIterations = 60,
                              .momentum = 0.5,
                              .weightDecay = 1e-5,
                              .supervisedWeight = 0.75,
                              .rampIterations = 4000,
                              .augmentation = Augmentation::None,
                              .turnedAxes = TurnedAxes::LastTwo,
                              .sampling = Sampling::Published,
                              .knownShare = 0.25,
                              .validationInterval = 10,
                              .validationStride = {8, 9, 10},
                              .testStride = {1, 2, 3},
                              .checkpointInterval = 7,
                              .checkpointSeconds = 5,
                              .seed = 9007199254740991,
                              .deterministic = true,
                              .placement = AskedPlacement::Stream,
                              .prefetchThreads = 0};
    QVERIFY(settingsFromJson<TrainingSettings>(settingsToJson(settings)) == settings);
    for (const auto& one : TrainingSettings::fields()) {
        QVERIFY2(one.get(settings) != one.get(TrainingSettings{}), one.key.c_str());
    }
}

void TestSettings::jsonKeepsWhatIsAbsent() {
    TrainingSettings start;
    start.filters = 4;
    const auto settings = settingsFromJson<TrainingSettings>(parsed(R"({"patch": [64, 64, 48]})"), start);
    QCOMPARE(settings.filters, 4);
    QCOMPARE(settings.patch, (Index3{64, 64, 48}));
    QCOMPARE(settings.iterations, 15000);
}

void TestSettings::jsonRefuses_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("not JSON") << "{" << "not a JSON object";
    QTest::newRow("a list") << "[1]" << "not a JSON object";
    QTest::newRow("unknown key") << R"({"learningrate": 1})" << "no setting \"learningrate\"; the settings are method";
    QTest::newRow("text for a number") << R"({"filters": "16"})" << "filters needs a whole number, not \"\"16\"\"";
    QTest::newRow("fraction for a whole") << R"({"filters": 16.5})" << "filters needs a whole number";
    QTest::newRow("beyond 64 bits") << R"({"seed": 18446744073709551615})" << "seed needs a whole number";
    QTest::newRow("beyond 64 bits in three") << R"({"patch": [16, 16, 18446744073709551600]})" << "patch needs three";
    QTest::newRow("null") << R"({"dropout": null})" << "dropout needs a number";
    QTest::newRow("number for a truth") << R"({"deterministic": 1})" << "deterministic needs true or false";
    QTest::newRow("number for a text") << R"({"method": 1})" << "method needs a text";
    QTest::newRow("two for three") << R"({"patch": [64, 64]})" << "patch needs three whole numbers";
    QTest::newRow("fractions in three") << R"({"patch": [64, 64, 48.5]})" << "patch needs three whole numbers";
    QTest::newRow("out of range") << R"({"dropout": 1})" << "dropout is 1, but must be at least 0 and at most 0.95";
    QTest::newRow("unknown choice") << R"({"schedule": "cosine"})" << "must be one of constant, polynomial";
}

void TestSettings::jsonRefuses() {
    QFETCH(QString, json);
    QFETCH(QString, words);
    const auto error = errorOf([&] { return settingsFromJson<TrainingSettings>(parsed(json.toStdString())); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestSettings::textSets_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::newRow("three") << "patch" << "64,64,48";
    QTest::newRow("whole") << "filters" << "8";
    QTest::newRow("number") << "learning-rate" << "0.001";
    QTest::newRow("truth") << "deterministic" << "true";
    QTest::newRow("choice") << "method" << "supervised";
    QTest::newRow("text") << "device" << "cuda:3";
}

void TestSettings::textSets() {
    QFETCH(QString, key);
    QFETCH(QString, text);
    TrainingSettings settings;
    setSetting(settings, key.toStdString(), text.toStdString());
    for (const auto& one : TrainingSettings::fields()) {
        QCOMPARE(textOf(one.get(settings)),
                 one.key == key.toStdString() ? text.toStdString() : textOf(one.get(TrainingSettings{})));
    }
}

void TestSettings::textRefuses_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown") << "path" << "1" << "no setting \"path\"";
    QTest::newRow("two") << "patch" << "64,64" << "patch needs three whole numbers such as 64,64,48, not \"64,64\"";
    QTest::newRow("four") << "patch" << "64,64,48,16" << "patch needs three";
    QTest::newRow("empty part") << "patch" << "64,,48" << "patch needs three";
    QTest::newRow("trailing comma") << "patch" << "64,64,48," << "patch needs three";
    QTest::newRow("fraction") << "patch" << "64,64,48.0" << "patch needs three";
    QTest::newRow("below") << "patch" << "64,64,0" << "patch is 0, but must be at least 16";
    QTest::newRow("letters") << "iterations" << "60x" << "iterations needs a whole number, not \"60x\"";
    QTest::newRow("nothing") << "iterations" << "" << "iterations needs a whole number";
    QTest::newRow("too large for 64 bits") << "iterations" << "99999999999999999999" << "iterations needs";
    QTest::newRow("not a number") << "momentum" << "nan" << "momentum is nan";
    QTest::newRow("infinite") << "momentum" << "inf" << "momentum is inf";
    QTest::newRow("yes") << "deterministic" << "yes" << "deterministic needs true or false";
    QTest::newRow("choice") << "method" << "mean-teacher" << "must be one of supervised, mutual-reliable";
}

void TestSettings::textRefuses() {
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, words);
    TrainingSettings settings;
    const auto error = errorOf([&] { return setSetting(settings, key.toStdString(), text.toStdString()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
    QVERIFY(settings == TrainingSettings{});
}

void TestSettings::textAndJsonAgree() {
    PreparationSettings settings;
    setSetting(settings, "spacing", "0.625,1,2.5");
    setSetting(settings, "clip-low", "-125");
    setSetting(settings, "clip-percentile", "99.9");
    setSetting(settings, "normalisation", "z-score-of-positive");
    setSetting(settings, "keep-normalised", "true");
    const auto back = settingsFromJson<PreparationSettings>(settingsToJson(settings));
    QCOMPARE(back.spacingMm, (Vector3{0.625, 1, 2.5}));
    QCOMPARE(back.clipLow, -125.0);
    QCOMPARE(back.clipPercentile, 99.9);
    QCOMPARE(back.normalisation, Normalisation::ZScoreOfPositive);
    QVERIFY(back.keepsNormalised);

    TrainingSettings odd;
    odd.device = "\xff";
    QVERIFY(!settingsToText(odd).empty());
}

void TestSettings::settingsAreCheckedTogether_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("no multiple of 16") << R"({"patch": [112, 112, 88]})" << "patch is 112,112,88";
    QTest::newRow("test stride") << R"({"patch": [32, 32, 32], "test-stride": [16, 16, 33]})" << "test-stride";
    QTest::newRow("validation stride") << R"({"validation-stride": [0, 120, 0]})" << "validation-stride";
    QTest::newRow("no unlabelled patches") << R"({"unlabelled-batch": 0})" << "unlabelled-batch is 0";
    QTest::newRow("none needed") << R"({"unlabelled-batch": 0, "method": "supervised"})" << QString();
}

void TestSettings::settingsAreCheckedTogether() {
    QFETCH(QString, json);
    QFETCH(QString, words);
    const auto error = errorOf([&] { return settingsFromJson<TrainingSettings>(parsed(json.toStdString())); });
    QCOMPARE(error.has_value(), !words.isEmpty());
    if (error) {
        QVERIFY2(mentions(error, words.toStdString()), error->what());
    }
}

void TestSettings::otherTablesAreCheckedToo() {
    QVERIFY(mentions(errorOf([] { return settingsFromJson<PredictionSettings>(parsed(R"({"patch": [16, 16, 8]})")); }),
                     "multiple of 16"));
    QVERIFY(mentions(errorOf([] {
                         return settingsFromJson<PredictionSettings>(
                             parsed(R"({"patch": [16, 16, 16], "stride": [1, 1, 17]})"));
                     }),
                     "longer in one axis than the setting patch, which is"));
    QVERIFY(mentions(errorOf([] { return settingsFromJson<PreparationSettings>(parsed(R"({"clip": true})")); }),
                     "below clip-high"));
    QVERIFY(mentions(errorOf([] { return settingsFromJson<PreparationSettings>(parsed(R"({"crop": "prediction"})")); }),
                     "crop-run must be the number of a run"));
    QVERIFY(mentions(errorOf([] {
                         return settingsFromJson<PreparationSettings>(
                             parsed(R"({"crop": "box", "crop-from": [-80, -90, 0], "crop-to": [80, -90, 100]})"));
                     }),
                     "crop-to is 80,-90,100, but must be above crop-from, which is -80,-90,0"));
    QCOMPARE(settingsFromJson<PredictionSettings>(parsed(R"({"maps": "all"})")).maps, KeptMaps::All);
}

void TestSettings::keysAreUniqueAndDescribed() {
    const auto inspect = [](const auto& fields) {
        std::set<std::string> keys;
        for (const auto& one : fields) {
            QVERIFY2(keys.insert(one.key).second, one.key.c_str());
            QVERIFY2(!one.title.empty() && one.description.ends_with('.'), one.key.c_str());
        }
    };
    inspect(TrainingSettings::fields());
    inspect(PredictionSettings::fields());
    inspect(PreparationSettings::fields());
}

void TestSettings::choicesHaveTheirTexts() {
    QCOMPARE(nameOf(Method::MutualReliable), std::string_view("mutual-reliable"));
    QCOMPARE(choiceNamed<Crop>("non-zero"), std::optional(Crop::NonZero));
    QCOMPARE(choiceNamed<Crop>("Non-zero"), std::nullopt);
    const auto fields = PreparationSettings::fields();
    const auto crop = std::ranges::find(fields, "crop", &SettingField::key);
    QCOMPARE(crop->choices, (std::vector<std::string>{"none", "non-zero", "label", "prediction", "box"}));
    for (const std::string& text : crop->choices) {
        PreparationSettings settings;
        setSetting(settings, "crop", text);
        QCOMPARE(textOf(crop->get(settings)), text);
        QCOMPARE(settings.crop, choiceNamed<Crop>(text).value());
    }
}

void TestSettings::methodsSayWhatTheyNeed() {
    TrainingSettings settings;
    settings.labelledBatch = 3;
    settings.unlabelledBatch = 4;
    QVERIFY(settings.usesUnlabelled());
    QCOMPARE(settings.patchesPerStep(), std::int64_t{7});
    settings.method = Method::Supervised;
    QVERIFY(!settings.usesUnlabelled());
    QCOMPARE(settings.patchesPerStep(), std::int64_t{3});
}

void TestSettings::storedSettingsOfAnotherVersionAreUnderstoodInPart() {
    const auto stored = storedSettings<TrainingSettings>(
        R"({"filters": 8, "ema-decay": 0.99, "schedule": "cosine", "dropout": 7, "patch": [1, 2]})");
    QCOMPARE(stored.values.filters, std::int64_t{8});
    QCOMPARE(stored.values.schedule, Schedule::Constant);
    QCOMPARE(stored.values.patch, (Index3{112, 112, 80}));
    std::vector<std::string> keys;
    for (const UnreadSetting& one : stored.unread) {
        keys.push_back(one.key + "=" + one.text + (one.isKnown ? "!" : ""));
    }
    QCOMPARE(keys, (std::vector<std::string>{"ema-decay=0.99", "schedule=cosine!", "dropout=7!", "patch=[1,2]!"}));
    QVERIFY(QString::fromStdString(stored.unread[0].sentence).contains("ema-decay (0.99) is one of another version"));
    QVERIFY(QString::fromStdString(stored.unread[1].sentence).contains("must be one of constant, polynomial"));
    // A key by itself does not stand in the way.
    QCOMPARE(storedSettings<PreparationSettings>(R"({"crop": "label", "bias": true})").forWork().crop, Crop::Label);
}

void TestSettings::unreadValuesForbidWork_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << "{" << "cannot be read";
    QTest::newRow("no choice") << R"({"method": "mean-teacher"})" << "method is \"mean-teacher\"";
    QTest::newRow("not together") << R"({"patch": [112, 112, 88]})" << "multiple of 16";
}

void TestSettings::unreadValuesForbidWork() {
    QFETCH(QString, json);
    QFETCH(QString, words);
    const auto stored = storedSettings<TrainingSettings>(json.toStdString());
    const auto error = errorOf([&] { return stored.forWork(); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestSettings::unknownKeysStayWhereTheyAreStored() {
    const std::string before = R"({"iterations": 10, "ema-decay": 0.99})";
    TrainingSettings longer = storedSettings<TrainingSettings>(before).forWork();
    longer.iterations = 20;
    const std::string after = settingsToText(longer, before);
    QCOMPARE(storedSettings<TrainingSettings>(after).values.iterations, std::int64_t{20});
    QCOMPARE(storedSettings<TrainingSettings>(after).unread.front().text, std::string("0.99"));
}

void TestSettings::learningRates() {
    TrainingSettings settings;
    settings.iterations = 100;
    QCOMPARE(settings.learningRateAt(100), 0.01);
    settings.schedule = Schedule::Polynomial;
    QCOMPARE(settings.learningRateAt(1), 0.01);
    QCOMPARE(settings.learningRateAt(51), 0.01 * std::pow(0.5, 0.9));
    QCOMPARE(settings.learningRateAt(101), 0.0);
}

void TestSettings::aShorterScheduleKeepsItsLastRate() {
    TrainingSettings whole;
    whole.schedule = Schedule::Polynomial;
    whole.iterations = 6;
    TrainingSettings longer = whole;
    longer.iterations = 12;
    longer.scheduleIterations = 6;
    for (std::int64_t iteration = 1; iteration <= 12; ++iteration) {
        QCOMPARE(longer.learningRateAt(iteration), whole.learningRateAt(std::min<std::int64_t>(iteration, 6)));
    }
    longer.schedule = Schedule::Constant;
    QCOMPARE(longer.learningRateAt(12), 0.01);
}

void TestSettings::validationStrideDefaultsToHalfThePatch() {
    TrainingSettings settings;
    settings.validationStride = {0, 10, 0};
    QCOMPARE(settings.effectiveValidationStride(), (Index3{56, 10, 40}));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
