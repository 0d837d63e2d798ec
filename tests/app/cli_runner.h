// Runs tandem-cli as a person does and catches what it prints.
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

struct CliResult {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

/// folder: where the program is started.
inline CliResult runCli(const QStringList& arguments, const QString& folder, int timeoutSeconds = 600) {
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral(TANDEM_CLI), arguments);
    if (!process.waitForFinished(timeoutSeconds * 1000)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not finish in time"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// What it prints; "failed", with a warning that says why, where it does not exit with 0.
inline QByteArray runCliWell(const QStringList& arguments, const QString& folder) {
    const CliResult result = runCli(arguments, folder);
    if (result.exitCode != 0) {
        qWarning().noquote() << arguments.join(' ') << result.err;
    }
    return result.exitCode == 0 ? result.out : QByteArray("failed");
}

/// What it answers machines; empty where it fails.
inline QJsonObject runCliForJson(const QStringList& arguments, const QString& folder) {
    return QJsonDocument::fromJson(runCliWell(QStringList{"--json"} + arguments, folder)).object();
}
