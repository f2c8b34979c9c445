// Layers of nets of several: dense ones, and a GRU whose reset gate acts before the product. Lanes are units, as in UnitsLayer.
#pragma once
#include "cells.hpp"

enum class Function { Identity, Tanh, Relu, Sigmoid };

template <int W, Function F> inline V<W> apply(V<W> x) {
    if constexpr (F == Function::Tanh) return tanh_of<W>(x);
    else if constexpr (F == Function::Sigmoid) return sigmoid_of<W>(x);
    else if constexpr (F == Function::Relu) return x > 0 ? x : V<W>{};
    else return x;
}

/// sums[p] += weights · x for G gates of NB vectors, columns to the partial sums in turn.
template <int N, int G, int NB, int P, int S, int W>
static inline __attribute__((always_inline)) void add_columns(V<W> (&sums)[P][S][NB], const float* x, const float* w) {
    auto column = [&](int j, int p) __attribute__((always_inline)) {
        V<W> value = splat<W>(x[j]);
        #pragma GCC unroll 4
        for (int g = 0; g < G; g++) {
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) sums[p][g][v] += value * load<W>(w + (size_t(j) * G + g) * NB * W + v * W);
        }
    };
    int j = 0;
    for (; j + P <= N; j += P) {
        #pragma GCC unroll 4
        for (int p = 0; p < P; p++) column(j + p, p);
    }
    #pragma GCC unroll 4
    for (int rest = 0; rest < N % P; rest++) column(N - N % P + rest, rest);
}

template <int P, int S, int NB, int W> static inline __attribute__((always_inline)) void join(V<W> (&sums)[P][S][NB]) {
    #pragma GCC unroll 4
    for (int p = 1; p < P; p++) {
        #pragma GCC unroll 4
        for (int g = 0; g < S; g++) {
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) sums[0][g][v] += sums[p][g][v];
        }
    }
}

/// Packs some rows of a matrix, block by block, column by column, gate by gate.
template <int N, int G, int H, int Lane> inline void pack(float* to, const float* from, const int (&rows)[G]) {
    for (int u = 0; u < H; u++) {
        for (int g = 0; g < G; g++) {
            for (int j = 0; j < N; j++) to[((size_t(u / Lane) * N + j) * G + g) * Lane + u % Lane] = from[size_t(rows[g] * H + u) * N + j];
        }
    }
}

/// y = f(W x + b); y has room for whole vectors.
template <int In, int Out, Function F> struct DenseLayer {
    static constexpr int W = vector_for<Out>, Vectors = round_up(Out, W) / W;
    static constexpr int NB = divisor(Vectors, RegisterCount == 32 ? 8 : 4), Blocks = Vectors / NB, P = chains(NB), Lane = NB * W;
    static constexpr int Padded = Vectors * W;
    Floats weights{size_t(Padded) * In}, bias{Padded};

    explicit DenseLayer(const float* const* tensors) {
        pack<In, 1, Out, Lane>(weights, tensors[0], {0});
        std::memcpy(bias, tensors[1], Out * sizeof(float));
    }

    inline void step(const float* x, float* y) const {
        for (int block = 0; block < Blocks; block++) {
            V<W> s[P][1][NB] = {};
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) s[0][0][v] = load<W>(bias + block * Lane + v * W);
            add_columns<In, 1, NB, P, 1, W>(s, x, weights + size_t(block) * In * Lane);
            join<P, 1, NB, W>(s);
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) store<W>(y + block * Lane + v * W, apply<W, F>(s[0][0][v]));
        }
    }
};

/// n = relu(W_n x + b_in + U_n (r ⊙ h) + b_hn): two products, one behind the other.
template <int In, int H> struct ResetBeforeGru {
    static constexpr int W = vector_for<H>, Vectors = round_up(H, W) / W;
    static constexpr int NB = divisor(Vectors, RegisterCount == 32 ? 4 : 3), Blocks = Vectors / NB, Lane = NB * W, Padded = Vectors * W;
    static constexpr int P = chains(3 * NB), PN = chains(NB);
    Floats wx{size_t(Padded) * In * 3}, wh{size_t(Padded) * H * 2}, wn{size_t(Padded) * H}, bias{size_t(3) * Padded};
    alignas(64) float h[Padded] = {}, reset[Padded], z[Padded], n[Padded];

    explicit ResetBeforeGru(const float* const* tensors) {
        pack<In, 3, H, Lane>(wx, tensors[0], {0, 1, 2});
        pack<H, 2, H, Lane>(wh, tensors[1], {0, 1});
        pack<H, 1, H, Lane>(wn, tensors[1], {2});
        for (int u = 0; u < H; u++) {
            for (int g = 0; g < 3; g++) bias[(u / Lane * 3 + g) * Lane + u % Lane] = tensors[2][g * H + u] + tensors[3][g * H + u];
        }
    }

    inline void step(const float* x) {
        for (int block = 0; block < Blocks; block++) {
            V<W> s[P][3][NB] = {};
            #pragma GCC unroll 4
            for (int g = 0; g < 3; g++) {
                #pragma GCC unroll 4
                for (int v = 0; v < NB; v++) s[0][g][v] = load<W>(bias + (block * 3 + g) * Lane + v * W);
            }
            add_columns<In, 3, NB, P, 3, W>(s, x, wx + size_t(block) * In * 3 * Lane);
            add_columns<H, 2, NB, P, 3, W>(s, h, wh + size_t(block) * H * 2 * Lane);
            join<P, 3, NB, W>(s);
            #pragma GCC unroll 4
            for (int v = 0; v < NB; v++) {
                int u = block * Lane + v * W;
                store<W>(reset + u, sigmoid_of<W>(s[0][0][v]) * load<W>(h + u));
                store<W>(z + u, sigmoid_of<W>(s[0][1][v]));
                store<W>(n + u, s[0][2][v]);
            }
        }
        for (int block = 0; block < Blocks; block++) {
            V<W> s[PN][1][NB] = {};
            #pragma GCC unroll 4
            for (int v = 0; v < NB; v++) s[0][0][v] = load<W>(n + block * Lane + v * W);
            add_columns<H, 1, NB, PN, 1, W>(s, reset, wn + size_t(block) * H * Lane);
            join<PN, 1, NB, W>(s);
            #pragma GCC unroll 4
            for (int v = 0; v < NB; v++) {
                int u = block * Lane + v * W;
                V<W> next = apply<W, Function::Relu>(s[0][0][v]);
                store<W>(h + u, next + load<W>(z + u) * (load<W>(h + u) - next));
            }
        }
    }
};
