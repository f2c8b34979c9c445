namespace CellGen.RoundTrip;

/// <summary>A generated class with its nested types.</summary>
/// <typeparam name="TNet">The class.</typeparam>
/// <typeparam name="TInput">The type of its input: float, or int where the input is tokens.</typeparam>
/// <typeparam name="TState">Its State.</typeparam>
/// <typeparam name="TWorkspace">Its Workspace.</typeparam>
internal sealed class NetType<TNet, TInput, TState, TWorkspace>(NetDescription description) : NetType(description)
    where TNet : class
    where TInput : struct
    where TState : struct
    where TWorkspace : class
{
    private delegate void ForwardMethod(
        TNet net, ReadOnlySpan<TInput> input, Span<float> output, ref TState state, TWorkspace workspace);

    private delegate Span<float> StateMethod(ref TState state, int layer, int direction);

    /// <inheritdoc/>
    public override INet Create(int seed) => new Net(Description, Member.Constructor<Func<int, TNet>>(typeof(TNet))(seed));

    /// <inheritdoc/>
    public override INet Load(string path) => new Net(Description, Member.Static<Func<string, TNet>>(typeof(TNet), "Load")(path));

    /// <inheritdoc/>
    public override INet Load(string path, WeightNames names) =>
        new Net(Description, Member.Static<Func<string, WeightNames, TNet>>(typeof(TNet), "Load")(path, names));

    private sealed class Net(NetDescription description, TNet net) : INet
    {
        private delegate void CopyRow(Span<float> row, Span<float> part);

        public void Save(string path) => Member.Instance<Action<TNet, string>>("Save")(net, path);

        public void Save(string path, WeightNames names) =>
            Member.Instance<Action<TNet, string, WeightNames>>("Save")(net, path, names);

        public void Forward(Run run)
        {
            var state = default(TState);
            TInput[] input = Array.ConvertAll(run["input"], value => (TInput)Convert.ChangeType(value, typeof(TInput)));
            ForEachRow(ref state, "Hidden", run["h_0"], (row, part) => row.CopyTo(part));
            if (run.HasCell)
            {
                ForEachRow(ref state, "Cell", run["c_0"], (row, part) => row.CopyTo(part));
            }

            TWorkspace workspace = Member.Constructor<Func<int, TWorkspace>>(typeof(TWorkspace))(NetDescription.StepCount);
            Member.Instance<ForwardMethod>("Forward")(net, input, run["output"], ref state, workspace);
            ForEachRow(ref state, "Hidden", run["h_n"], (row, part) => part.CopyTo(row));
            if (run.HasCell)
            {
                ForEachRow(ref state, "Cell", run["c_n"], (row, part) => part.CopyTo(row));
            }
        }

        /// <summary>Pairs the rows of torch's h or c, which it orders by layer, then by direction, with the parts of a state.</summary>
        private void ForEachRow(ref TState state, string name, Span<float> rows, CopyRow copy)
        {
            StateMethod part = Member.Instance<StateMethod>(name);
            int directions = description.Bidirectional ? 2 : 1;
            int length = rows.Length / description.StateRows;
            for (int row = 0; row < description.StateRows; row++)
            {
                Span<float> target = part(ref state, row / directions, row % directions);
                if (target.Length != length)
                {
                    throw new InvalidDataException($"{name} has {target.Length} values; torch has {length}");
                }

                copy(rows.Slice(row * length, length), target);
            }
        }
    }
}
