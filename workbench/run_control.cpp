#include "workbench/run_control.h"

#include "core/encoders/model_check.h"

#include <algorithm>
#include <utility>

namespace lab {
namespace {

void requireValid(const LiveSettings& settings) {
    TrainOptions options;
    ModelConfig model;
    if (settings.learningRate)
        options.learningRate = *settings.learningRate;
    if (settings.dropout)
        model.dropout = *settings.dropout;
    lab::requireValid(options);
    lab::requireValid(model);
}

} // namespace

void RunControl::pause() {
    const std::lock_guard lock(m_mutex);
    m_allowed = 0;
}

void RunControl::resume() {
    {
        const std::lock_guard lock(m_mutex);
        m_allowed = -1;
    }
    m_changed.notify_all();
}

void RunControl::advance(std::int64_t steps) {
    {
        const std::lock_guard lock(m_mutex);
        m_allowed = steps;
    }
    m_changed.notify_all();
}

void RunControl::requestStop() {
    {
        const std::lock_guard lock(
            m_mutex); // so that a sleeper cannot miss it between its test and its sleep
        m_stop.request_stop();
    }
    m_changed.notify_all();
}

void RunControl::setProbes(std::vector<std::string> probes) {
    {
        const std::lock_guard lock(m_mutex);
        m_probes = std::move(probes);
    }
    m_changed.notify_all();
}

std::uint64_t RunControl::requestReading(std::string text, std::int32_t mapsUpTo, std::uint64_t instead) {
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        number = ++m_lastReading;
        Reading reading{number, std::move(text), mapsUpTo};
        const auto before = std::ranges::find(m_readings, instead, &Reading::number);
        if (before != m_readings.end())
            *before = std::move(reading); // and keeps its turn
        else
            m_readings.push_back(std::move(reading));
    }
    m_changed.notify_all();
    return number;
}

std::optional<RunControl::Reading> RunControl::takeReading() {
    if (m_readings.empty())
        return std::nullopt;
    Reading first = std::move(m_readings.front());
    m_readings.erase(m_readings.begin());
    return first;
}

void RunControl::change(const LiveSettings& settings) {
    requireValid(settings);
    {
        const std::lock_guard lock(m_mutex);
        LiveSettings& wanted = m_settings ? *m_settings : m_settings.emplace();
        if (settings.learningRate)
            wanted.learningRate = settings.learningRate;
        if (settings.dropout)
            wanted.dropout = settings.dropout;
    }
    m_changed.notify_all();
}

void RunControl::keepCheckpoint() {
    {
        const std::lock_guard lock(m_mutex);
        m_keep = true;
    }
    m_changed.notify_all();
}

bool RunControl::paused() const {
    const std::lock_guard lock(m_mutex);
    return m_allowed == 0;
}

RunControl::Next RunControl::awaitNext() {
    std::unique_lock lock(m_mutex);
    const auto awake = [this] { return m_stop.stop_requested() || errandWaits() || m_allowed != 0; };
    if (m_allowed != 0)
        m_pauseTold = false;
    if (!awake() && !std::exchange(m_pauseTold, true))
        return {Next::Kind::Errand, {}, {}, {}, false, true};
    m_changed.wait(lock, awake);
    // A change or a checkpoint that was asked for before the stop is part of the run.
    if (m_stop.stop_requested() && !m_settings && !m_keep)
        return {Next::Kind::End};
    if (errandWaits())
        return {Next::Kind::Errand, std::exchange(m_probes, {}), takeReading(), std::exchange(m_settings, {}),
                std::exchange(m_keep, false)};
    if (m_allowed > 0)
        --m_allowed;
    return {};
}

} // namespace lab
