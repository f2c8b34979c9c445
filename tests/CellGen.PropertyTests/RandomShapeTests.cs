using CellGen.NumericTests.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CellGen.PropertyTests;

/// <summary>
/// Nets of random shapes agree with the oracle, forward and backward, at every width, alone and in a batch: a shape of each kind, the
/// same ones each time in a quarter of <see cref="Sweeps"/>, or four; CELLGEN_SHAPES sets how many of each kind, CELLGEN_SEED which.
/// </summary>
public class RandomShapeTests
{
    private static readonly int Shapes = Setting("CELLGEN_SHAPES", Sweeps.Of(4));

    // The shapes of one property are compiled together, which halves the compiler's time.
    private static readonly int Together = Math.Min(Shapes, 11);

    private static readonly int Seed = Setting("CELLGEN_SEED", 1 + Sweeps.Part);

    [Theory]
    [InlineData(CellKind.Rnn)]
    [InlineData(CellKind.Gru)]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.MinGru)]
    [InlineData(CellKind.MinLstm)]
    [InlineData(CellKind.IndRnn)]
    [InlineData(CellKind.Concatenating)]
    public void Agree_with_the_oracle(CellKind kind)
    {
        Arbitrary<RandomProblem[]> problems = Arb.From(RandomProblems.Of(kind).ArrayOf(Together), Shrink);
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest((Shapes + Together - 1) / Together)
            .WithReplay((ulong)Seed, 1);
        Check.One(config, Prop.ForAll(problems, Agree));
    }

    private static void Agree(RandomProblem[] problems)
    {
        NetCompiler.Compile([.. problems.Select(problem => problem.Shape)]);
        foreach (RandomProblem problem in problems)
        {
            Agreement.Check(problem);
        }
    }

    /// <summary>One problem of several, then a smaller one.</summary>
    private static IEnumerable<RandomProblem[]> Shrink(RandomProblem[] problems) => problems.Length > 1
        ? problems.Select(problem => new[] { problem })
        : RandomProblems.Shrink(problems[0]).Select(problem => new[] { problem });

    private static int Setting(string name, int absent) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : absent;
}
