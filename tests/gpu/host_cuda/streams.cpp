// Streams and events: queues of work that is done when the order of emulation.h says so.
#include "streams.h"

#include "emulation.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

/// What cudaEventRecord left behind: a place in the queue of a stream.
struct EmulatedMark {
    EmulatedStream* stream = nullptr;
    bool passed = false;
};
struct EmulatedEvent {
    std::shared_ptr<EmulatedMark> mark; ///< the latest; none: never recorded, nobody waits for it
};
struct EmulatedStream {
    std::deque<std::function<cudaError_t()>> queue;
    cudaError_t failed = cudaSuccess; ///< told by the next call that waits

    void next() {
        const auto work = std::move(queue.front());
        queue.pop_front(); // first: the work may wait for another stream that waits for an earlier mark here
        if (const cudaError_t status = work(); status != cudaSuccess)
            failed = status;
    }
    cudaError_t drain() {
        while (!queue.empty())
            next();
        return std::exchange(failed, cudaSuccess);
    }
};

namespace lab::emulation {
namespace {

std::mutex mutex;
std::vector<EmulatedStream*> streams; ///< by age
thread_local Streams streamOrder = Streams::AtOnce;

bool runsAhead(const EmulatedStream* stream) {
    if (stream == nullptr || streamOrder == Streams::AtOnce)
        return true;
    if (streamOrder == Streams::WhenWaitedFor)
        return false;
    const std::lock_guard lock(mutex);
    const bool youngest = !streams.empty() && streams.back() == stream;
    return youngest == (streamOrder == Streams::YoungestAhead);
}

void passMark(EmulatedMark& mark) {
    while (!mark.passed && !mark.stream->queue.empty())
        mark.stream->next();
}

} // namespace

cudaError_t submit(cudaStream_t stream, std::function<cudaError_t()> work) {
    if (stream == nullptr)
        return work();
    stream->queue.push_back(std::move(work));
    return runsAhead(stream) ? stream->drain() : cudaSuccess;
}
void setStreams(Streams order) {
    drainAll();
    streamOrder = order;
}
void drainAll() {
    std::vector<EmulatedStream*> all;
    {
        const std::lock_guard lock(mutex);
        all = streams;
    }
    if (streamOrder != Streams::AtOnce) // else all are empty, or another thread's
        for (EmulatedStream* stream : all)
            while (!stream->queue.empty())
                stream->next();
}

} // namespace lab::emulation

using lab::emulation::submit;

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
    *stream = new EmulatedStream;
    const std::lock_guard lock(lab::emulation::mutex);
    lab::emulation::streams.push_back(*stream);
    return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
    if (stream == nullptr)
        return cudaErrorInvalidValue;
    stream->drain();
    const std::lock_guard lock(lab::emulation::mutex);
    std::erase(lab::emulation::streams, stream);
    delete stream;
    return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
    return stream != nullptr ? stream->drain() : cudaSuccess;
}
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
    if (event->mark == nullptr)
        return cudaSuccess;
    return submit(stream, [mark = event->mark] { // the mark of now: the event may be recorded again
        lab::emulation::passMark(*mark);
        return cudaSuccess;
    });
}
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) {
    *event = new EmulatedEvent;
    return cudaSuccess;
}
cudaError_t cudaEventDestroy(cudaEvent_t event) {
    delete event;
    return cudaSuccess;
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
    event->mark = std::make_shared<EmulatedMark>(EmulatedMark{stream});
    return submit(stream, [mark = event->mark] {
        mark->passed = true;
        return cudaSuccess;
    });
}
cudaError_t cudaEventSynchronize(cudaEvent_t event) {
    if (event->mark != nullptr)
        lab::emulation::passMark(*event->mark);
    return cudaSuccess;
}
