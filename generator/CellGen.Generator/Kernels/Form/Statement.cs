namespace CellGen.Generator.Kernels.Form;

/// <summary>What a kernel does. Variables live until the end of the body in which they are declared.</summary>
internal abstract record Statement
{
    /// <summary>Statements with a scope of their own.</summary>
    internal sealed record Block(IReadOnlyList<Statement> Body) : Statement;

    /// <summary>A loop: a counter, while the condition holds.</summary>
    /// <param name="Counter">The counter.</param>
    /// <param name="Start">Where it starts; null where it is a variable that goes on from where it is.</param>
    /// <param name="IsNative">Whether the counter is as wide as an address.</param>
    internal sealed record For(string Counter, Whole? Start, Truth Condition, Whole Step, IReadOnlyList<Statement> Body, bool IsNative = false) : Statement;

    /// <summary>A loop that a <see cref="ReturnAfter"/> ends.</summary>
    internal sealed record Forever(IReadOnlyList<Statement> Body) : Statement;

    /// <summary>Statements that run where a condition holds.</summary>
    internal sealed record If(Truth Condition, IReadOnlyList<Statement> Body) : Statement;

    /// <summary>Counts down, and returns when nothing is left.</summary>
    internal sealed record ReturnAfter(string Counter) : Statement;

    /// <summary>A new variable of floats.</summary>
    internal sealed record Let(string Name, Value Value) : Statement;

    /// <summary>A variable gets another value.</summary>
    internal sealed record Set(string Name, Value Value) : Statement;

    /// <summary>A new whole number.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="IsNative">Whether it is as wide as an address.</param>
    internal sealed record LetWhole(string Name, Whole Value, bool IsNative = false) : Statement;

    /// <summary>A new whole number that gets its value later.</summary>
    internal sealed record DeclareWhole(string Name) : Statement;

    /// <summary>A whole number gets another value.</summary>
    internal sealed record SetWhole(string Name, Whole Value) : Statement;

    /// <summary>A new condition.</summary>
    internal sealed record LetTruth(string Name, Truth Value) : Statement;

    /// <summary>A new reference.</summary>
    /// <param name="IsVolatile">Whether what it refers to is read from memory at each use.</param>
    internal sealed record LetReference(string Name, Memory To, bool IsVolatile = false) : Statement;

    /// <summary>A reference moves.</summary>
    internal sealed record SetReference(string Name, Memory To) : Statement;

    /// <summary>Memory on the stack, and a reference to it.</summary>
    /// <param name="Name">The reference.</param>
    /// <param name="Row">The type of the row.</param>
    /// <param name="IsAligned">Whether the reference stands at the beginning of a cache line.</param>
    internal sealed record LetRow(string Name, string Row, bool IsAligned = false) : Statement;

    /// <summary>Floats on the stack, and a reference to the first.</summary>
    internal sealed record LetStack(string Name, Whole Length) : Statement;

    /// <summary>The first lanes of a value go to memory.</summary>
    internal sealed record Store(Memory To, Value Value, int Valid) : Statement;

    /// <summary>sum += number · weights, for several sums with weights of their own.</summary>
    /// <param name="Weights">Where the column begins.</param>
    /// <param name="Sums">The sums, each with its first lane in the column.</param>
    internal sealed record AddColumn(Value Number, Memory Weights, IReadOnlyList<(int Lane, Value.Local Sum)> Sums) : Statement;

    /// <summary>Four columns whose numbers follow one another, of one to three sums each, with lanes that are equally far apart.</summary>
    /// <param name="First">The first number.</param>
    /// <param name="Weights">Where the first column begins.</param>
    /// <param name="Width">The distance from a column to the next.</param>
    /// <param name="Sums">The sums of each column.</param>
    internal sealed record AddFour(Value.Spread First, Memory Weights, int Width, IReadOnlyList<IReadOnlyList<(int Lane, Value.Local Sum)>> Sums) : Statement
    {
        /// <summary>The columns one by one.</summary>
        public IEnumerable<AddColumn> Columns =>
            Sums.Select((sums, i) => new AddColumn(First with { From = First.From + i }, Weights + (i * Width), sums));
    }

    /// <summary>sum += weights · row, for several sums with a row each.</summary>
    internal sealed record AddRows(Memory Weights, IReadOnlyList<(Value Row, Value.Local Sum)> Sums) : Statement;

    /// <summary>sum += number · vector, for several sums with a vector each.</summary>
    internal sealed record AddScaled(Memory Number, IReadOnlyList<(Value Vector, Value.Local Sum)> Sums) : Statement;

    /// <summary>Runs another kernel.</summary>
    internal sealed record Call(Signature Kernel, IReadOnlyList<Argument> Arguments) : Statement;

    /// <summary>Copies floats.</summary>
    internal sealed record Copy(Memory From, Memory To, int Length) : Statement;

    /// <summary>Fetches a cache line that will be read later.</summary>
    internal sealed record Prefetch(Memory Line) : Statement;

    /// <summary>A sentence for the reader.</summary>
    internal sealed record Comment(string Text) : Statement;

    /// <summary>A pause for the reader.</summary>
    internal sealed record Pause : Statement;
}
