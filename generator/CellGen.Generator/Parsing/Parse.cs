using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>What <see cref="ModelParser"/> does; tests put one that throws in its place.</summary>
internal delegate ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Mistake> report);
