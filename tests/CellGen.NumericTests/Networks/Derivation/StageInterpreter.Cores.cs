using CellGen.Generator.Networks;

namespace CellGen.NumericTests.Networks.Derivation;

// Layers with parameters, and what is done before each of their steps.
internal sealed partial class StageInterpreter
{
    /// <summary>The state of the layer that runs, or its gradient.</summary>
    private double[]? StateOf(RowsKind kind, Stage stage) => _program.State(stage.Layer) is { } state && _states.ContainsKey(state) ? Of(kind, state)![0] : null;

    /// <summary>The layer that runs, be it beforehand.</summary>
    private StandInCore CoreOf(Stage stage) => _cores[stage.Operation == RowOperation.RunBefore || stage.Operation == RowOperation.RunBeforeGradient ? (int)PairValues.Fed : stage.Layer];

    private double[][] RunCore(Stage stage, double[][] x)
    {
        double[]? state = StateOf(RowsKind.Values, stage);
        _begun[stage.Layer] = state?.ToArray() ?? [];
        double[][] divided = Divide(x, stage);
        double[][] y = CoreOf(stage).Forward(divided, state is null ? null : Folded(state, stage.Target!.Count), stage.Before.Count == 0 ? null : (t, hidden) =>
        {
            RunStep(stage, RowsKind.Values, t, [.. hidden]);
            Read(stage.Source)[t].CopyTo(divided[t], 0);
        });
        for (int i = 0; i < state?.Length; i++)
        {
            state[i] = y[^1][i % y[^1].Length];
        }

        return stage.Target!.Rows.OneRow ? [y[^1]] : Join(y, stage);
    }

    private double[][] RunCoreBackward(Stage stage, double[][] x, double[][] gradient)
    {
        double[][] divided = Divide(x, stage);
        double[][] rows = stage.Source.Rows.OneRow ? At(divided.Length - 1, gradient[0], divided.Length) : Divide(gradient, stage);
        double[]? stateGradient = StateOf(RowsKind.Gradient, stage);
        var (xGradient, before) = CoreOf(stage).Backward(
            divided,
            rows,
            stateGradient is null ? null : Folded(_begun[stage.Layer], rows[0].Length),
            stateGradient is null ? new double[rows[0].Length] : Folded(stateGradient, rows[0].Length),
            stage.Before.Count == 0 ? null : (t, inputGradient, hidden) =>
            {
                inputGradient.CopyTo(_rows[stage.Target!.Rows][t], 0);
                RunStep(stage, RowsKind.Gradient, t, hidden);
            });
        for (int i = 0; i < stateGradient?.Length; i++)
        {
            stateGradient[i] = before[i % before.Length];
        }

        return Join(xGradient, stage);
    }

    /// <summary>What a state of any size is to a layer that reads so many values of it: each some of them.</summary>
    private static double[] Folded(double[] state, int size) => [.. Enumerable.Range(0, size).Select(place => state.Where((_, i) => i % size == place).Sum())];

    /// <summary>Does at a step what is done at each, with the state before it or its gradient.</summary>
    private void RunStep(Stage stage, RowsKind kind, int step, double[] hidden)
    {
        _step = step;
        double[]? row = Of(kind, (int)PairValues.Hidden)?[0];
        hidden.CopyTo(row ?? hidden, 0);
        stage.Before.Where(each => step >= _program.FirstStep(each)).ToList().ForEach(Run);
        row?.CopyTo(hidden, 0);
        _step = null;
    }

    private double[][] RunBeforeGradient(Stage stage, double[][] read)
    {
        double[] row = Of(RowsKind.Gradient, (int)PairValues.Fed)![_step!.Value - 1];
        Sum([row, read[0]]).CopyTo(row, 0);
        return CoreOf(stage).InputGradient(read);
    }

    private double[][] Divide(double[][] rows, Stage stage) => [.. rows.SelectMany(row => row.Chunk(row.Length / _program.Times(stage.Layer)))];

    private double[][] Join(double[][] rows, Stage stage) => [.. rows.Chunk(_program.Times(stage.Layer)).Select(row => row.SelectMany(part => part).ToArray())];
}
