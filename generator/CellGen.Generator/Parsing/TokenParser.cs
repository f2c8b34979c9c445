using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Reads a [TokenInput] or [Embedding] attribute.</summary>
internal static class TokenParser
{
    /// <returns>Null where the input is rows of numbers.</returns>
    public static TokenSpec? Parse(INamedTypeSymbol type, CellSpec cell, Action<Mistake> report)
    {
        var tokens = ModelParser.Find(type, ModelParser.TokenAttribute);
        var embedding = ModelParser.Find(type, ModelParser.EmbeddingAttribute);
        if (tokens is not null && embedding is not null)
        {
            report(new Mistake(Descriptors.TokensTwice, type.Name) { Attribute = tokens });
        }

        if (embedding is not null)
        {
            var reader = new AttributeReader(embedding, report);
            int vocabulary = reader.Size("Vocabulary", required: true, ModelParser.MaxVocabulary);
            return new TokenSpec(
                vocabulary,
                reader.Flag("OutOfVocabulary", false),
                Embedded: true,
                reader.Flag("Frozen", false),
                reader.Index("PaddingIndex", "Vocabulary", vocabulary));
        }

        if (tokens is null)
        {
            return null;
        }

        if (cell.Kind == CellKind.Concatenating)
        {
            report(new Mistake(Descriptors.NotForThisCell, "[TokenInput]", "cells with a weight_ih", cell.Kind.ToString()) { Attribute = tokens });
            return null;
        }

        bool others = new AttributeReader(tokens, report).Flag("OutOfVocabulary", false);
        return new TokenSpec(cell.Input, others, Embedded: false, Frozen: false, Padding: -1);
    }
}
