using CellGen.NumericTests.Host;

namespace CellGen.Cost.Shapes;

/// <summary>The nets of the report.</summary>
internal static class ShapeCatalog
{
    private static readonly CellKind[] Gated = [CellKind.Gru, CellKind.Lstm];

    /// <summary>The tables; few nets each where the run is a quick one.</summary>
    public static IReadOnlyList<ShapeGroup> Groups(bool quick) =>
    [
        .. new ShapeGroup[]
        {
            new("The nets of the comparison", [.. Compared()]),
            new("Sizes", [.. from kind in Gated from hidden in new[] { 4, 8, 16, 32, 64, 128, 256, 512, 1024 } select new NetShape(kind, 16, hidden)]),
            new("Layers", [.. from kind in Gated from layers in Enumerable.Range(1, 4) select new NetShape(kind, 10, 20, layers)]),
            new("Unroll", [.. from shape in Unrolled() from unroll in Enum.GetValues<Unroll>() select shape with { Unroll = unroll }]),
        }.Select(group => quick ? group with { Shapes = [.. group.Shapes.Take(3)] } : group),
    ];

    /// <summary>The nets and methods with which settings of tiered compilation are compared.</summary>
    public static IReadOnlyList<(NetShape Shape, string Method)> Tiered(bool quick) =>
    [
        .. new (NetShape, string)[]
        {
            (new(CellKind.Gru, 1, 16, Head: new(1)), "Step"),
            (new(CellKind.Gru, 10, 20, 2, Bidirectional: true), "Forward"),
            (new(CellKind.Lstm, 10, 20, 2), "Step"),
            (new(CellKind.Lstm, 10, 20, 2), "Forward"),
            (new(CellKind.Gru, 64, 128), "Forward"),
            (new(CellKind.Lstm, 40, 256), "Step"),
            (new(CellKind.Lstm, 40, 256), "Forward"),
        }.Take(quick ? 1 : int.MaxValue),
    ];

    /// <summary>How the report calls a net.</summary>
    public static string Label(NetShape shape) =>
        $"{shape.Kind.ToString().ToUpperInvariant()}({shape.Input},{shape.Hidden}"
        + (shape.Layers > 1 ? $",{shape.Layers}" : "") + (shape.Bidirectional ? ",bi" : "") + ")"
        + (shape.Head is { } head ? $"+Dense({head.Output})" : "")
        + (shape.Unroll == Unroll.Automatic ? "" : $" {shape.Unroll}");

    /// <summary>The steps of a sequence.</summary>
    public static int Steps(NetShape shape) => shape.Hidden >= 512 ? 20 : 100;

    private static IEnumerable<NetShape> Compared() =>
    [
        new(CellKind.Gru, 10, 20, 2, Bidirectional: true),
        new(CellKind.Lstm, 10, 20, 2),
        new(CellKind.Rnn, 10, 20, 2),
        .. from kind in Gated from hidden in new[] { 8, 16, 32, 64 } select new NetShape(kind, 1, hidden, Head: new(1)),
        new(CellKind.Gru, 64, 128),
        new(CellKind.Lstm, 40, 256),
        new(CellKind.Lstm, 512, 1024),
    ];

    private static NetShape[] Unrolled() =>
    [
        new(CellKind.Gru, 1, 16, Head: new(1)),
        new(CellKind.Gru, 10, 20, 2, Bidirectional: true),
        new(CellKind.Lstm, 10, 20, 2),
        new(CellKind.Gru, 1, 48),
        new(CellKind.Lstm, 1, 48),
        new(CellKind.Gru, 1, 64),
    ];
}
