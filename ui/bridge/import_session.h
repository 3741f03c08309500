#pragma once

#include "datasets/reader.h"
#include "datasets/statistics.h"
#include "ui/bridge/worker.h"

#include <QObject>
#include <QString>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// A source read whole with the columns a person has chosen, before anything of it is stored.
struct ImportReport {
    DataConfig config;
    std::string name;
    std::vector<std::string> labels;
    DataStatistics statistics;
    std::vector<SkippedRows> skipped;
    std::vector<RepairedRows> repaired;
    bool ownTest = false, ownValidation = false; ///< as in Dataset
};

/// Looks into sources of data and brings them into the lab file, on a thread of its own. Every function
/// returns at once; the answer comes as a signal. A survey ends the one before it. GUI thread.
class ImportSession : public QObject {
    Q_OBJECT
public:
    explicit ImportSession(const QString& labPath, QObject* parent = nullptr);
    ~ImportSession() override;

    /// What stands at the start of a source read with \p layout; \p spec as on the command line.
    void preview(const QString& spec, const SourceLayout& layout);
    /// Reads the source whole and counts it; \p text decides how it is cut into tokens.
    void survey(const DataConfig& config, const TextConfig& text);
    /// Stores the source in the lab file under \p name; what survey() has read is not read again.
    void store(const DataConfig& config, const QString& name);
    /// Ends surveys and storing. Nothing of the data set stays in the lab file; cancelled() tells when a
    /// store has ended so.
    void cancel();

signals:
    void previewed(const QString& spec, const lab::SourceLayout& layout, const lab::SourcePreview& preview);
    /// \p mendable: another layout may fit.
    void previewFailed(const QString& spec, const lab::SourceLayout& layout, const QString& message,
                       bool mendable);
    void surveying(double share);
    void surveyed(const lab::ImportReport& report);
    void surveyFailed(const lab::DataConfig& config, const QString& message);
    void storing(double share);
    /// \p spec names the data set from now on: lab:FINGERPRINT.
    void stored(const QString& spec, const QString& name);
    void storeFailed(const QString& message);
    void cancelled();

private:
    struct State;
    [[nodiscard]] std::stop_token renew();
    /// Sends \p signal with the share from the working thread.
    [[nodiscard]] std::function<void(double, std::int64_t)> teller(void (ImportSession::*signal)(double));

    std::string m_labPath;
    std::shared_ptr<State> m_state; ///< what was read last, used by the worker's thread alone
    std::stop_source m_stop;
    Worker m_worker; ///< last: its thread uses the state
};

} // namespace lab
