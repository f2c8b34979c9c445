using CellGen.Generated;
using CellGen.Layout;

namespace CellGen.Tests.Generated;

/// <summary>The layout of a small LSTM with an embedding and a head, as generated code would declare it.</summary>
internal static class TestModel
{
    public const int Hidden = 5;
    public const int Input = 3;
    public const int Output = 2;
    public const int Vocabulary = 7;

    public static int Length { get; private set; }

    public static ParameterLayout Layout { get; } = Create(withEmbedding: true, withHead: true);

    public static ParameterLayout CellOnly { get; } = Create(withEmbedding: false, withHead: false);

    public static float[] Packed(int seed)
    {
        float[] packed = new float[Length];
        Layout.Initialize(packed, seed);
        return packed;
    }

    private static ParameterLayout Create(bool withEmbedding, bool withHead)
    {
        int offset = 0;
        var tensors = new List<ParameterTensor>();
        if (withEmbedding)
        {
            tensors.Add(new("embedding.weight", ParameterRole.Embedding, Vocabulary, Input, Vocabulary, -1, 0, ParameterBlock.Rows(0, 16)));
            offset = Vocabulary * 16;
        }

        Add("weight_ih_l0", ParameterRole.InputWeight, 4, Hidden, Input);
        Add("weight_hh_l0", ParameterRole.HiddenWeight, 4, Hidden, Hidden);
        Add("bias_ih_l0", ParameterRole.InputBias, 4, Hidden, 0);
        Add("bias_hh_l0", ParameterRole.HiddenBias, 4, Hidden, 0);
        Add("weight_ci_l0", ParameterRole.Vector, 1, Hidden, 0);
        if (withHead)
        {
            Add("head.weight", ParameterRole.HeadWeight, 1, Output, Hidden);
            Add("head.bias", ParameterRole.HeadBias, 1, Output, 0);
        }

        Length = Math.Max(Length, offset);
        return new ParameterLayout("TestNet", [.. tensors]);

        void Add(string name, ParameterRole role, int gates, int units, int columns)
        {
            tensors.Add(new(
                name,
                role,
                gates * units,
                columns,
                units,
                gates == 4 ? 1 : -1,
                1 / MathF.Sqrt(Hidden),
                ParameterBlock.Matrix(offset, units, gates, columns, 0, 0, gates, 0)));
            offset += new LaneLayout(units, gates).MatrixLength(Math.Max(1, columns));
        }
    }
}
