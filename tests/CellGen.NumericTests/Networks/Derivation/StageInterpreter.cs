using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;

namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>
/// Runs the operations of a net of several layers, forward and backward, in double precision over one sequence, each as its row of
/// the table says it. Memory is NaN until it is written, and rows that the plan leaves to the user are the user's.
/// </summary>
internal sealed class StageInterpreter
{
    private readonly NetworkPlan _plan;
    private readonly int _steps;
    private readonly StandInCore?[] _cores;
    private readonly double[]?[] _histories;
    private readonly double[]?[] _historyGradients;
    private readonly Dictionary<Rows, double[][]> _rows = [];

    public StageInterpreter(NetworkPlan plan, int steps, int seed)
    {
        var random = new Random(seed);
        _plan = plan;
        _steps = steps;
        _cores = [.. plan.Layers.Select(layer => layer.Core is null ? null : new StandInCore(
            plan.Forward.Single(stage => stage.Layer == layer.Index && stage.Operation == RowOperation.Run).Source.Count / layer.Spec.Times,
            layer.Spec.Size / layer.Spec.Times,
            recurs: layer.Spec.Kind == LayerKind.Cell,
            random))];
        _histories = [.. plan.Layers.Select(layer => layer.Spec.StateFloats == 0 ? null : Draw(layer.Spec.StateFloats, random))];
        _historyGradients = [.. _histories.Select(history => history is null ? null : new double[history.Length])];
        foreach (var rows in plan.Forward.Concat(plan.Backward).SelectMany(stage => new[] { stage.Source, stage.Target }).OfType<Columns>().Select(columns => columns.Rows).Distinct())
        {
            Place(rows);
        }

        Input = Memory(plan.Forward.First(stage => stage.Source.Rows.Layer < 0).Source.Rows);
        Outputs = [.. Of(RowsKind.Output)];
        OutputGradients = [.. Of(RowsKind.OutputGradient)];
        InputGradient = Of(RowsKind.Gradient, layer => layer < 0).SingleOrDefault();
        foreach (double[] row in Input.Concat(OutputGradients.SelectMany(gradient => gradient)))
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

    /// <summary>All that is trained, and the histories of convolutions, with their gradients.</summary>
    public IEnumerable<(double[] Values, double[] Gradient)> Parameters =>
        _cores.OfType<StandInCore>().Select(core => (core.Weights, core.Gradient)).Concat(_histories.Zip(_historyGradients).Where(pair => pair.First is not null).Select(pair => (pair.First!, pair.Second!)));

    /// <summary>The sum of the outputs times their gradients, after a forward pass.</summary>
    public double Loss()
    {
        foreach (var stage in _plan.Forward)
        {
            Run(stage);
        }

        return Outputs.Zip(OutputGradients).Sum(pair => pair.First.Zip(pair.Second).Sum(row => row.First.Zip(row.Second, (y, gradient) => y * gradient).Sum()));
    }

    /// <summary>The backward pass.</summary>
    public void Backward(bool wantsInput)
    {
        foreach (var stage in _plan.Backward.Where(stage => wantsInput || !stage.IfWanted || stage.Operation.GivesMore))
        {
            Run(stage.IfWanted && !wantsInput ? stage with { Target = null } : stage);
        }
    }

    private static double[] Draw(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    private IEnumerable<double[][]> Of(RowsKind kind, Func<int, bool>? isIt = null) =>
        _rows.Where(pair => pair.Key.Kind == kind && (isIt is null || isIt(pair.Key.Layer))).OrderBy(pair => pair.Key.Layer).Select(pair => pair.Value);

    private void Place(Rows rows)
    {
        // An output that the plan leaves to the user is the user's memory, and so is its gradient.
        bool isUsers = rows.Layer >= 0 && rows.Kind is RowsKind.Values or RowsKind.Gradient && rows.Layer >= 0 && _plan.Layers[rows.Layer].Rows < 0;
        var place = !isUsers ? rows : rows with { Kind = rows.Kind == RowsKind.Values ? RowsKind.Output : RowsKind.OutputGradient };
        if (!_rows.ContainsKey(place))
        {
            _rows.Add(place, [.. Enumerable.Range(0, rows.OneRow ? 1 : _steps).Select(_ => Enumerable.Repeat(double.NaN, rows.Size).ToArray())]);
        }

        _rows[rows] = _rows[place];
    }

    private double[][] Memory(Rows rows) => _rows[rows];

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
            _ when operation == RowOperation.Unfold => StandInWindows.Unfold(WindowOf(stage), _histories[stage.Layer] ?? [], read),
            _ when operation == RowOperation.UnfoldGradient => StandInWindows.UnfoldGradient(WindowOf(stage), _historyGradients[stage.Layer] ?? [], read),
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
            _ => throw new NotSupportedException(operation.Batch),
        });
        if (operation == RowOperation.MeanGradient)
        {
            // The runtime's works in place: what it read is no gradient any more.
            Write(stage.Source, Map(read, _ => double.NaN));
        }
    }

    private WindowSpec WindowOf(Stage stage) => _plan.Layers[stage.Layer].Spec.Window!;

    private double[][] RunCore(Stage stage, double[][] x)
    {
        double[][] y = _cores[stage.Layer]!.Forward(Divide(x, stage));
        return stage.Target!.Rows.OneRow ? [y[^1]] : Join(y, stage);
    }

    private double[][] RunCoreBackward(Stage stage, double[][] x, double[][] gradient)
    {
        double[][] divided = Divide(x, stage);
        double[][] rows = stage.Source.Rows.OneRow ? At(divided.Length - 1, gradient[0], divided.Length) : Divide(gradient, stage);
        return Join(_cores[stage.Layer]!.Backward(divided, rows), stage);
    }

    private double[][] Divide(double[][] rows, Stage stage) => [.. rows.SelectMany(row => row.Chunk(row.Length / _plan.Layers[stage.Layer].Spec.Times))];

    private double[][] Join(double[][] rows, Stage stage) => [.. rows.Chunk(_plan.Layers[stage.Layer].Spec.Times).Select(row => row.SelectMany(part => part).ToArray())];

    private double[][] At(int place, double[] row, int? steps = null) => [.. Enumerable.Range(0, steps ?? _steps).Select(t => t == place ? row : new double[row.Length])];

    private static double[] Less(double[] row, double by) => Array.ConvertAll(row, x => x - by);

    private static double[] Times(double[] row, double by) => Array.ConvertAll(row, y => Math.Exp(y) * by);

    private static double[][] Map(double[][] rows, Func<double, double> function) => [.. rows.Select(row => row.Select(function).ToArray())];

    private static double[][] Zip(double[][] left, double[][] right, Func<double, double, double> function) => [.. left.Zip(right, (a, b) => a.Zip(b, function).ToArray())];
}
