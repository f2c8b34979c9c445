// Lanes are units: block by block of units, all gates stay in registers while the columns are broadcast, and the
// activations follow at once. The product with x runs within the step or, hoisted, for a chunk of steps before it.
#pragma once
#include "cells.hpp"

template <class Cell, int In, int H, bool Hoisted> struct UnitsLayer {
    static constexpr int W = vector_for<H>, G = Cell::Gates, S = Cell::Sums;
    static constexpr int Vectors = round_up(H, W) / W;
    static constexpr int NB = divisor(Vectors, RegisterCount == 32 ? 4 : S == 1 ? 4 : 3);  // vectors of a block
    static constexpr int Blocks = Vectors / NB, P = chains(S * NB);
    static constexpr int Rows = RegisterCount == 32 ? (G * NB >= 12 ? 2 : G * NB >= 6 ? 4 : 6) : (G * NB >= 6 ? 1 : 2);
    static constexpr int Chunk = 16;
    static constexpr int Column = G * NB * W, Projected = Blocks * Column;
    using StateType = State<H, W>;

    Floats wx{size_t(Blocks) * In * Column}, wh{size_t(Blocks) * H * Column}, bias{size_t(Blocks) * S * NB * W};
    Floats projected{size_t(Chunk) * Projected};

    explicit UnitsLayer(const Tensors& t) {
        for (int u = 0; u < H; u++) {
            int block = u / (NB * W), lane = u % (NB * W);
            for (int g = 0; g < G; g++) {
                for (int j = 0; j < In; j++) wx[(size_t(block) * In + j) * Column + g * NB * W + lane] = t.weight_ih[size_t(g * H + u) * In + j];
                for (int j = 0; j < H; j++) wh[(size_t(block) * H + j) * Column + g * NB * W + lane] = t.weight_hh[size_t(g * H + u) * H + j];
                bias[(block * S + g) * NB * W + lane] += t.bias_ih[g * H + u];
                bias[(block * S + Cell::hidden_sum(g)) * NB * W + lane] += t.bias_hh[g * H + u];
            }
        }
    }

    /// sums[p] += weights · x, gate g into sum sum_of(g), columns to the partial sums in turn.
    template <int N, bool Hidden> static inline __attribute__((always_inline)) void columns(V<W> (&sums)[P][S][NB], const float* x, const float* w) {
        auto column = [&](int j, int p) __attribute__((always_inline)) {
            V<W> value = splat<W>(x[j]);
            #pragma GCC unroll 4
            for (int g = 0; g < G; g++) {
                #pragma GCC unroll 4
                for (int v = 0; v < NB; v++) sums[p][Hidden ? Cell::hidden_sum(g) : g][v] += value * load<W>(w + size_t(j) * Column + (g * NB + v) * W);
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

    inline void step(const float* x, const float* xp, StateType& state) const {
        const float* h = state.h[state.now];
        float* next = state.h[state.now ^ 1];
        for (int block = 0; block < Blocks; block++) {
            V<W> s[P][S][NB] = {};
            #pragma GCC unroll 4
            for (int k = 0; k < S; k++) {
                #pragma GCC unroll 4
                for (int v = 0; v < NB; v++) {
                    s[0][k][v] = Hoisted && k < G ? load<W>(xp + block * Column + (k * NB + v) * W) : load<W>(bias + ((block * S + k) * NB + v) * W);
                }
            }
            if constexpr (!Hoisted) columns<In, false>(s, x, wx + size_t(block) * In * Column);
            columns<H, true>(s, h, wh + size_t(block) * H * Column);
            #pragma GCC unroll 4
            for (int v = 0; v < NB; v++) {
                V<W> sums[S];
                #pragma GCC unroll 4
                for (int k = 0; k < S; k++) {
                    sums[k] = s[0][k][v];
                    #pragma GCC unroll 4
                    for (int p = 1; p < P; p++) sums[k] += s[p][k][v];
                }
                int u = (block * NB + v) * W;
                V<W> c = load<W>(state.c + u);
                store<W>(next + u, Cell::template next<W>(sums, load<W>(h + u), c));
                store<W>(state.c + u, c);
            }
        }
        state.now ^= 1;
    }

    template <int R> inline void project_rows(const float* in, long stride, float* to, int block) const {
        V<W> s[R][G * NB];
        #pragma GCC unroll 8
        for (int r = 0; r < R; r++) {
            #pragma GCC unroll 16
            for (int v = 0; v < G * NB; v++) s[r][v] = load<W>(bias + size_t(block) * S * NB * W + v * W);
        }
        const float* w = wx + size_t(block) * In * Column;
        for (int j = 0; j < In; j++) {
            V<W> column[G * NB];
            #pragma GCC unroll 16
            for (int v = 0; v < G * NB; v++) column[v] = load<W>(w + size_t(j) * Column + v * W);
            #pragma GCC unroll 8
            for (int r = 0; r < R; r++) {
                #pragma GCC unroll 16
                for (int v = 0; v < G * NB; v++) s[r][v] += in[r * stride + j] * column[v];
            }
        }
        #pragma GCC unroll 8
        for (int r = 0; r < R; r++) {
            #pragma GCC unroll 16
            for (int v = 0; v < G * NB; v++) store<W>(to + size_t(r) * Projected + block * Column + v * W, s[r][v]);
        }
    }

    void project(const float* in, long stride, int count) {
        for (int block = 0; block < Blocks; block++) {
            int t = 0;
            for (; t + Rows <= count; t += Rows) project_rows<Rows>(in + t * stride, stride, projected + size_t(t) * Projected, block);
            for (; t < count; t++) project_rows<1>(in + t * stride, stride, projected + size_t(t) * Projected, block);
        }
    }

    void run(const float* in, long in_stride, float* out, long out_stride, int steps) {
        StateType state;
        for (int begin = 0; begin < steps; begin += Chunk) {
            int count = steps - begin < Chunk ? steps - begin : Chunk;
            if constexpr (Hoisted) project(in + begin * in_stride, in_stride, count);
            for (int t = 0; t < count; t++) {
                step(in + (begin + t) * in_stride, projected + size_t(t) * Projected, state);
                copy_row<H, W>(out + (begin + t) * out_stride, state.h[state.now]);
            }
        }
    }

    void stream(const float* x, StateType& state) {
        if constexpr (Hoisted) project(x, 0, 1);
        step(x, projected, state);
    }
};
