/* The second half of fit_activations.py: searches the float32 neighbours of a fit of tanh for the smallest error.
 *
 *   gcc -O3 -march=native -ffp-contract=off search_activations.c -o search -lm
 *   ./search seed tries p1 p2 p3 p4 q1 q2 q3 q4
 *
 * Prints: greatest error of tanh in ulp with fused multiply-add, the same without, greatest absolute error of sigmoid
 * with and without, limit, p1..p4, q1..q4. The errors are those over every float; the search looks at one in 41.
 * The operations and their order are those of runtime/CellGen/Simd/Activation.Tanh.cs.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { float p[5], q[5]; } Coefficients;

static float from_bits(uint32_t bits) { float value; memcpy(&value, &bits, 4); return value; }
static uint32_t to_bits(float value) { uint32_t bits; memcpy(&bits, &value, 4); return bits; }

static inline float fused(const Coefficients *k, float x)
{
    float t = x * x, t2 = t * t;
    float p = fmaf(k->p[4], t2, fmaf(k->p[3], t, k->p[2]));
    float q = fmaf(k->q[4], t2, fmaf(k->q[3], t, k->q[2]));
    p = fmaf(p, x * t2, x * fmaf(k->p[1], t, 1.0f));
    return p / fmaf(q, t2, fmaf(k->q[1], t, 1.0f));
}

static inline float plain(const Coefficients *k, float x)
{
    float t = x * x, t2 = t * t;
    float p = k->p[4] * t2 + (k->p[3] * t + k->p[2]);
    float q = k->q[4] * t2 + (k->q[3] * t + k->q[2]);
    p = p * (x * t2) + x * (k->p[1] * t + 1.0f);
    return p / (q * t2 + (k->q[1] * t + 1.0f));
}

/* The sample: arguments, the rounded reference, what rounding took from it, and 1/ulp. */
static int count;
static float *argument, *reference, *rest, *scale;

static void make_sample(void)
{
    const uint32_t first = to_bits(0.004f), last = to_bits(9.2f), stride = 41;
    count = (int)((last - first) / stride);
    argument = malloc(count * sizeof(float));
    reference = malloc(count * sizeof(float));
    rest = malloc(count * sizeof(float));
    scale = malloc(count * sizeof(float));
    for (int i = 0; i < count; i++) {
        argument[i] = from_bits(first + i * stride + (i * 7919u) % stride);
        double exact = tanh((double)argument[i]);
        int exponent;
        frexp(exact, &exponent);
        reference[i] = (float)exact;
        rest[i] = (float)(exact - reference[i]);
        scale[i] = ldexpf(1.0f, 24 - exponent);
    }
}

static void measure(const Coefficients *k, float limit, float *fused_error, float *plain_error)
{
    float worst_fused = 0, worst_plain = 0;
    for (int i = 0; i < count; i++) {
        float x = argument[i] < limit ? argument[i] : limit;
        float a = fabsf(fused(k, x) - reference[i] - rest[i]) * scale[i];
        float b = fabsf(plain(k, x) - reference[i] - rest[i]) * scale[i];
        worst_fused = a > worst_fused ? a : worst_fused;
        worst_plain = b > worst_plain ? b : worst_plain;
    }
    *fused_error = worst_fused;
    *plain_error = worst_plain;
}

/* Over every float between 2^-14 and the limit, and in steps beyond it. Below 2^-14 the terms added to one are less than half
 * an ulp and the quotient is x itself; every operation is odd or even, so negative arguments need no look. */
static void measure_all(const Coefficients *k, float limit, double *tanh_error, double *sigmoid_error)
{
    for (uint32_t bits = to_bits(ldexpf(1.0f, -14)); bits <= to_bits(20.0f); bits++) {
        float x = from_bits(bits), clamped = x < limit ? x : limit;
        double exact = tanh((double)x);
        int exponent;
        frexp(exact, &exponent);
        for (int path = 0; path < 2; path++) {
            float y = path == 0 ? fused(k, clamped) : plain(k, clamped);
            double error = fabs(y - exact) * ldexp(1.0, 24 - exponent);
            if (error > tanh_error[path]) tanh_error[path] = error;
            /* sigmoid(2x) and sigmoid(-2x) have the same quotient, halved exactly. */
            error = fmax(fabs((0.5f + 0.5f * y) - (0.5 + 0.5 * exact)), fabs((0.5f - 0.5f * y) - (0.5 - 0.5 * exact)));
            if (error > sigmoid_error[path]) sigmoid_error[path] = error;
        }
    }
}

/* The largest argument at which both quotients are exactly one and below which neither exceeds one; 0 if there is none. */
static float choose_limit(const Coefficients *k)
{
    enum { BLOCK = 1024 };
    static float a[BLOCK], b[BLOCK];
    float best = 0;
    for (uint32_t bits = to_bits(7.5f); bits <= to_bits(9.1f); bits += BLOCK) {
        for (int j = 0; j < BLOCK; j++) {
            float x = from_bits(bits + j);
            a[j] = fused(k, x);
            b[j] = plain(k, x);
        }
        for (int j = 0; j < BLOCK; j++) {
            if (a[j] > 1.0f || b[j] > 1.0f) return best;
            if (a[j] == 1.0f && b[j] == 1.0f) best = from_bits(bits + j);
        }
    }
    return best;
}

static uint32_t state;
static uint32_t next_random(uint32_t below)
{
    state ^= state << 13; state ^= state >> 17; state ^= state << 5;
    return state % below;
}

int main(int argc, char **argv)
{
    if (argc != 11) { fprintf(stderr, "usage: search seed tries p1 p2 p3 p4 q1 q2 q3 q4\n"); return 2; }
    state = 2463534242u + (uint32_t)atoi(argv[1]);
    int tries = atoi(argv[2]);
    Coefficients best;
    best.p[0] = best.q[0] = 1;
    for (int i = 1; i <= 4; i++) { best.p[i] = strtof(argv[2 + i], 0); best.q[i] = strtof(argv[6 + i], 0); }
    make_sample();
    float best_limit = 0;
    double best_score = 1e9;
    for (int attempt = 0; attempt < tries; attempt++) {
        Coefficients trial = best;
        int changes = attempt == 0 ? 0 : 1 + (int)next_random(3);
        for (int j = 0; j < changes; j++) {
            int which = (int)next_random(8), index = 1 + which % 4;
            uint32_t reach = index <= 2 ? 8 : index == 3 ? 64 : 1024; /* in ulp: the later, the less it matters */
            float *c = which < 4 ? &trial.p[index] : &trial.q[index];
            *c = from_bits(to_bits(*c) + next_random(2 * reach + 1) - reach);
        }
        float limit = choose_limit(&trial), fused_error, plain_error;
        if (limit < 7.9f) continue;
        measure(&trial, limit, &fused_error, &plain_error);
        double score = fused_error + 0.2 * plain_error; /* the fused path is the one that matters */
        if (score < best_score) {
            best_score = score;
            best = trial;
            best_limit = limit;
        }
    }
    double tanh_error[2] = {0, 0}, sigmoid_error[2] = {0, 0};
    measure_all(&best, best_limit, tanh_error, sigmoid_error);
    printf("%.4f %.4f %.4g %.4g %.9g", tanh_error[0], tanh_error[1], sigmoid_error[0], sigmoid_error[1], best_limit);
    for (int i = 1; i <= 4; i++) printf(" %.9g", best.p[i]);
    for (int i = 1; i <= 4; i++) printf(" %.9g", best.q[i]);
    printf("\n");
    return 0;
}
