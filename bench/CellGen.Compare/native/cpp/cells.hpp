// The three cells. A cell has Gates products with x and with h, added into Sums sums: those of a gate share one sum unless
// the cell needs them apart (n of a GRU).
#pragma once
#include "simd.hpp"

struct Rnn {
    static constexpr int Gates = 1, Sums = 1;
    static constexpr int hidden_sum(int) { return 0; }
    template <int W> static V<W> next(const V<W>* s, V<W>, V<W>&) { return tanh_of<W>(s[0]); }
};

struct Gru {
    static constexpr int Gates = 3, Sums = 4;
    static constexpr int hidden_sum(int gate) { return gate == 2 ? 3 : gate; }
    template <int W> static V<W> next(const V<W>* s, V<W> h, V<W>&) {
        V<W> r = sigmoid_of<W>(s[0]), z = sigmoid_of<W>(s[1]);
        V<W> n = tanh_of<W>(s[2] + r * s[3]);
        return n + z * (h - n);
    }
};

struct Lstm {
    static constexpr int Gates = 4, Sums = 4;
    static constexpr int hidden_sum(int gate) { return gate; }
    template <int W> static V<W> next(const V<W>* s, V<W>, V<W>& c) {
        V<W> i = sigmoid_of<W>(s[0]), f = sigmoid_of<W>(s[1]), g = tanh_of<W>(s[2]), o = sigmoid_of<W>(s[3]);
        c = f * c + i * g;
        return o * tanh_of<W>(c);
    }
};

/// The tensors of one direction of a layer, as torch has them.
struct Tensors {
    const float *weight_ih, *weight_hh, *bias_ih, *bias_hh;
};

/// h and c, padded to whole vectors; h has two places that take turns.
template <int H, int W> struct State {
    static constexpr int Padded = round_up(H, W) + W;
    alignas(64) float h[2][Padded] = {};
    alignas(64) float c[Padded] = {};
    int now = 0;
};

/// Copies H floats, the tail without touching what follows.
template <int H, int W> inline void copy_row(float* to, const float* from) {
    for (int u = 0; u + W <= H; u += W) store<W>(to + u, load<W>(from + u));
    if constexpr (H % W != 0) std::memcpy(to + H / W * W, from + H / W * W, (H % W) * sizeof(float));
}
