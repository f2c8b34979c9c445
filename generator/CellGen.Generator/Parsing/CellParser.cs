using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Reads a [RecurrentCell] attribute; an argument that the cell has no use for is reported and left out.</summary>
internal static class CellParser
{
    /// <param name="reader">The attribute.</param>
    /// <param name="input">The size of what the cell reads.</param>
    public static CellSpec Parse(AttributeReader reader, Func<int> input)
    {
        // A cell of the user's own is of no kind.
        string? own = reader.Text("Equations");
        CellKind? kind = own is null ? reader.Enum<CellKind>("Kind") : null;
        bool isRecurrent = kind is not (CellKind.MinGru or CellKind.MinLstm);
        bool hasNonlinearity = kind is CellKind.Rnn or CellKind.IndRnn or CellKind.Gru or CellKind.Lstm;
        bool hasGates = kind is CellKind.Gru or CellKind.Lstm or CellKind.MinGru;
        var spec = new CellSpec(
            kind ?? CellKind.Rnn,
            input(),
            reader.Size("Hidden", required: true),
            reader.Size("Layers", required: false, ModelParser.MaxLayers),
            reader.Flag("Bidirectional", false),
            reader.Flag("Bias", true),
            For(hasNonlinearity, "Nonlinearity", "CellKind.Rnn, IndRnn, Gru and Lstm", reader.Enum<Nonlinearity>))
        {
            GateNonlinearity = For(hasGates, "GateNonlinearity", "CellKind.Gru, Lstm and MinGru", name => (Nonlinearity?)reader.Enum(name, Nonlinearity.Sigmoid)) ?? Nonlinearity.Sigmoid,
            OutputNonlinearity = For(kind == CellKind.Lstm, "OutputNonlinearity", "CellKind.Lstm", reader.Enum<Nonlinearity>),
            Merge = reader.Enum<DirectionMerge>("Merge"),
            Dropout = reader.Number("Dropout", 0, 1, "from 0 to 1"),
            VariationalDropout = reader.Flag("VariationalDropout", false),
            RecurrentDropout = For(isRecurrent, "RecurrentDropout", "cells whose gates read the state", name => reader.Number(name, 0, 0.999, "from 0 to 0.999")),
            Projection = For(kind == CellKind.Lstm || own is not null, "Projection", "CellKind.Lstm", reader.OptionalSize),
            ResetAfter = For(kind == CellKind.Gru, "ResetAfter", "CellKind.Gru", name => (bool?)reader.Flag(name, true)) ?? true,
            Peephole = For(kind == CellKind.Lstm, "Peephole", "CellKind.Lstm", name => reader.Flag(name, false)),
            CoupledGates = For(kind == CellKind.Lstm, "CoupledGates", "CellKind.Lstm", name => reader.Flag(name, false)),
            CellClip = For(kind == CellKind.Lstm, "CellClip", "CellKind.Lstm", name => reader.Number(name, 0, float.MaxValue, "at least 0")),
            Clip = For(kind is not (null or CellKind.Concatenating), "Clip", "cells with a nonlinear function", name => reader.Number(name, 0, float.MaxValue, "at least 0")),
            InitialState = reader.Enum<InitialState>("InitialState"),
            Unroll = reader.Enum<Unroll>("Unroll"),
        };
        return Check(spec, reader);

        // An argument of some kinds of cell; its default for all others.
        T For<T>(bool applies, string name, string kinds, Func<string, T> read)
        {
            if (applies)
            {
                return read(name);
            }

            if (reader.Has(name))
            {
                reader.Report(new Mistake(Descriptors.NotForThisCell, name, kinds, kind?.ToString() ?? own!) { Argument = name });
            }

            return default!;
        }
    }

    /// <summary>What one argument asks of another.</summary>
    private static CellSpec Check(CellSpec spec, AttributeReader reader)
    {
        if (spec.Kind == CellKind.Concatenating && (spec.Layers > 1 || spec.Bidirectional))
        {
            reader.Report(new Mistake(Descriptors.OneLayerOnly, spec.Kind.ToString()) { Argument = spec.Layers > 1 ? "Layers" : "Bidirectional" });
            spec = spec with { Layers = 1, Bidirectional = false };
        }

        if (spec.Projection >= spec.Hidden)
        {
            reader.Report(new Mistake(Descriptors.ProjectionTooLarge, spec.Projection, spec.Hidden) { Argument = "Projection" });
            spec = spec with { Projection = 0 };
        }

        if (spec.Dropout > 0 && spec.Layers == 1)
        {
            reader.Report(new Mistake(Descriptors.DropoutWithoutLayers) { Argument = "Dropout" });
        }
        else if (spec.VariationalDropout && spec.Dropout == 0)
        {
            reader.Report(new Mistake(Descriptors.WithoutEffect, "VariationalDropout", "Dropout is 0") { Argument = "VariationalDropout" });
        }

        if (spec is { Merge: not DirectionMerge.Concatenate, Bidirectional: false })
        {
            reader.Report(new Mistake(Descriptors.WithoutEffect, "Merge", "the net has one direction") { Argument = "Merge" });
        }

        return spec;
    }
}
