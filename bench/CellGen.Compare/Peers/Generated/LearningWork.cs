using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>A step of training on tokens, as one writes it by hand: forward, loss, backward, clipping, Adam.</summary>
internal sealed class LearningWork : LocalWork
{
    // Those of torch_peer.py's Learner.
    private const float Rate = 1e-4f, Norm = 1;
    private const int Compared = 5;

    private readonly Problem _problem;
    private readonly int[] _source;
    private readonly int[] _target;
    private readonly int[] _lengths;
    private readonly float[] _logits;
    private readonly CharacterNet _net = new();
    private readonly CharacterNet.Tape _tape;
    private readonly CharacterNet.Gradient _gradient = new();
    private Adam _optimizer = null!;
    private float _loss;

    /// <summary>Makes the net, its tape and its optimizer.</summary>
    public LearningWork(Problem problem)
        : base("", isManaged: true)
    {
        Row row = problem.Row;
        int[] tokens = Array.ConvertAll(problem.Input, token => (int)token);
        _problem = problem;
        _source = tokens[..^row.Batch];
        _target = tokens[row.Batch..];
        _lengths = [.. Enumerable.Repeat(row.Steps, row.Batch)];
        _logits = new float[_source.Length * row.Vocabulary];
        _tape = new CharacterNet.Tape(row.Steps, row.Batch);
        Begin();
    }

    /// <summary>The losses of the first steps, and the clipped gradients of the first.</summary>
    public override Answer Answer()
    {
        Begin();
        var losses = new float[Compared];
        IReadOnlyList<float[]> gradients = [];
        for (int step = 0; step < Compared; step++)
        {
            Once();
            losses[step] = _loss;
            gradients = step == 0 ? GeneratedPeer.GetAll(_problem, _gradient.Get) : gradients;
        }

        return new Answer(losses, null, gradients);
    }

    /// <inheritdoc/>
    protected override void Once()
    {
        _gradient.Clear();
        _net.Forward(_source, _logits, _lengths, [], _tape, BatchLayout.TimeFirst);
        _loss = SoftmaxCrossEntropy.Compute(_logits, _target, CharacterNet.OutputSize, _logits);
        _net.Backward(_source, _logits, _lengths, [], _gradient, _tape, BatchLayout.TimeFirst);
        GradientClipping.ByGlobalNorm(_gradient.Values, Norm);
        _optimizer.Step(_net.Parameters, _gradient.Values);
    }

    private void Begin()
    {
        GeneratedPeer.SetAll(_problem, _net.Set);
        _optimizer = new Adam(_net.Parameters.Length, Rate);
    }
}
