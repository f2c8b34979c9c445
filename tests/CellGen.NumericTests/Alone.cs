using Xunit;

namespace CellGen.NumericTests;

/// <summary>Tests beside which no other test runs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
