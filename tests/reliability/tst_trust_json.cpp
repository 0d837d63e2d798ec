#include "core/base/error.h"
#include "core/reliability/trust_json.h"
#include "tests/reliability/made_cases.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace tandem;
using namespace tandem::test;

class TestTrustJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadBackAsItWas_data() {
        QTest::addColumn<int>("cases");
        QTest::newRow("calibrated") << 4;
        QTest::newRow("too few, without intervals") << 2;
        QTest::newRow("none") << 0;
    }
    void isReadBackAsItWas() {
        QFETCH(const int, cases);
        const FittedTrust trust = fitAndJudge(madeCases(cases), 2, [](double, std::string_view) {}, {});
        const FittedTrust read = trustFromJson(trustJson(trust).dump());
        QCOMPARE(read.model, trust.model);
        QCOMPARE(read.correction, trust.correction);
        QVERIFY(read.evidence == trust.evidence);
    }

    void anOlderRecordIsStillRead() {
        const FittedTrust trust = fitAndJudge(madeCases(4), 2, [](double, std::string_view) {}, {});
        QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(trustJson(trust).dump())).object();
        json.remove("version");
        QJsonObject evidence = json["evidence"].toObject();
        QJsonArray cases = evidence["cases"].toArray();
        QJsonObject first = cases[0].toObject();
        first.remove("expected");
        cases[0] = first;
        evidence["cases"] = cases;
        json["evidence"] = evidence;
        const FittedTrust read = trustFromJson(QJsonDocument(json).toJson().toStdString());
        QCOMPARE(read.version, 1);
        QCOMPARE(read.model, trust.model);
        QCOMPARE(read.evidence.cases[0].expected, trust.evidence.cases[0].predicted.value);
        QCOMPARE(read.evidence.detectors[0].auroc->cases, 4);
    }

    void damageIsRefused() {
        for (const char* const json : {"", "{}", R"({"model":{"calibrated":false},"correction":3,"evidence":{}})"}) {
            QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(trustFromJson(json)));
        }
    }

    void evidenceIsForMachines() {
        const FittedTrust trust = fitAndJudge(madeCases(4), 2, [](double, std::string_view) {}, {});
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(evidenceJson(trust.evidence).dump())).object();
        QCOMPARE(json["cases"].toArray().size(), 4);
        QCOMPARE(json["detectors"].toArray()[0].toObject()["id"].toString(), "trust");
        QVERIFY(!json["sentences"].toArray().isEmpty());
    }

    void aModelKeepsEveryBit() {
        TrustModel model{.isCalibrated = true, .background = {.offset = -1.0 / 3}, .structure = {.offset = 0.7}};
        model.classOffsets = {0.1, -0.7};
        for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
            model.background.slopes[signal] = 1.0 / static_cast<double>(signal + 3);
            model.structure.slopes[signal] = 1.0 / static_cast<double>(signal + 7);
        }
        QCOMPARE(trustModelFromJson(trustModelJson(model)), model);
        QCOMPARE(trustModelFromJson(trustModelJson({})), TrustModel());
    }

    void aDamagedModelIsRefused() {
        for (const char* const json :
             {"", "{}", "[1]", R"({"calibrated":true})", R"({"calibrated":"yes"})",
              R"({"calibrated":true,"background":{"offset":"a","slopes":{}},"classOffsets":[]})"}) {
            QVERIFY_THROWS_EXCEPTION(
                Error, static_cast<void>(trustModelFromJson(nlohmann::ordered_json::parse(json, nullptr, false))));
        }
    }
};

QTEST_GUILESS_MAIN(TestTrustJson)
#include "tst_trust_json.moc"
