using CellGen.Generated;

namespace CellGen;

/// <summary>Draws the tensors of a model, one after the other, from one generator.</summary>
internal sealed class Initializer(Initialization initialization, int seed)
{
    private SplitMix64 _random = new((ulong)seed);

    /// <summary>Draws the next tensor, row-major.</summary>
    public void Draw(ParameterTensor tensor, Span<float> values)
    {
        switch (tensor.Role)
        {
            case ParameterRole.InputWeight:
                DrawWeight(initialization.InputWeights, tensor, values);
                break;
            case ParameterRole.HiddenWeight:
                DrawWeight(initialization.HiddenWeights, tensor, values);
                SetRadius(tensor, values);
                break;
            case ParameterRole.ProjectionWeight or ParameterRole.HeadWeight:
                DrawWeight(initialization.OutputWeights, tensor, values);
                break;
            case ParameterRole.InputBias or ParameterRole.HiddenBias or ParameterRole.HeadBias:
                DrawBias(tensor, values);
                break;
            case ParameterRole.InitialState:
                values.Clear();
                break;
            case ParameterRole.Embedding when initialization.EmbeddingBound is { } bound:
                DrawUniform(bound, values);
                break;
            case ParameterRole.Embedding:
                DrawNormal(1, values);
                break;
            default:
                DrawUniform(tensor.Bound, values);
                break;
        }

        // Drawn first, as torch does it, so that the other rows are those of a net without padding.
        if (tensor.PaddingRow >= 0)
        {
            values.Slice(tensor.PaddingRow * tensor.Shape.Columns, tensor.Shape.Columns).Clear();
        }
    }

    private void DrawWeight(WeightInitialization how, ParameterTensor tensor, Span<float> values)
    {
        var shape = tensor.Shape;
        if (how == WeightInitialization.Uniform || shape.IsVector)
        {
            DrawUniform(tensor.Bound, values);
        }
        else if (how == WeightInitialization.GlorotUniform)
        {
            DrawUniform(MathF.Sqrt(6f / (shape.Rows + shape.Columns)), values);
        }
        else if (how == WeightInitialization.GlorotNormal)
        {
            DrawNormal(Math.Sqrt(2.0 / (shape.Rows + shape.Columns)), values);
        }
        else if (how == WeightInitialization.Normal)
        {
            DrawNormal(initialization.Deviation ?? tensor.Bound, values);
        }
        else
        {
            int gate = tensor.Units * shape.Columns;
            for (int start = 0; start < values.Length; start += gate)
            {
                OrthogonalMatrix.Draw(ref _random, tensor.Units, shape.Columns, values.Slice(start, gate));
            }
        }
    }

    private void SetRadius(ParameterTensor tensor, Span<float> values)
    {
        if (initialization.SpectralRadius is { } radius && tensor.Shape.Columns == tensor.Units)
        {
            int gate = tensor.Units * tensor.Units;
            for (int start = 0; start < values.Length; start += gate)
            {
                SpectralRadius.Scale(values.Slice(start, gate), tensor.Units, radius);
            }
        }
    }

    private void DrawBias(ParameterTensor tensor, Span<float> values)
    {
        if (initialization.Biases == BiasInitialization.Zero)
        {
            values.Clear();
        }
        else
        {
            DrawUniform(tensor.Bound, values);
        }

        if (initialization.ForgetGateBias is { } bias && tensor.ForgetGate >= 0)
        {
            values.Slice(tensor.ForgetGate * tensor.Units, tensor.Units).Fill(tensor.Role == ParameterRole.InputBias ? bias : 0f);
        }
    }

    private void DrawUniform(float bound, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ((2 * _random.NextSingle()) - 1) * bound;
        }
    }

    private void DrawNormal(double deviation, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * _random.NextNormal());
        }
    }
}
