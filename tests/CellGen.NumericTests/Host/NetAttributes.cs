using System.Globalization;

namespace CellGen.NumericTests.Host;

/// <summary>The C# text of the attributes of a net.</summary>
public static class NetAttributes
{
    /// <summary>Its attributes, each on a line.</summary>
    public static string Write(NetShape shape)
    {
        string cell = $"[RecurrentCell({(shape.Own ? "Equations = \"Equations\"" : $"Kind = CellKind.{shape.Kind}")}, Input = {shape.Input}, Hidden = {shape.Hidden}, "
            + $"Layers = {shape.Layers}, Bidirectional = {Text(shape.Bidirectional)}, Bias = {Text(shape.Bias)}"
            + (shape is { Kind: CellKind.Rnn, Own: false } ? $", Nonlinearity = Nonlinearity.{shape.Nonlinearity}" : "")
            + $"{Variant(shape.Own ? OfNoKind(shape) : shape)})]";
        return shape.Head is null
            ? cell
            : cell + $"\n[DenseHead(Output = {shape.Head.Output}, Over = HeadInput.{shape.Head.Over}, "
                + $"Bias = {Text(shape.Head.Bias)}{(shape.Head.LogSoftmax ? ", LogSoftmax = true" : "")})]";
    }

    // What a cell's own equations say themselves.
    private static NetShape OfNoKind(NetShape shape) =>
        shape with { Nonlinearity = Nonlinearity.Tanh, ResetAfter = true, Peephole = false, CoupledGates = false, CellClip = 0 };

    // What differs from its default.
    private static string Variant(NetShape shape) =>
        (shape is { Kind: not CellKind.Rnn, Nonlinearity: not Nonlinearity.Tanh } ? $", Nonlinearity = Nonlinearity.{shape.Nonlinearity}" : "")
        + (shape.GateNonlinearity == Nonlinearity.Sigmoid ? "" : $", GateNonlinearity = Nonlinearity.{shape.GateNonlinearity}")
        + (shape.OutputNonlinearity == Nonlinearity.Tanh ? "" : $", OutputNonlinearity = Nonlinearity.{shape.OutputNonlinearity}")
        + (shape.Merge == DirectionMerge.Concatenate ? "" : $", Merge = DirectionMerge.{shape.Merge}")
        + (shape.Projection == 0 ? "" : $", Projection = {shape.Projection}")
        + (shape.ResetAfter ? "" : ", ResetAfter = false")
        + (shape.Peephole ? ", Peephole = true" : "")
        + (shape.CoupledGates ? ", CoupledGates = true" : "")
        + (shape.CellClip == 0 ? "" : $", CellClip = {Text(shape.CellClip)}")
        + (shape.Clip == 0 ? "" : $", Clip = {Text(shape.Clip)}")
        + (shape.Unroll == Unroll.Automatic ? "" : $", Unroll = Unroll.{shape.Unroll}");

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
