using CellGen.Generator.Model;
using CellGen.Generator.Networks;

namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>
/// Runs the operations between the layers of a net, forward and backward, in double precision over one sequence, each as its row of
/// the table says it. Memory is NaN until it is written, and rows that a plan leaves to the user are the user's.
/// </summary>
internal sealed partial class StageInterpreter
{
    private const int Tokens = 3;

    private readonly DerivedProgram _program;
    private readonly int _steps;
    private readonly Dictionary<int, StandInCore> _cores;
    private readonly Dictionary<int, (double[] Values, double[] Gradient)> _histories;
    private readonly (double[] Values, double[] Gradient) _table;
    private readonly StandInAttention _attention;
    private readonly Dictionary<int, (double[] Before, double[] Gradient)> _states = [];
    private readonly Dictionary<int, double[]> _begun = [];
    private readonly Dictionary<Rows, double[][]> _rows = [];

    /// <summary>The step that is done, where operations are done at each.</summary>
    private int? _step;

    public StageInterpreter(DerivedProgram program, int steps, int seed)
    {
        var random = new Random(seed);
        _program = program;
        _steps = steps;
        _cores = program.All.Where(stage => stage.Operation == RowOperation.Run || stage.Operation == RowOperation.RunLate).ToDictionary(stage => stage.Layer, stage => new StandInCore(
            stage.Source.Count / program.Times(stage.Layer), stage.Target!.Count / program.Times(stage.Layer), program.Recurs(stage.Layer), stage.Operation == RowOperation.RunLate, random));
        _histories = program.Forward.Where(stage => stage.Operation == RowOperation.Unfold).ToDictionary(
            stage => stage.Layer, stage => Parameter(program.Window(stage.Layer)!.HistoryFloats, random));
        _table = Parameter(program.Forward.Where(stage => stage.Operation == RowOperation.Gather).Sum(stage => stage.Target!.Count * Tokens), random);
        _attention = new StandInAttention(Draw(program.All.Where(stage => stage.Operation == RowOperation.AttendAdditive).Sum(stage => stage.Source.Count), random));
        foreach (var rows in program.All.SelectMany(stage => stage.Shared.Concat([stage.Source, stage.Target])).OfType<Columns>().Select(columns => columns.Rows).Distinct())
        {
            var place = program.Place(rows);
            int count = rows.OneRow ? 1 : steps + program.MoreSteps(rows.Layer);
            _rows.TryAdd(place, [.. Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(double.NaN, rows.Size).ToArray())]);
            _rows[rows] = _rows[place];
        }

        Input = Of(RowsKind.Values, program.Input) ?? [];
        Outputs = [.. _rows.Where(pair => pair.Key.Kind == RowsKind.Output).OrderBy(pair => pair.Key.Layer).Select(pair => pair.Value)];
        OutputGradients = [.. _rows.Where(pair => pair.Key.Kind == RowsKind.OutputGradient).OrderBy(pair => pair.Key.Layer).Select(pair => pair.Value)];
        InputGradient = Of(RowsKind.Gradient, program.Input);
        foreach (int state in _cores.Keys.Select(program.State).OfType<int>().Where(state => Of(RowsKind.Values, state) is not null))
        {
            int size = Of(RowsKind.Values, state)![0].Length;
            _states.Add(state, (Draw(size, random), Draw(size, random)));
            _states[state].Gradient.CopyTo(Of(RowsKind.Gradient, state)![0], 0);
        }

        var given = _rows.Where(pair => pair.Key is { Kind: RowsKind.Values, Layer: < 0 }).Select(pair => pair.Value).Append(Input).Distinct().Concat(OutputGradients);
        foreach (double[] row in given.SelectMany(rows => rows))
        {
            Draw(row.Length, random).CopyTo(row, 0);
        }
    }

    /// <summary>The rows of the input.</summary>
    public double[][] Input { get; }

    /// <summary>Those of their gradient, where there is one.</summary>
    public double[][]? InputGradient { get; }

    /// <summary>The gradients of the outputs, which no operation may change.</summary>
    public double[][][] OutputGradients { get; }

    /// <summary>The outputs.</summary>
    private double[][][] Outputs { get; }

    /// <summary>All that is trained, the histories of convolutions and the states before the sequence, with their gradients.</summary>
    public IEnumerable<(double[] Values, double[] Gradient)> Parameters =>
    [
        .. _cores.Values.Select(core => (core.Weights, core.Gradient)),
        .. _histories.Values,
        _table,
        (_attention.Score, _attention.ScoreGradient),
        .. _states.Where(state => _program.Forward.All(stage => stage.Target!.Rows.Layer != state.Key)).Select(state => (state.Value.Before, Of(RowsKind.Gradient, state.Key)![0])),
    ];

    /// <summary>The sum of the outputs, and the states at the end, times their gradients, after a forward pass.</summary>
    public double Loss()
    {
        foreach (var (state, (before, _)) in _states)
        {
            before.CopyTo(Of(RowsKind.Values, state)![0], 0);
        }

        foreach (var stage in _program.Forward)
        {
            Run(stage);
        }

        return Outputs.Zip(OutputGradients).Sum(pair => pair.First.Zip(pair.Second).Sum(row => Dot(row.First, row.Second)))
            + _states.Sum(state => Dot(Of(RowsKind.Values, state.Key)![0], state.Value.Gradient));
    }

    /// <summary>The backward pass.</summary>
    public void Backward(bool wantsInput)
    {
        foreach (var stage in _program.Backward.Where(stage => wantsInput || !stage.IfWanted || stage.Operation.GivesMore))
        {
            Run(stage.IfWanted && !wantsInput ? stage with { Target = null } : stage);
        }
    }

    private static double[] Draw(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    private static (double[] Values, double[] Gradient) Parameter(int count, Random random) => (Draw(count, random), new double[count]);

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private double[][]? Of(RowsKind kind, int layer) => _rows.Where(pair => pair.Key.Kind == kind && pair.Key.Layer == layer).Select(pair => pair.Value).SingleOrDefault();

    private double[][] Memory(Rows rows) => _step is { } step && !rows.OneRow ? [_rows[rows][step]] : _rows[rows];

    private double[][] Read(Columns columns) => [.. Memory(columns.Rows).Select(row => row[columns.First..(columns.First + columns.Count)])];

    private void Write(Columns? columns, double[][] rows)
    {
        for (int t = 0; columns is not null && t < rows.Length; t++)
        {
            rows[t].CopyTo(Memory(columns.Rows)[t], columns.First);
        }
    }

    private void Run(Stage stage)
    {
        var operation = stage.Operation;
        double[][] read = Read(stage.Source);
        double[][] forward = stage.Of is null ? [] : Read(stage.Of);
        Write(stage.Target, operation switch
        {
            _ when operation == RowOperation.Run => RunCore(stage, read),
            _ when operation == RowOperation.RunBackward => RunCoreBackward(stage, forward, read),
            _ when operation == RowOperation.Apply => Map(read, x => x + Math.Sin(x)),
            _ when operation == RowOperation.ApplyGradient => Zip(forward, read, (x, gradient) => gradient * (1 + Math.Cos(x))),
            _ when operation == RowOperation.Unfold => StandInWindows.Unfold(WindowOf(stage), _histories[stage.Layer].Values, read),
            _ when operation == RowOperation.UnfoldGradient => StandInWindows.UnfoldGradient(WindowOf(stage), _histories[stage.Layer].Gradient, read),
            _ when operation == RowOperation.Frame => [.. read.Select(row => StandInWindows.Frame(WindowOf(stage), row))],
            _ when operation == RowOperation.FrameGradient => [.. read.Select(row => StandInWindows.FrameGradient(WindowOf(stage), row))],
            _ when operation == RowOperation.Copy => read,
            _ when operation == RowOperation.Add => Zip(Read(stage.Target!), read, (sum, x) => sum + x),
            _ when operation == RowOperation.Last => [read[^1]],
            _ when operation == RowOperation.LastGradient => At(_steps - 1, read[0]),
            _ when operation == RowOperation.First => [read[0]],
            _ when operation == RowOperation.FirstGradient => At(0, read[0]),
            _ when operation == RowOperation.Mean => [[.. Enumerable.Range(0, stage.Source.Count).Select(column => read.Average(row => row[column]))]],
            _ when operation == RowOperation.MeanGradient => [.. Enumerable.Range(0, _steps).Select(_ => Map(read, gradient => gradient / _steps)[0])],
            _ when operation == RowOperation.LogSoftmax => [.. read.Select(row => Less(row, Math.Log(row.Sum(Math.Exp))))],
            _ when operation == RowOperation.LogSoftmaxGradient => Zip(read, [.. forward.Zip(read, (y, gradient) => Times(y, gradient.Sum()))], (gradient, mean) => gradient - mean),
            _ when operation == RowOperation.Gather => [.. Enumerable.Range(0, _steps).Select(t => RowOf(t).Select(i => _table.Values[i]).ToArray())],
            _ when operation == RowOperation.Scatter => Scatter(read),
            _ when operation == RowOperation.Select => Map(read, x => x),
            _ when operation == RowOperation.Delay => [Read(stage.Target!)[0], .. read[..^1]],
            _ when operation == RowOperation.DelayGradient => [.. read[1..], new double[read[0].Length]],
            _ when operation == RowOperation.Drop => [.. read.Select((row, t) => row.Select((x, column) => (t + column) % 3 == 0 ? 0 : 1.5 * x).ToArray())],
            _ when operation == RowOperation.Repeat => [.. Memory(stage.Target!.Rows).Select(_ => read[0])],
            _ when operation == RowOperation.RepeatGradient => [Sum(read.Append(Read(stage.Target!)[0]))],
            _ when operation == RowOperation.AttendDot || operation == RowOperation.AttendAdditive => [.. read.Select(query => _attention.Attend(query, Shared(stage)))],
            _ when operation == RowOperation.AttendDotGradient || operation == RowOperation.AttendAdditiveGradient =>
                [.. forward.Zip(read, (query, gradient) => _attention.Gradient(query, gradient, Shared(stage), Shared(stage, columns => columns.Rows.Gradient)))],
            _ when operation == RowOperation.RunLate || operation == RowOperation.RunBefore => CoreOf(stage).Forward(read),
            _ when operation == RowOperation.RunLateGradient => CoreOf(stage).InputGradient(read),
            _ when operation == RowOperation.RunBeforeGradient => RunBeforeGradient(stage, read),
            _ when operation == RowOperation.RunWeights => RunCoreBackward(stage, forward, read),
            _ when operation == RowOperation.Clear => Map(read, _ => 0),
            _ => throw new NotSupportedException(operation.Batch),
        });
        if (operation == RowOperation.MeanGradient)
        {
            // The runtime's works in place: what it read is no gradient any more.
            Write(stage.Source, Map(read, _ => double.NaN));
        }
    }

    private WindowSpec WindowOf(Stage stage) => _program.Window(stage.Layer)!;

    private double[][][] Shared(Stage stage, Func<Columns, Rows>? of = null) => [.. stage.Shared.Select(columns => _rows[of?.Invoke(columns) ?? columns.Rows])];

    /// <summary>The places in the table of what a step's token selects.</summary>
    private IEnumerable<int> RowOf(int step)
    {
        int size = _table.Values.Length / Tokens;
        return Enumerable.Range(step * 2 % Tokens * size, size);
    }

    private double[][] Scatter(double[][] gradient)
    {
        for (int t = 0; t < gradient.Length; t++)
        {
            foreach (var (place, each) in RowOf(t).Zip(gradient[t]))
            {
                _table.Gradient[place] += each;
            }
        }

        return [];
    }

    private double[][] At(int place, double[] row, int? steps = null) => [.. Enumerable.Range(0, steps ?? _steps).Select(t => t == place ? row : new double[row.Length])];

    private static double[] Less(double[] row, double by) => Array.ConvertAll(row, x => x - by);

    private static double[] Times(double[] row, double by) => Array.ConvertAll(row, y => Math.Exp(y) * by);

    private static double[][] Map(double[][] rows, Func<double, double> function) => [.. rows.Select(row => row.Select(function).ToArray())];

    private static double[] Sum(IEnumerable<double[]> rows) => rows.Aggregate((sum, row) => [.. sum.Zip(row, (a, b) => a + b)]);


    private static double[][] Zip(double[][] left, double[][] right, Func<double, double, double> function) => [.. left.Zip(right, (a, b) => a.Zip(b, function).ToArray())];
}
