using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CellGen.Simd;

namespace CellGen.Generated;

/// <summary>
/// Attention of one query to the rows of a source: weights α = softmax(e), context c = Σ α_j v_j, and the gradients of both.
/// Rows are padded with zeros to whole multiples of sixteen; what lies beyond the end of the source is neither read nor written.
/// </summary>
/// <remarks>
/// Lane by lane, and sums across lanes in double precision in an order that no vector width decides: the same bits at 512, 256 and
/// 128 bits. Not for two threads at a time.
/// </remarks>
/// <param name="keySize">The number of values of a query and of a key, padded.</param>
/// <param name="valueSize">The number of values of a row of the source, padded.</param>
/// <param name="maxSource">The longest source.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class AttentionRows(int keySize, int valueSize, int maxSource)
{
    private readonly float[] _row = new float[keySize];
    private readonly float[] _scores = new float[maxSource];

    /// <summary>Additive attention: e_j = v · tanh(q + k_j).</summary>
    /// <param name="query">q</param>
    /// <param name="keys">k, a row for each step of the source.</param>
    /// <param name="score">v</param>
    /// <param name="values">The rows of the source.</param>
    /// <param name="count">The length of the source.</param>
    /// <param name="weights">Takes α, one for each step.</param>
    /// <param name="context">Takes c.</param>
    public void Additive(ref float query, ref float keys, ref float score, ref float values, int count, ref float weights, ref float context)
    {
        var v = MemoryMarshal.CreateReadOnlySpan(ref score, keySize);
        for (int j = 0; j < count; j++)
        {
            TanhOfSum(ref query, ref Unsafe.Add(ref keys, (nint)j * keySize), ref _row[0], keySize);
            _scores[j] = (float)Reduction.Dot(_row, v);
        }

        Attend(ref values, count, ref weights, ref context);
    }

    /// <summary>Dot attention: e_j = q · v_j.</summary>
    /// <inheritdoc cref="Additive"/>
    public void Dot(ref float query, ref float values, int count, ref float weights, ref float context)
    {
        var q = MemoryMarshal.CreateReadOnlySpan(ref query, valueSize);
        for (int j = 0; j < count; j++)
        {
            _scores[j] = (float)Reduction.Dot(q, Row(ref values, j));
        }

        Attend(ref values, count, ref weights, ref context);
    }

    /// <summary>The gradients of additive attention; that of the query is written, the others are added to.</summary>
    /// <param name="query">q</param>
    /// <param name="keys">k</param>
    /// <param name="score">v</param>
    /// <param name="values">The rows of the source.</param>
    /// <param name="count">The length of the source.</param>
    /// <param name="weights">α</param>
    /// <param name="contextGradient">dL/dc</param>
    /// <param name="queryGradient">Takes dL/dq.</param>
    /// <param name="keyGradients">Is added dL/dk.</param>
    /// <param name="scoreGradient">Is added dL/dv.</param>
    /// <param name="valueGradients">Is added the gradient of the rows of the source.</param>
    public void AdditiveGradient(
        ref float query, ref float keys, ref float score, ref float values, int count, ref float weights, ref float contextGradient,
        ref float queryGradient, ref float keyGradients, ref float scoreGradient, ref float valueGradients)
    {
        ScoreGradients(ref values, count, ref weights, ref contextGradient, ref valueGradients);
        MemoryMarshal.CreateSpan(ref queryGradient, keySize).Clear();
        for (int j = 0; j < count; j++)
        {
            TanhOfSumGradient(
                ref query, ref Unsafe.Add(ref keys, (nint)j * keySize), ref score, _scores[j], ref queryGradient, ref Unsafe.Add(ref keyGradients, (nint)j * keySize),
                ref scoreGradient, keySize);
        }
    }

    /// <summary>The gradients of dot attention; that of the query is written, that of the source is added to.</summary>
    /// <inheritdoc cref="AdditiveGradient"/>
    public void DotGradient(
        ref float query, ref float values, int count, ref float weights, ref float contextGradient, ref float queryGradient, ref float valueGradients)
    {
        ScoreGradients(ref values, count, ref weights, ref contextGradient, ref valueGradients);
        MemoryMarshal.CreateSpan(ref queryGradient, valueSize).Clear();
        for (int j = 0; j < count; j++)
        {
            AddScaled(ref Unsafe.Add(ref values, (nint)j * valueSize), _scores[j], ref queryGradient, valueSize);
            AddScaled(ref query, _scores[j], ref Unsafe.Add(ref valueGradients, (nint)j * valueSize), valueSize);
        }
    }

    /// <summary>The softmax of the scores, and the sum of the rows that they weigh.</summary>
    private void Attend(ref float values, int count, ref float weights, ref float context)
    {
        var scores = _scores.AsSpan(0, count);
        double sum = Softmax.Exponentials(scores, Softmax.Largest(scores), scores);
        MemoryMarshal.CreateSpan(ref context, valueSize).Clear();
        for (int j = 0; j < count; j++)
        {
            float weight = (float)(scores[j] / sum);
            Unsafe.Add(ref weights, j) = weight;
            AddScaled(ref Unsafe.Add(ref values, (nint)j * valueSize), weight, ref context, valueSize);
        }
    }

    /// <summary>dL/de, of the softmax and the sum, into the scores; and what of dL/dv the sum gives.</summary>
    private void ScoreGradients(ref float values, int count, ref float weights, ref float contextGradient, ref float valueGradients)
    {
        var scores = _scores.AsSpan(0, count);
        var gradient = MemoryMarshal.CreateReadOnlySpan(ref contextGradient, valueSize);
        for (int j = 0; j < count; j++)
        {
            scores[j] = (float)Reduction.Dot(gradient, Row(ref values, j));
            AddScaled(ref contextGradient, Unsafe.Add(ref weights, j), ref Unsafe.Add(ref valueGradients, (nint)j * valueSize), valueSize);
        }

        float mean = (float)Reduction.Dot(scores, MemoryMarshal.CreateReadOnlySpan(ref weights, count));
        for (int j = 0; j < count; j++)
        {
            scores[j] = Unsafe.Add(ref weights, j) * (scores[j] - mean);
        }
    }

    private ReadOnlySpan<float> Row(ref float values, int j) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref values, (nint)j * valueSize), valueSize);
}
