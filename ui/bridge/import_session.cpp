#include "ui/bridge/import_session.h"

#include "core/base/error.h"
#include "core/store/dataset_repository.h"
#include "datasets/registry.h"
#include "workbench/data_source.h"

namespace lab {
namespace {

enum Lane { PreviewLane = 1, SurveyLane };

/// Whether \p a and \p b read the same rows and at most divide them in other shares.
bool readTheSame(const DataConfig& a, DataConfig b) {
    b.trainShare = a.trainShare;
    b.validationShare = a.validationShare;
    b.testShare = a.testShare;
    return a == b;
}

} // namespace

struct ImportSession::State {
    DataConfig config;
    std::unique_ptr<Dataset> data;

    Dataset& read(const DataConfig& wanted, const LoadControl& control) {
        if (!data || !readTheSame(config, wanted)) {
            data.reset();
            data = std::make_unique<Dataset>(loadDataset(wanted, control));
        } else if (config != wanted) {
            divide(*data, wanted);
        }
        config = wanted;
        return *data;
    }
};

ImportSession::ImportSession(const QString& labPath, QObject* parent)
    : QObject(parent), m_labPath(labPath.toStdString()), m_state(std::make_shared<State>()) {}

ImportSession::~ImportSession() {
    m_stop.request_stop();
}

std::stop_token ImportSession::renew() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    return m_stop.get_token();
}

std::function<void(double, std::int64_t)> ImportSession::teller(void (ImportSession::*signal)(double)) {
    return [this, signal](double share, std::int64_t) {
        m_worker.report([this, signal, share] { emit(this->*signal)(share); });
    };
}

void ImportSession::preview(const QString& spec, const SourceLayout& layout) {
    m_worker.run(
        [this, spec, layout](const std::stop_token&) -> Worker::Continuation {
            try {
                return [this, spec, layout, preview = previewSource(spec.toStdString(), layout)] {
                    emit previewed(spec, layout, preview);
                };
            } catch (const Error& error) {
                return [this, spec, layout, message = QString::fromUtf8(error.what()),
                        mendable = canBeLaidOut(spec.toStdString())] {
                    emit previewFailed(spec, layout, message, mendable);
                };
            }
        },
        [this, spec, layout](const QString& message) { emit previewFailed(spec, layout, message, false); },
        PreviewLane);
}

void ImportSession::survey(const DataConfig& config, const TextConfig& text) {
    m_worker.run(
        [this, config, text, state = m_state, stop = renew(),
         tell = teller(&ImportSession::surveying)](const std::stop_token&) -> Worker::Continuation {
            const LoadControl control{tell, stop};
            const Dataset& data = state->read(config, control);
            ImportReport report{config,       data.name,     data.labels,  describe(data, text, control),
                                data.skipped, data.repaired, data.ownTest, data.ownValidation};
            return [this, report = std::move(report)] { emit surveyed(report); };
        },
        [this, config](const QString& message) { emit surveyFailed(config, message); }, SurveyLane);
}

void ImportSession::store(const DataConfig& config, const QString& name) {
    m_worker.run(
        [this, config, name, state = m_state, path = m_labPath, stop = renew(),
         tell = teller(&ImportSession::storing)](const std::stop_token&) -> Worker::Continuation {
            try {
                const LoadControl control{tell, stop};
                Dataset& data = state->read(config, control);
                data.name = name.toStdString();
                const std::int64_t id = importData(data, config, path, control);
                state->data.reset();
                LabFile lab(path);
                const std::string spec = storedSpec(DatasetRepository(lab).fingerprint(id));
                return [this, name, text = QString::fromStdString(spec)] { emit stored(text, name); };
            } catch (const Cancelled&) {
                return [this] { emit cancelled(); };
            }
        },
        [this](const QString& message) { emit storeFailed(message); });
}

void ImportSession::cancel() {
    m_stop.request_stop();
}

} // namespace lab
