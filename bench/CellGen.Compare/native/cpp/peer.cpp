// The sizes of the table, and the exports.
#include "agent_nets.hpp"
#include "layered_nets.hpp"

namespace {

enum Variant { Units, HoistedUnits, Rows, BatchLanes };

template <class Cell, int In, int H, int L, int D> Net* sequence(const PeerShape& s, const float* const* w, int variant) {
    switch (variant) {
        case Units: return new SequenceNet<UnitsLayer<Cell, In, H, false>, UnitsLayer<Cell, D * H, H, false>, In, H, L, D>(s, w);
        case HoistedUnits: return new SequenceNet<UnitsLayer<Cell, In, H, true>, UnitsLayer<Cell, D * H, H, true>, In, H, L, D>(s, w);
        case Rows: return new SequenceNet<RowsLayer<Cell, In, H>, RowsLayer<Cell, D * H, H>, In, H, L, D>(s, w);
        default: return nullptr;
    }
}

template <class Cell, int In, int H> Net* stream(const PeerShape& s, const float* const* w, int variant) {
    switch (variant) {
        case Units: return new StreamNet<UnitsLayer<Cell, In, H, false>, In, H>(s, w);
        case HoistedUnits: return new StreamNet<UnitsLayer<Cell, In, H, true>, In, H>(s, w);
        case Rows: return new StreamNet<RowsLayer<Cell, In, H>, In, H>(s, w);
        default: return nullptr;
    }
}

template <class Cell, int In, int H, int L> Net* agents(const PeerShape& s, const float* const* w, int variant) {
    switch (variant) {
        case Units: return new AgentsNet<UnitsLayer<Cell, In, H, false>, UnitsLayer<Cell, H, H, false>, In, H, L>(s, w);
        case HoistedUnits: return new AgentsNet<UnitsLayer<Cell, In, H, true>, UnitsLayer<Cell, H, H, true>, In, H, L>(s, w);
        case Rows: return new AgentsNet<RowsLayer<Cell, In, H>, RowsLayer<Cell, H, H>, In, H, L>(s, w);
        default: return new AgentLanesNet<Cell, In, H, L>(s, w);
    }
}

Net* layered(const PeerShape& s, const float* const* w, int variant) {
    if (s.net == 1) return variant == Units ? new DenoiserNet(s, w) : nullptr;
    switch (variant) {
        case Units: return new PlayerNet<UnitsLayer<Lstm, 128, 128, false>>(s, w);
        case HoistedUnits: return new PlayerNet<UnitsLayer<Lstm, 128, 128, true>>(s, w);
        case Rows: return new PlayerNet<RowsLayer<Lstm, 128, 128>>(s, w);
        default: return nullptr;
    }
}

bool is(const PeerShape& s, int kind, int in, int h, int l, int d) {
    return s.kind == kind && s.input == in && s.hidden == h && s.layers == l && s.directions == d;
}

Net* create(const PeerShape& s, const float* const* w, int variant) {
    if (s.training) return nullptr;
    if (s.net) return layered(s, w, variant);
    if (s.streaming && s.batch > 1) {
        if (is(s, 1, 8, 8, 1, 1)) return agents<Gru, 8, 8, 1>(s, w, variant);
        if (is(s, 2, 2, 8, 2, 1)) return agents<Lstm, 2, 8, 2>(s, w, variant);
        if (is(s, 1, 16, 32, 1, 1)) return agents<Gru, 16, 32, 1>(s, w, variant);
        return nullptr;
    }
    if (s.streaming) {
        if (is(s, 1, 1, 8, 1, 1)) return stream<Gru, 1, 8>(s, w, variant);
        if (is(s, 1, 1, 16, 1, 1)) return stream<Gru, 1, 16>(s, w, variant);
        if (is(s, 1, 1, 32, 1, 1)) return stream<Gru, 1, 32>(s, w, variant);
        if (is(s, 1, 1, 64, 1, 1)) return stream<Gru, 1, 64>(s, w, variant);
        if (is(s, 1, 2, 24, 1, 1)) return stream<Gru, 2, 24>(s, w, variant);
        if (is(s, 1, 3, 40, 1, 1)) return stream<Gru, 3, 40>(s, w, variant);
        if (is(s, 2, 1, 8, 1, 1)) return stream<Lstm, 1, 8>(s, w, variant);
        if (is(s, 2, 1, 12, 1, 1)) return stream<Lstm, 1, 12>(s, w, variant);
        if (is(s, 2, 1, 16, 1, 1)) return stream<Lstm, 1, 16>(s, w, variant);
        if (is(s, 2, 1, 32, 1, 1)) return stream<Lstm, 1, 32>(s, w, variant);
        if (is(s, 2, 1, 40, 1, 1)) return stream<Lstm, 1, 40>(s, w, variant);
        if (is(s, 2, 1, 64, 1, 1)) return stream<Lstm, 1, 64>(s, w, variant);
        if (is(s, 2, 2, 16, 1, 1)) return stream<Lstm, 2, 16>(s, w, variant);
        if (is(s, 2, 2, 20, 1, 1)) return stream<Lstm, 2, 20>(s, w, variant);
        return nullptr;
    }
    if (variant == BatchLanes) {
        return s.batch == 32 && is(s, 1, 10, 20, 2, 2) ? new BatchNet<Gru, 10, 20, 2, 2, 32>(s, w) : nullptr;
    }
    if (is(s, 1, 10, 20, 2, 2)) return sequence<Gru, 10, 20, 2, 2>(s, w, variant);
    if (is(s, 2, 10, 20, 2, 1)) return sequence<Lstm, 10, 20, 2, 1>(s, w, variant);
    if (is(s, 0, 10, 20, 2, 1)) return sequence<Rnn, 10, 20, 2, 1>(s, w, variant);
    if (is(s, 1, 64, 128, 1, 1)) return sequence<Gru, 64, 128, 1, 1>(s, w, variant);
    if (is(s, 2, 40, 256, 1, 1)) return sequence<Lstm, 40, 256, 1, 1>(s, w, variant);
    if (is(s, 2, 512, 1024, 1, 1)) return sequence<Lstm, 512, 1024, 1, 1>(s, w, variant);
    return nullptr;
}

}  // namespace

extern "C" {

int peer_variants(const PeerShape*) { return 4; }

const char* peer_variant_name(const PeerShape*, int variant) {
    static const char* const names[] = {"units", "units, hoisted", "rows, hoisted", "batch lanes"};
    return names[variant];
}

const char* peer_version(void) {
#ifdef __clang__
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

void* peer_create(const PeerShape* shape, const float* const* weights, int variant) { return create(*shape, weights, variant); }
void peer_destroy(void* net) { delete static_cast<Net*>(net); }
void peer_forward(void* net, const float* input, float* output) { static_cast<Net*>(net)->forward(input, output); }
void peer_train(void*, const float*, const float*, float*, float*) {}
void peer_gradient(void*, int, float*) {}
void peer_stream(void* net, const float* input, float* output) { static_cast<Net*>(net)->stream(input, output); }
}
