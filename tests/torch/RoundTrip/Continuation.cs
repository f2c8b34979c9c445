using System.Globalization;
using CellGen.RoundTrip.Nets;

namespace CellGen.RoundTrip;

/// <summary>
/// A training run that goes from one side to the other in its middle, weights, moments and all: its losses must be those that it
/// would have had where it began.
/// </summary>
internal sealed class Continuation
{
    /// <summary>The updates on the side where a run begins, and as many again, on both.</summary>
    private const int Updates = 12;

    private const int Steps = 20;

    /// <summary>The largest difference of losses, relative: both sides round otherwise, and each update builds on the last.</summary>
    private const double Tolerance = 1e-5;

    private readonly ITrainable _model;
    private readonly IOptimizer _optimizer;
    private readonly TrainingPass _pass;
    private readonly float[] _input = new float[3 * Steps];
    private readonly float[] _target = new float[2 * Steps];

    private Continuation(ITrainable model, bool decoupled)
    {
        (_model, _pass) = (model, model.NewPass(Steps));
        _optimizer = decoupled
            ? new AdamW(model.Parameters.Length, 0.01f, weightDecay: 0.1f)
            : new Adam(model.Parameters.Length, 0.01f, weightDecay: 0.001f);
    }

    /// <summary>The nets, each with one of the two Adams; torch_side.py chooses by the metadata.</summary>
    public static IEnumerable<(string Name, Func<Continuation> Create)> All() =>
    [
        (nameof(ContinuedGru), () => new Continuation(new ContinuedGru(5), decoupled: false)),
        (nameof(ContinuedLstm), () => new Continuation(new ContinuedLstm(6), decoupled: true)),
    ];

    /// <summary>Begins here: trains, writes weights and moments, goes on, and writes the losses.</summary>
    public void Write(string file)
    {
        var random = new Random(1);
        foreach (ref float value in _input.AsSpan())
        {
            value = (2 * random.NextSingle()) - 1;
        }

        for (int i = 0; i < _target.Length; i++)
        {
            _target[i] = 0.5f * (_input[3 * (i / 2)] + (i >= 4 ? _input[(3 * ((i / 2) - 2)) + 1] : 0));
        }

        Train();
        Save($"{file}.cellgen-weights.safetensors");
        OptimizerFile.Save($"{file}.cellgen-optimizer.safetensors", _model, (ICheckpointed)_optimizer);
        SafeTensors.Write($"{file}.cellgen-losses.safetensors", [
            new SafeTensor("input", [Steps, 3], _input),
            new SafeTensor("target", [Steps, 2], _target),
            new SafeTensor("losses", [Updates], Train()),
        ]);
    }

    /// <summary>Goes on with what torch has begun, and compares the losses; says by how much they differ.</summary>
    public string Check(string file)
    {
        using (FileStream weights = File.OpenRead($"{file}.torch-weights.safetensors"))
        {
            _model.LoadFrom(weights);
        }

        OptimizerFile.Load($"{file}.torch-optimizer.safetensors", _model, (ICheckpointed)_optimizer);
        SafeTensorsFile run = SafeTensors.Read($"{file}.torch-losses.safetensors");
        Copy("input", _input);
        Copy("target", _target);
        float[] expected = new float[Updates];
        Copy("losses", expected);
        double distance = Train().Zip(expected, (ours, theirs) => Math.Abs((double)ours - theirs) / theirs).Max();
        string shown = distance.ToString("0.0e-00", CultureInfo.InvariantCulture);
        return distance <= Tolerance ? shown : throw new InvalidDataException($"a loss is off by {shown}");

        void Copy(string name, float[] values)
        {
            run.TryGet(name, out SafeTensor? tensor);
            tensor!.CopyTo(values);
        }
    }

    private void Save(string path)
    {
        using FileStream stream = File.Create(path);
        _model.Save(stream);
    }

    /// <summary>Some updates; the losses before each.</summary>
    private float[] Train()
    {
        float[] losses = new float[Updates];
        float[] output = new float[_target.Length];
        var sequence = new Sequence { Input = _input };
        for (int i = 0; i < Updates; i++)
        {
            _pass.Gradient.Clear();
            _pass.Forward(sequence, [], output);
            losses[i] = MeanSquaredError.Compute(output, _target, output);
            _pass.Backward(sequence, output);
            _optimizer.Step(_model.Parameters, _pass.Gradient);
        }

        return losses;
    }
}
