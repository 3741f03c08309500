#include "ui/studio/data_library.h"

#include "ui/models/data_model.h"

#include <QFileInfo>

#include <cmath>

namespace lab {
namespace {

DataConfig configOf(const QString& spec) {
    DataConfig config;
    config.spec = spec.toStdString();
    return config;
}

DataLibrary::Choices usualChoices(const QString& spec) {
    const DataConfig usual;
    const auto percent = [](double share) { return static_cast<int>(std::lround(100 * share)); };
    return {QFileInfo(spec).fileName(), {}, {percent(usual.validationShare), percent(usual.testShare)}};
}

bool isCalledTest(const QString& path) {
    return QFileInfo(path).fileName().contains(QLatin1String("test"), Qt::CaseInsensitive);
}

} // namespace

DataLibrary::DataLibrary(const QString& labPath, DataModel& model, QObject* parent)
    : QObject(parent), m_model(model), m_imports(labPath), m_records(labPath) {
    connect(&m_imports, &ImportSession::previewed, this,
            [this](const QString& spec, const SourceLayout& layout, const SourcePreview& preview) {
                if (!isAsked(spec, layout))
                    return;
                m_candidate->preview = preview;
                m_candidate->misfit.clear();
                emit candidateChanged();
            });
    connect(&m_imports, &ImportSession::previewFailed, this,
            [this](const QString& spec, const SourceLayout& layout, const QString& message, bool mendable) {
                if (!isAsked(spec, layout))
                    return;
                if (!mendable)
                    return drop(message);
                m_candidate->misfit = message;
                emit candidateChanged();
            });
    connect(&m_imports, &ImportSession::surveyed, this, [this](const ImportReport& report) {
        if (!m_candidate || m_candidate->spec.toStdString() != report.config.spec)
            return;
        m_candidate->report = report;
        emit candidateChanged();
    });
    connect(&m_imports, &ImportSession::stored, this, [this](const QString& spec, const QString& name) {
        const int row = m_model.add(configOf(spec), name);
        next();
        emit imported(row);
        refresh();
    });
    connect(&m_imports, &ImportSession::storeFailed, this, [this](const QString& message) {
        if (m_candidate)
            m_candidate->storing = false; // what was chosen stays: once there is room it can be tried again
        emit candidateChanged();
        emit problem(message);
    });
    connect(&m_imports, &ImportSession::cancelled, this, &DataLibrary::next);
    connect(&m_records, &RecordSession::storedListed, &m_model, &DataModel::setStored);
    connect(&m_records, &RecordSession::storedListed, &m_trash, &DataTrash::setStored);
    connect(&m_records, &RecordSession::opened, this, [this](const OpenedData& data) {
        m_opened = data;
        m_recordsView = {{}, {}, m_recordsView.sortedBy, m_recordsView.order, 0, {}};
        emit openedChanged();
    });
    connect(&m_records, &RecordSession::judged, this, [this](std::int64_t run, const StoredWeights& weights) {
        m_recordsView.judged = run;
        m_recordsView.weights = weights;
    });
    connect(&m_records, &RecordSession::openFailed, this, [this](const DataConfig&, const QString& message) {
        m_asked.reset();
        emit problem(message);
    });
    connect(&m_records, &RecordSession::failed, this, &DataLibrary::problem);
    connect(&m_records, &RecordSession::edited, this, &DataLibrary::takeEdit);
    connect(&m_records, &RecordSession::recounted, this,
            [this](const QString& spec, const DataStatistics& statistics) {
                if (!m_opened || m_opened->spec != spec)
                    return;
                m_opened->statistics = statistics;
                emit recounted();
            });
}

DataLibrary::~DataLibrary() = default;

void DataLibrary::refresh() {
    m_records.listStored();
}

void DataLibrary::offer(const QStringList& specs) {
    if (specs.isEmpty())
        return;
    if (m_candidate && m_candidate->storing) { // it is looked at when that one is done
        m_waiting << specs;
        return;
    }
    m_waiting = specs;
    next();
}

void DataLibrary::next() {
    m_candidate.reset();
    if (!m_waiting.isEmpty()) {
        m_candidate.emplace();
        if (m_waiting.size() == 2 && isCalledTest(m_waiting[0]) != isCalledTest(m_waiting[1]))
            m_candidate->testSpec = m_waiting.takeAt(isCalledTest(m_waiting[0]) ? 0 : 1);
        m_candidate->spec = m_waiting.takeFirst();
        m_candidate->choices = usualChoices(m_candidate->spec);
        m_imports.preview(m_candidate->spec, m_candidate->layout);
    }
    emit candidateChanged();
}

void DataLibrary::drop(const QString& message) {
    next();
    emit problem(message);
}

bool DataLibrary::isAsked(const QString& spec, const SourceLayout& layout) const {
    return m_candidate && m_candidate->spec == spec && m_candidate->layout == layout;
}

void DataLibrary::layOut(const SourceLayout& layout) {
    if (!m_candidate || m_candidate->storing || m_candidate->layout == layout)
        return;
    m_candidate->layout = layout;
    m_candidate->preview.reset();
    m_candidate->report.reset();
    m_candidate->misfit.clear();
    Choices& choices = m_candidate->choices;
    choices.roles.clear(); // they were those of other columns
    choices.division.ownTest = choices.division.ownValidation = false;
    m_imports.preview(m_candidate->spec, layout);
    emit candidateChanged();
}

void DataLibrary::choose(const Choices& choices) {
    if (m_candidate)
        m_candidate->choices = choices;
}

void DataLibrary::survey(const DataConfig& config, const TextConfig& text) {
    if (!m_candidate || m_candidate->storing) // it would end the storing
        return;
    m_candidate->report.reset();
    m_imports.survey(config, text);
}

void DataLibrary::import(const DataConfig& config, const QString& name) {
    if (!m_candidate || m_candidate->storing)
        return;
    m_candidate->storing = true;
    m_candidate->sinceStoring.start();
    m_imports.store(config, name);
    emit candidateChanged();
}

void DataLibrary::setAside(bool aside) {
    if (!m_candidate || m_candidate->aside == aside)
        return;
    m_candidate->aside = aside;
    emit candidateChanged();
}

void DataLibrary::dismiss() {
    m_imports.cancel();
    if (m_candidate && !m_candidate->storing)
        next();
}

void DataLibrary::takeEdit(const DataEdit& edit) {
    if (edit.open && m_opened) {
        m_opened->id = edit.stored.dataset;
        m_opened->spec = edit.to;
        m_opened->name = QString::fromStdString(edit.stored.name);
    }
    refresh();
    emit edited(edit);
}

void DataLibrary::askAs(const DataConfig& config) {
    if (m_opened)
        m_opened->asked = config;
    if (m_asked)
        m_asked->config = config;
}

void DataLibrary::open(const DataConfig& config, const TextConfig& text, std::int64_t run) {
    const Asked asked{config, text, run};
    if (m_asked == asked)
        return;
    m_asked = asked;
    m_records.open(config, text, run);
}

} // namespace lab
