namespace CellGen.TopologyTests.Nets;

/// <summary>Light GRU (Ravanelli et al., 2018).</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 10, Hidden = 20)]
public partial class LightGru
{
    public static void Cell(CellEquations cell)
    {
        var z = cell.Let("z", cell.Sigmoid(cell.W("z") + cell.U("z")));
        var n = cell.Let("n", cell.Relu(cell.W("n") + cell.U("n")));
        cell.Next(cell.H, (z * cell.H) + ((1 - z) * n));
    }
}

/// <summary>JANET, an LSTM that has only its forget gate (van der Westhuizen and Lasenby, 2018), in two layers and directions.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 3, Hidden = 13, Layers = 2, Bidirectional = true)]
public partial class Janet
{
    private const double Beta = 1;

    public static void Cell(CellEquations cell)
    {
        var s = cell.W("f") + cell.U("f");
        var g = cell.Let("g", cell.Tanh(cell.W("g") + cell.U("g")));
        cell.Next(cell.H, (cell.Sigmoid(s) * cell.H) + ((1 - cell.Sigmoid(s - Beta)) * g));
    }
}

/// <summary>The minimal gated unit (Zhou et al., 2016), whose candidate multiplies f ⊙ h.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 5, Hidden = 21, Layers = 2)]
public partial class Mgu
{
    public static void Cell(CellEquations cell)
    {
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + cell.U("f")));
        var n = cell.Let("n", cell.Tanh(cell.W("n") + cell.U("n", f * cell.H)));
        cell.Next(cell.H, ((1 - f) * cell.H) + (f * n));
    }
}

/// <summary>An LSTM without input gate (Greff et al., 2017), projected.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 4, Hidden = 17, Projection = 6)]
public partial class NoInputGate
{
    public static void Cell(CellEquations cell)
    {
        var c = cell.State("c");
        var f = Gate(cell, "f");
        var next = cell.Next(c, (f * c) + cell.Tanh(cell.W("g") + cell.U("g")));
        cell.Next(cell.H, cell.Project(Gate(cell, "o") * cell.Tanh(next)));
    }

    private static CellValue Gate(CellEquations cell, string gate) => cell.Let(gate, cell.Sigmoid(cell.W(gate) + cell.U(gate)));
}

/// <summary>The simple recurrent unit (Lei et al., 2018), with a product in place of x: gates see the state unit by unit alone.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 6, Hidden = 11, Bidirectional = true, Merge = DirectionMerge.Sum)]
public partial class Sru
{
    public static void Cell(CellEquations cell)
    {
        var c = cell.State("c");
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + (cell.Vector("vf") * c)));
        var r = cell.Let("r", cell.Sigmoid(cell.W("r") + (cell.Vector("vr") * c)));
        var next = cell.Next(c, (f * c) + ((1 - f) * cell.W("x")));
        cell.Next(cell.H, (r * next) + ((1 - r) * cell.W("s")));
    }
}

/// <summary>FastGRNN (Kusupati et al., 2018): both gates share one product, and have biases of their own.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 5, Hidden = 16, Bias = false)]
public partial class FastGrnn
{
    private const double Zeta = 0.9;
    private const double Nu = 0.05;

    public static void Cell(CellEquations cell)
    {
        var sum = cell.W("a") + cell.U("a");
        var z = cell.Let("z", cell.Sigmoid(sum + cell.Vector("bz")));
        var n = cell.Let("n", cell.Tanh(sum + cell.Vector("bn")));
        cell.Next(cell.H, (((Zeta * (1 - z)) + Nu) * n) + (z * cell.H));
    }
}

/// <summary>Every function, long names, three matrices of which one multiplies the new state, a gate that no state enters.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 3, Hidden = 19)]
public partial class Motley
{
    public static void Cell(CellEquations cell)
    {
        var s = cell.State("s");
        var reset = cell.Let("reset", cell.Softplus(cell.W("reset") + cell.U("reset")));
        var amount = cell.Let("amount", cell.Sigmoid(cell.W("amount")));
        var candidate = cell.Let("candidate", cell.Gelu(cell.W("candidate") + cell.U("candidate", reset * cell.H)));
        var next = cell.Next(s, cell.Clip((amount * s) - (candidate / (1 + cell.Exp(cell.H))), 0.75));
        cell.Next(cell.H, cell.Tanh(cell.W("out") + cell.U("out", next)) * candidate * -cell.Apply(Nonlinearity.Sigmoid, next + amount));
    }
}

/// <summary>The old state multiplied by a matrix, and a state that is a delayed h.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 2, Hidden = 9)]
public partial class Delayed
{
    public static void Cell(CellEquations cell)
    {
        var p = cell.State("p");
        cell.Next(cell.H, cell.Tanh(cell.W("n") + cell.U("n", p) - (0.5 * cell.H)));
        cell.Next(p, cell.H);
    }
}

/// <summary>A vector in the first phase of a step and two gates in the second, in both directions: with few registers their sums go through memory.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 2, Hidden = 21, Bidirectional = true)]
public partial class Late
{
    public static void Cell(CellEquations cell)
    {
        var r = cell.Let("r", cell.Sigmoid(cell.W("r") + cell.U("r") + (cell.Vector("cr") * cell.H)));
        var v = cell.Let("v", r * cell.H);
        var z = cell.Let("z", cell.Sigmoid(cell.W("z") + cell.U("z", v)));
        cell.Next(cell.H, (z * cell.H) + ((1 - z) * cell.Tanh(cell.W("n") + cell.U("n", v))));
    }
}

/// <summary>The simple recurrent unit with its highway from the input itself: no product waits for the state.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 13, Hidden = 13, Layers = 2)]
public partial class Highway
{
    public static void Cell(CellEquations cell)
    {
        var c = cell.State("c");
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + (cell.Vector("vf") * c)));
        var r = cell.Let("r", cell.Sigmoid(cell.W("r") + (cell.Vector("vr") * c)));
        var next = cell.Next(c, (f * c) + ((1 - f) * cell.W("n")));
        cell.Next(cell.H, (r * cell.Tanh(next)) + ((1 - r) * cell.X));
    }
}

/// <summary>A gate between the state and the input itself, whose kernels run agents and batches side by side.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 20, Hidden = 20)]
public partial class Blend
{
    public static void Cell(CellEquations cell)
    {
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + cell.U("f")));
        cell.Next(cell.H, (f * cell.H) + ((1 - f) * cell.X));
    }
}

/// <summary>A residual cell in two layers and directions, whose second product multiplies what has the input in it, too.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 11, Hidden = 11, Layers = 2, Bidirectional = true, Merge = DirectionMerge.Sum)]
public partial class Residual
{
    public static void Cell(CellEquations cell)
    {
        var r = cell.Let("r", cell.Sigmoid(cell.W("r") + cell.U("r") - cell.X));
        var n = cell.Let("n", cell.Tanh(cell.W("n") + cell.U("n", r * cell.H * cell.X)));
        cell.Next(cell.H, (0.5 * cell.X * r) + n);
    }
}

/// <summary>The input multiplied by a matrix of the recurrence, without a product with h.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 37, Hidden = 37, Bidirectional = true)]
public partial class Through
{
    public static void Cell(CellEquations cell) =>
        cell.Next(cell.H, cell.Tanh(cell.W("n") + cell.U("n", cell.X) + (0.5 * cell.H)));
}

/// <summary>sLSTM without its stabiliser (Beck et al., 2024): the exponential input gate is divided out by a state of its own.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 4, Hidden = 13, Layers = 2)]
public partial class Slstm
{
    public static void Cell(CellEquations cell)
    {
        var c = cell.State("c");
        var n = cell.State("n");
        var i = cell.Let("i", cell.Exp(cell.W("i") + cell.U("i", bias: false)));
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + cell.U("f")));
        var z = cell.Let("z", cell.Tanh(cell.W("z", bias: false) + cell.U("z", bias: false)));
        var o = cell.Let("o", cell.Sigmoid(cell.W("o") + cell.U("o", bias: false)));
        var norm = cell.Next(n, (f * n) + i);
        cell.Next(cell.H, o * (cell.Next(c, (f * c) + (i * z)) / (1 + norm)));
    }
}

/// <summary>States that are new in the first phase of a step and read, as they were, in the second.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 3, Hidden = 9, InitialState = InitialState.Trained)]
public partial class Early
{
    public static void Cell(CellEquations cell)
    {
        var s = cell.State("s");
        var e = cell.State("e");
        var p = cell.State("p");
        var next = cell.Next(cell.H, cell.Tanh(cell.W("a") + cell.U("a")));
        cell.Next(s, 0.5 * (s + cell.Sigmoid(cell.W("b") - p)));
        cell.Next(e, (0.5 * cell.H) - (s * cell.Tanh(cell.W("c", bias: false) + cell.U("c", next, bias: false))));
        cell.Next(p, e);
    }
}
