namespace CellGen;

/// <summary>A network run by its equations in double precision, and a loss that is linear in its outputs and final states.</summary>
internal sealed class ReferenceNet
{
    private readonly Action<CellEquations> _equations;
    private readonly CheckedNet _net;
    private readonly EquationRows _rows;
    private readonly int _steps;

    /// <summary>Draws a problem.</summary>
    /// <exception cref="ArgumentException">The model has other tensors than the equations.</exception>
    public ReferenceNet(Action<CellEquations> equations, CheckedNet net, int steps, int seed)
    {
        (_equations, _net, _steps) = (equations, net, steps);
        _rows = new EquationRows(equations, net.Hidden, net.StateSize);
        ReadTensors();
        var random = new Random(seed);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))];
        Variables.Add("input", Draw(steps * net.Input));
        Variables.Add("state", Draw(net.StateValues));
        OutputGradient = Draw(steps * net.Output);
        StateGradient = Draw(net.StateValues);
    }

    /// <summary>What the loss depends on: tensors, input and initial states. A difference quotient moves an element.</summary>
    public Dictionary<string, double[]> Variables { get; } = [];

    /// <summary>dL/doutput.</summary>
    public double[] OutputGradient { get; }

    /// <summary>dL/d of the final states.</summary>
    public double[] StateGradient { get; }

    /// <summary>The names of the model's tensors.</summary>
    public IEnumerable<string> Tensors => Variables.Keys.Except(["input", "state"]);

    /// <summary>The output and the final states.</summary>
    public Dictionary<string, double[]> Forward()
    {
        double[] rows = Variables["input"];
        var final = new double[_net.StateValues];
        for (int layer = 0; layer < _net.Layers; layer++)
        {
            var output = new double[_steps * _net.LayerOutput];
            for (int direction = 0; direction < _net.Directions; direction++)
            {
                RunDirection(layer, direction, rows, output, final);
            }

            rows = output;
        }

        return new() { ["output"] = rows, ["state"] = final };
    }

    /// <summary>The loss.</summary>
    public double Loss()
    {
        var results = Forward();
        return Dot(results["output"], OutputGradient) + Dot(results["state"], StateGradient);
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static string Suffix(int layer, int direction) => FormattableString.Invariant($"_l{layer}{(direction == 1 ? "_reverse" : "")}");

    private void RunDirection(int layer, int direction, double[] rows, double[] output, double[] final)
    {
        string suffix = Suffix(layer, direction);
        int width = rows.Length / _steps;
        int start = ((layer * _net.Directions) + direction) * _net.StateStride;
        double[] h = Variables["state"][start..(start + _net.StateSize)];
        double[] further = Variables["state"][(start + _net.StateSize)..(start + _net.StateStride)];
        int place = _net.Sums ? 0 : direction * _net.StateSize;
        for (int i = 0; i < _steps; i++)
        {
            int t = direction == 1 ? _steps - 1 - i : i;
            var step = new EquationStep(_rows, name => Variables.GetValueOrDefault(name + suffix, []), rows[(t * width)..((t + 1) * width)], _net.Hidden, h, further);
            _equations(step);
            (h, further) = (step.NextH, step.NextFurther);
            for (int unit = 0; unit < h.Length; unit++)
            {
                output[(t * _net.LayerOutput) + place + unit] += h[unit];
            }
        }

        h.CopyTo(final, start);
        further.CopyTo(final, start + h.Length);
    }

    private void ReadTensors()
    {
        for (int layer = 0; layer < _net.Layers; layer++)
        {
            for (int direction = 0; direction < _net.Directions; direction++)
            {
                string suffix = Suffix(layer, direction);
                Read("weight_ih" + suffix, _rows.Gates.Count * _net.Hidden * (layer == 0 ? _net.Input : _net.LayerOutput));
                Read("weight_hh" + suffix, _rows.RecurringGates.Count * _net.Hidden * _net.StateSize);
                ReadBias("bias_ih", suffix, _rows.BiasedInputs.Count * _net.Hidden);
                ReadBias("bias_hh", suffix, _rows.BiasedGates.Count * _net.Hidden);
                Read("weight_hr" + suffix, _rows.Projects ? _net.StateSize * _net.Hidden : 0);
                foreach (string vector in _rows.Vectors)
                {
                    Read("weight_" + vector + suffix, _net.Hidden);
                }
            }
        }

        int count = Variables.Values.Sum(values => values.Length);
        if (count != _net.Parameters)
        {
            throw new ArgumentException($"The model has {_net.Parameters} parameters and these equations have {count}: it has other equations, a head or an embedding.", "model");
        }
    }

    /// <summary>A bias that the equations have, where the net has biases.</summary>
    private void ReadBias(string name, string suffix, int count) => Read(name + suffix, count > 0 && _net.HasTensor(name + "_l0", count) ? count : 0);

    private void Read(string name, int count)
    {
        if (count > 0)
        {
            Variables.Add(name, _net.Read(name, count));
        }
    }
}
