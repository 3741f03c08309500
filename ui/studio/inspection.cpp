#include "ui/studio/inspection.h"

#include "ui/studio/studio.h"

#include <algorithm>

namespace lab {
namespace {

constexpr int kTypingMs = 80;

} // namespace

Inspection::Inspection(Studio& studio, QObject* parent) : QObject(parent), m_studio(studio) {
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &Inspection::read);
    connect(&studio, &Studio::shownChanged, this, &Inspection::follow);
    connect(&studio, &Studio::stateChanged, this, &Inspection::follow);
    connect(&studio, &Studio::snapshotArrived, this, [this] {
        if (m_active && live())
            read();
    });
    connect(&studio.session(), &TrainingSession::readingArrived, this, [this](const ReadingEvent& event) {
        if (event.number != m_reading)
            return;
        if (event.problem.empty())
            return emit mapArrived(event.map, event.step);
        m_refusedText = m_text;
        emit cleared();
        emit problem(QString::fromStdString(event.problem));
    });
    connect(&studio, &Studio::examplesWanted, this, &Inspection::showExamples);
    // Queued: the workspace is shown first, and knows its run then.
    connect(&studio, &Studio::weightsWanted, this, &Inspection::setWeights, Qt::QueuedConnection);
    // The moment that the timeline shows, where its weights are there.
    connect(&studio.selection(), &Selection::stepChanged, this, &Inspection::setWeights);
    connect(&studio, &Studio::checkpointsChanged, this, [this] { setWeights(m_weightsStep); });
    connect(&studio.lab(), &LabSession::examplesLoaded, this, &Inspection::take);
    connect(&studio.lab(), &LabSession::examplesFailed, this,
            [this](std::int64_t run, const QString& message) {
                if (run == m_run)
                    emit problem(message);
            });
    connect(&m_reader, &PredictSession::arrived, this,
            [this](std::int64_t run, const QString& text, const AttentionMap& map,
                   const std::vector<std::string>&) {
                if (run == m_run && text == m_text)
                    emit mapArrived(map, m_weightsStep > 0 ? m_weightsStep : m_studio.trace().doneSteps);
            });
    connect(&m_reader, &PredictSession::failed, this, &Inspection::problem);
    connect(&m_classifier, &PredictSession::failed, this, &Inspection::problem);
    connect(&m_classifier, &PredictSession::classified, this,
            [this](std::int64_t run, const std::vector<int>& labels) {
                if (run != m_run || labels.size() != m_examples.records.size())
                    return;
                m_predicted = labels;
                obeyFilter();
                emit examplesChanged();
            });
}

bool Inspection::live() const {
    return m_studio.shown() == Studio::Shown::Live && m_studio.session().active();
}

void Inspection::setActive(bool active) {
    m_active = active;
    follow();
    if (m_active && m_unread)
        read();
}

void Inspection::follow() {
    if (!m_active)
        return;
    const bool draft = m_studio.shown() == Studio::Shown::Draft;
    const std::int64_t run = draft ? 0 : m_studio.trace().run;
    if (run == m_run) {
        // The weights are others now: a run that was followed has ended, or went on.
        if (run != 0 && (m_wasLive != live() || (!live() && m_newest != m_studio.trace().newestWeights()))) {
            m_wasLive = live();
            m_weightsStep = 0;
            reread();
        }
        return;
    }
    forget();
    m_run = run;
    m_wasLive = live();
    setWeights(m_studio.selection().step());
    if (run != 0)
        m_studio.lab().loadExamples(run, m_split);
    emit examplesChanged();
}

void Inspection::setWeights(std::int64_t step) {
    const RunTrace& trace = m_studio.trace();
    const bool held = m_run != 0 && trace.run == m_run && !live() && trace.holds(step);
    const std::int64_t wanted = held && step != trace.doneSteps ? step : 0;
    if (wanted == m_weightsStep)
        return;
    m_weightsStep = wanted;
    reread();
}

/// Other weights from here on.
void Inspection::reread() {
    m_reading = 0; // what a run that goes on has not answered yet is not asked any more
    for (PredictSession* session : {&m_reader, &m_classifier}) {
        session->setStep(m_weightsStep);
        session->forget();
    }
    emit weightsChanged();
    read();
    classify();
}

void Inspection::forget() {
    m_wanted = m_text.isEmpty() || m_studio.trace().run == m_filterRun ? 0 : unchanged() ? m_index : -1;
    m_examples = {};
    m_predicted.clear();
    m_index = -1;
    m_reading = 0;
    m_onlyWrong = false;
    m_weightsStep = 0;
    for (PredictSession* session : {&m_reader, &m_classifier})
        session->setStep(0);
    if (m_studio.trace().run != m_filterRun) {
        m_filter = {};
        m_split = RecordSplit::Test;
    }
    m_reader.forget();
    m_classifier.forget();
    emit cleared();
}

void Inspection::take(const ExampleSet& set) {
    if (set.run != m_run)
        return;
    m_examples = set;
    if (m_wanted >= 0)
        showExample(std::min(m_wanted, static_cast<int>(set.records.size()) - 1));
    else
        read();
    classify();
    emit examplesChanged();
}

void Inspection::classify() {
    m_predicted.clear();
    m_onlyWrong = false;
    m_newest = m_studio.trace().newestWeights();
    if (!live() && m_run != 0 && !m_examples.records.empty()) {
        std::vector<std::string> texts;
        for (const StoredRecord& record : m_examples.records)
            texts.push_back(record.text);
        m_classifier.classify(m_studio.lab().path(), m_run, std::move(texts));
    }
    emit examplesChanged();
}

int Inspection::predicted(int example) const {
    const auto at = static_cast<std::size_t>(example);
    return example >= 0 && at < m_predicted.size() ? m_predicted[at] : -1;
}

int Inspection::wrongCount() const {
    int wrong = 0;
    for (std::size_t i = 0; i < m_predicted.size(); ++i)
        wrong += m_predicted[i] != m_examples.records[i].label ? 1 : 0;
    return wrong;
}

bool Inspection::unchanged() const {
    return m_index >= 0 &&
           m_text == QString::fromStdString(m_examples.records[static_cast<std::size_t>(m_index)].text);
}

void Inspection::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    emit textChanged();
    m_typing.start();
}

void Inspection::showText(const QString& text) {
    m_index = m_wanted = -1;
    m_text = text;
    emit textChanged();
    m_typing.start();
}

void Inspection::showExample(int index) {
    if (index >= static_cast<int>(m_examples.records.size()))
        return;
    m_index = index;
    if (index >= 0)
        m_text = QString::fromStdString(m_examples.records[static_cast<std::size_t>(index)].text);
    emit textChanged();
    read();
}

bool Inspection::offers(int example) const {
    const int truth = m_examples.records[static_cast<std::size_t>(example)].label, guess = predicted(example);
    return (!m_onlyWrong || guess != truth) && (m_filter.truth < 0 || m_filter.truth == truth) &&
           (m_filter.predicted < 0 || m_filter.predicted == guess);
}

int Inspection::offered() const {
    if (!classified())
        return -1;
    int count = 0;
    for (int example = 0; example < static_cast<int>(m_examples.records.size()); ++example)
        count += offers(example) ? 1 : 0;
    return count;
}

void Inspection::obeyFilter() {
    if (classified() && m_index >= 0 && !offers(m_index))
        next();
}

void Inspection::showExamples(RecordSplit split, int truth, int predicted) {
    m_filter = {truth, predicted};
    m_filterRun = m_studio.trace().run;
    if (truth == predicted)
        m_onlyWrong = false; // nothing right is wrong
    const bool other = m_split != split;
    m_split = split;
    if (other && m_run == m_filterRun && m_run != 0) {
        m_predicted.clear();
        m_wanted = 0;
        m_studio.lab().loadExamples(m_run, split);
    } else {
        m_wanted = 0;
        if (m_index < 0 && !m_examples.records.empty())
            showExample(0);
        obeyFilter();
    }
    emit examplesChanged();
}

void Inspection::showAllExamples() {
    m_filter = {};
    m_filterRun = 0;
    emit examplesChanged();
}

void Inspection::go(int direction) {
    const int count = static_cast<int>(m_examples.records.size());
    for (int tried = 1; tried <= count; ++tried) {
        const int candidate = ((m_index + direction * tried) % count + count) % count;
        if (offers(candidate))
            return showExample(candidate);
    }
}

void Inspection::next() {
    go(1);
}

void Inspection::previous() {
    go(-1);
}

void Inspection::setOnlyWrong(bool on) {
    if (on == m_onlyWrong)
        return;
    m_onlyWrong = on && classified() && wrongCount() > 0;
    obeyFilter();
    emit examplesChanged();
}

void Inspection::read() {
    m_typing.stop();
    m_unread = !m_active;
    if (!m_active || m_run == 0)
        return;
    if (m_text.trimmed().isEmpty()) {
        emit cleared();
        return;
    }
    if (live() && m_text == m_refusedText)
        return;
    m_refusedText.clear();
    if (live())
        m_reading = m_studio.session().requestReading(m_text.toStdString(), PredictSession::kWholeMapTokens,
                                                      m_reading);
    else
        m_reader.read(m_studio.lab().path(), m_run, m_text);
}

} // namespace lab
